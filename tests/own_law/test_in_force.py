"""From its day on, and not before, the office answers from the law that two people signed."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import officer_walk as walk
import pytest
from cast import client_for
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from own_law_walk import FREED, NAME, drafted, examined, signed, today

from licet.law import CorpusError
from licet.service import corpus
from licet.service.corpus import in_force
from licet.service.corpus.models import LawInForce
from licet.service.corpus.services import ask
from licet.service.files.storage import path_of
from licet.service.law_changes import services as law_changes
from licet.service.law_changes.models import ChangedAnswer
from licet.service.own_law import services
from licet.service.own_law.models import Draft
from licet.service.people.models import User
from licet.service.people.policy import Refused, require
from licet.service.records.models import Event
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("answering")
TO_XA = {"facts": {"item.spies": True, "to.country": "XA"}}


def file_of(root: Path, id: str) -> Path:
    """The file of the law that holds this rule."""
    return next(path for path in root.rglob("*.yaml") if f"id: {id}\n" in path.read_text())


def outcome() -> list[str]:
    """What this office says today of spyware to XA."""
    in_force.ask_again()
    found: list[str] = ask(TO_XA, as_of=today())["regimes"]["ZZ"]["outcome"]["possible"]
    return found


def test_signed_for_today_it_answers_at_once(olga: User, paul: User) -> None:
    assert outcome() == ["licence"]
    signed(olga, paul)
    assert outcome() == ["nothing_found_in_scope"]


def test_put_forward_and_examined_it_changes_nothing(olga: User) -> None:
    examined(drafted(olga))
    assert outcome() == ["licence"]


def test_signed_for_a_later_day_it_waits_for_that_day(
    olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = today() + timedelta(days=10)
    signed(olga, paul, starts_on=later)
    assert outcome() == ["licence"]
    assert in_force.on(later - timedelta(days=1)).bundle == ""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: later)
    assert outcome() == ["nothing_found_in_scope"]


def test_a_signature_that_comes_late_begins_on_its_own_day(olga: User, paul: User) -> None:
    draft = drafted(olga)
    digest = examined(draft).digest
    after = today() + timedelta(days=3)
    made = services.sign(actor=paul, draft=draft, digest=digest, today=after)
    assert made.in_force.starts_on == after


def test_every_process_and_a_machine_without_the_files_makes_them_again(olga: User, paul: User) -> None:
    """What is kept is the bundle in the store; its files and its diagrams are made from it."""
    signed(olga, paul)
    assert outcome() == ["nothing_found_in_scope"]
    for folder in ("law", "compiled"):
        shutil.rmtree(in_force.compiled_place().with_name(folder))
    in_force._signed.cache_clear()
    in_force.forget()
    assert outcome() == ["nothing_found_in_scope"]


def test_one_request_answers_from_one_law(olga: User, paul: User) -> None:
    """It is asked once which law is in force; what is signed meanwhile by another process counts from the next request on."""
    in_force.ask_again()
    before = corpus.law().digest
    LawInForce.objects.create(
        starts_on=today(),
        bundle=drafted(olga).bundle,
        law_digest="0" * 64,
        software="1",
        recorded_at="2026-11-22T00:00Z",
    )
    assert corpus.law().digest == before
    in_force.ask_again()
    assert corpus.law().digest != before


def test_an_upgrade_changes_nothing_until_two_people_have_signed_again(
    olga: User, paul: User, answering: Path
) -> None:
    """The new version's law has a stricter embargo; the office goes on answering from what was signed."""
    signed(olga, paul)
    before = corpus.law().digest
    embargo = file_of(answering, "ZZ.EMBARGO")
    embargo.write_text(embargo.read_text().replace("[XZ]", "[XZ, XA]"))
    assert outcome() == ["nothing_found_in_scope"]
    assert corpus.law().digest == before
    draft = drafted(olga)
    services.sign(actor=paul, draft=draft, digest=examined(draft).digest, today=today())
    assert outcome() == ["prohibited"]


def test_a_damaged_bundle_answers_nothing(olga: User, paul: User) -> None:
    """Better no answer than one from a law that nobody signed."""
    made = signed(olga, paul)
    path = path_of(made.draft.bundle)
    path.chmod(0o600)
    path.write_bytes(b"PK something else")
    shutil.rmtree(in_force.compiled_place().with_name("law"))
    in_force._signed.cache_clear()
    in_force.ask_again()
    with pytest.raises(CorpusError, match="damaged"):
        corpus.law()


def test_back_to_the_law_as_it_came(olga: User, paul: User) -> None:
    signed(olga, paul)
    signed(olga, paul, {}, note="The amendment has ended.")
    assert outcome() == ["licence"]


def test_what_was_law_on_a_day_stays_known(olga: User, paul: User) -> None:
    first = signed(olga, paul)
    later = today() + timedelta(days=5)
    signed(olga, paul, {}, starts_on=later)
    assert in_force.on(today() - timedelta(days=1)).bundle == ""
    assert in_force.on(later - timedelta(days=1)).bundle == first.draft.bundle
    assert in_force.on(later).bundle == ""


def test_the_text_of_the_licence_the_law_changes_and_the_ledger_follow(
    elena: User, olga: User, paul: User, lawmaking: Path
) -> None:
    """An open case whose answer moves is on the list of work, and every act is in the ledger under its law."""
    case = walk.taken(elena, olga)
    made = signed(olga, paul)
    law_changes.compare_all(law_changes.notice(today()).pk, today())
    assert ChangedAnswer.objects.get().name == case.reference
    told = {event.type: event for event in Event.objects.filter(type__startswith="own_law.")}
    assert set(told) == {"own_law.put_forward", "own_law.examined", "own_law.signed"}
    assert told["own_law.signed"].files == [made.draft.bundle]
    assert differences() == []


# --- two people ---------------------------------------------------------------------------------------------


def test_the_author_never_signs(paul: User) -> None:
    draft = drafted(paul)
    with pytest.raises(Refused, match="Another person signs"):
        services.sign(actor=paul, draft=draft, digest=examined(draft).digest, today=today())


def test_the_database_refuses_one_who_signs_her_own(olga: User, paul: User) -> None:
    from licet.service.own_law.models import Signature

    made = signed(olga, paul)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.bulk_create(
            [Signature(draft=drafted(olga, {}), examination=made.examination, in_force=made.in_force,
                       author=olga, by=olga, at=made.at)]
        )  # fmt: skip


@pytest.mark.parametrize("who", ["olga", "tomas", "audra", "elena", "amina"])
def test_only_an_approver_signs(who: str, people: dict[str, User]) -> None:
    draft = drafted(people["paul"])
    with pytest.raises(Refused):
        services.sign(actor=people[who], draft=draft, digest=examined(draft).digest, today=today())


def test_what_is_signed_is_what_was_read(olga: User, paul: User) -> None:
    draft = drafted(olga)
    with pytest.raises(ValidationError, match="Read it again"):
        services.sign(actor=paul, draft=draft, digest="", today=today())
    old = examined(draft).digest
    services.examine(actor=olga, draft=draft)
    with pytest.raises(ValidationError, match="Read it again"):
        services.sign(actor=paul, draft=draft, digest=old, today=today())


def test_a_law_signed_meanwhile_asks_for_another_examination(olga: User, paul: User) -> None:
    first, second = drafted(olga), drafted(olga, {NAME: FREED.replace("XA", "XB")})
    for draft in (first, second):
        examined(draft)
    services.sign(actor=paul, draft=first, digest=first.examinations.get().digest, today=today())
    with pytest.raises(ValidationError, match="examined again"):
        services.sign(actor=paul, draft=second, digest=second.examinations.get().digest, today=today())


def test_an_upgrade_meanwhile_asks_for_another_draft(olga: User, paul: User, answering: Path) -> None:
    draft = drafted(olga)
    digest = examined(draft).digest
    file_of(answering, "ZZ.EMBARGO").write_text(
        file_of(answering, "ZZ.EMBARGO").read_text().replace("[XZ]", "[XZ, XA]")
    )
    with pytest.raises(ValidationError, match="another version"):
        services.sign(actor=paul, draft=draft, digest=digest, today=today())


def test_it_is_signed_once_and_not_after_it_was_taken_back(olga: User, paul: User) -> None:
    made = signed(olga, paul)
    for act in ("own_law.sign", "own_law.take_back"):
        with pytest.raises(Refused, match="already"):
            require(paul, act, Draft.objects.get(pk=made.draft_id))
    draft = drafted(olga, {})
    services.take_back(actor=olga, draft=draft, reason="It was a try.")
    with pytest.raises(Refused, match="taken back"):
        require(paul, "own_law.sign", Draft.objects.get(pk=draft.pk))


def test_law_does_not_begin_in_the_past(olga: User) -> None:
    with pytest.raises(ValidationError, match="past"):
        drafted(olga, starts_on=date(2020, 1, 1))


def test_what_was_law_is_never_changed(olga: User, paul: User) -> None:
    signed(olga, paul)
    with pytest.raises(DatabaseError), transaction.atomic():
        LawInForce.objects.update(starts_on=today())
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.update(note="Something else.")


def test_a_row_that_nobody_signed_is_found(olga: User) -> None:
    LawInForce.objects.create(
        starts_on=today(), bundle="", law_digest="0" * 64, software="1", recorded_at="2026-11-22T00:00Z"
    )
    assert [row for row in differences() if "No event tells of this row." in row] != []


def test_the_page_of_the_law_shows_the_new_rule(olga: User, paul: User) -> None:
    signed(olga, paul, {"new.yaml": FREED.replace("Licence for listed software", "Licence but to XA")})
    assert "Licence but to XA" in client_for(olga).get("/law/rules/ZZ.ART3/").content.decode()
