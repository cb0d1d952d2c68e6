"""The morning after a change of the law: what comes out otherwise is listed once, and stays until somebody has looked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import officer_walk as walk
import pytest
import rulings_walk as ruled
from cast import client_for, post
from django.db import DatabaseError, transaction
from django.utils import timezone
from letters_sent import granted
from other_law import FREED, GONE, changed

from licet.reasoning import Law
from licet.service.casework.models import Case
from licet.service.decisions.models import Licence
from licet.service.law_changes import chores, services
from licet.service.law_changes.comparing import compared
from licet.service.law_changes.models import ChangedAnswer, Kind, Sweep
from licet.service.law_changes.selectors import moved, to_look_at
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")
TODAY = timezone.localdate()
DONE = Event.objects.filter(type="law_change.compared")


@pytest.fixture(scope="module")
def freed(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Nothing to XA needs a licence any more."""
    return changed(tmp_path_factory.mktemp("freed"), FREED)


@pytest.fixture(scope="module")
def other_facts(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """The one fact has another name."""
    return changed(tmp_path_factory.mktemp("gone"), GONE, ("item.spies", "item.spying"))


def under(law: Law, monkeypatch: pytest.MonkeyPatch) -> Sweep:
    walk.answer_from(law, monkeypatch)
    return services.compare_all(services.notice(TODAY).pk, TODAY)


def names() -> list[tuple[str, str]]:
    return sorted(ChangedAnswer.objects.values_list("kind", "name"))


def test_under_the_same_law_nothing_is_listed(elena: User, olga: User, paul: User) -> None:
    granted(elena, olga, paul)
    walk.taken(elena, olga)
    sweep = services.compare_all(services.notice(TODAY).pk, TODAY)
    assert (sweep.compared, sweep.changed) == (2, 0)
    assert sweep.finished_at is not None


def test_open_cases_and_licences_whose_answer_moved_are_listed_old_beside_new(
    elena: User, olga: User, paul: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(elena, olga, paul)
    case = walk.taken(elena, olga)
    harmless = walk.taken(elena, olga, spies=False)
    licence = Licence.objects.get()
    sweep = under(freed, monkeypatch)
    assert names() == sorted([(Kind.CASE, case.reference), (Kind.LICENCE, licence.number)])
    assert (sweep.compared, sweep.changed) == (3, 2)
    assert harmless.reference not in dict(names()).values()
    row = ChangedAnswer.objects.get(kind=Kind.LICENCE)
    told = {(each.leg, each.what): (each.before, each.after) for each in moved(row)}
    assert told["Leg 1, Lantern agent", "Licence for listed software"] == ("yes", "no")
    assert told["The whole deal", "Outcome"] == (
        "A licence is required",
        "Not controlled by the rules checked here",
    )
    assert differences() == []


def test_what_was_decided_otherwise_or_taken_back_is_not_compared(
    elena: User, olga: User, paul: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    assert under(freed, monkeypatch).compared == 0


def test_a_licence_that_has_ended_is_not_compared(
    elena: User, olga: User, paul: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(elena, olga, paul)
    walk.answer_from(freed, monkeypatch)
    after = Licence.objects.get().valid_until + timedelta(days=1)
    assert services.compare_all(services.notice(after).pk, after).compared == 0


def test_an_answer_that_no_licence_is_required_is_compared_while_it_holds(
    elena: User, olga: User, paul: User, small_law: Law, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.answer_from(freed, monkeypatch)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    draft = walk.refusal(kind="no_licence", grounds=())
    walk.decided(paul, walk.proposed(olga, case, draft))
    under(small_law, monkeypatch)
    assert names() == [(Kind.NO_LICENCE, case.reference)]


def test_a_question_that_can_no_longer_be_asked_is_listed_with_its_fault(
    elena: User, olga: User, other_facts: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    under(other_facts, monkeypatch)
    row = ChangedAnswer.objects.get()
    assert "spies" in row.fault
    page = client_for(olga).get(f"/law-changes/{row.pk}/").content.decode()
    assert "can no longer be asked this question" in page


def test_comparing_again_adds_nothing(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    first = under(freed, monkeypatch)
    again = under(freed, monkeypatch)
    assert first.pk == again.pk
    assert ChangedAnswer.objects.count() == 1
    assert DONE.count() == 1


def test_it_goes_on_where_it_was_killed(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [walk.taken(elena, olga) for _ in range(5)]
    monkeypatch.setattr(services, "AT_ONCE", 2)
    walk.answer_from(freed, monkeypatch)
    sweep = services.step(services.notice(TODAY), TODAY)
    assert (sweep.compared, sweep.finished_at) == (2, None)
    services.compare_all(sweep.pk, TODAY)
    assert names() == sorted((str(Kind.CASE), case.reference) for case in cases)


def test_of_two_workers_at_the_same_step_one_writes(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    walk.answer_from(freed, monkeypatch)
    sweep = services.notice(TODAY)
    first, second = services.step(sweep, TODAY), services.step(sweep, TODAY)
    assert (first.kind, second.kind) == (Kind.LICENCE, Kind.LICENCE)
    assert ChangedAnswer.objects.count() == 1


def test_facts_found_since_are_another_matter(
    elena: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stored question is put again as it was: under the same law it is answered as it was."""
    case = walk.taken(elena, olga)
    stored = case.application.indication
    assert stored is not None
    assert not compared(stored, TODAY).moved


def test_looking_needs_a_reason_is_recorded_and_is_done_once(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    under(freed, monkeypatch)
    row, client = ChangedAnswer.objects.get(), client_for(olga)
    assert "What follows" in post(client, f"/law-changes/{row.pk}/", {"reason": " "}).content.decode()
    assert to_look_at(olga).count() == 1
    shown = post(client, f"/law-changes/{row.pk}/", {"reason": "No licence needed; told her."}, follow=True)
    assert "It is recorded that you looked at it." in shown.content.decode()
    assert to_look_at(olga).count() == 0
    event = Event.objects.get(type="law_change.looked_at")
    assert event.subject_id == case.pk
    assert event.payload is not None
    assert event.payload["reason"] == "No licence needed; told her."
    with pytest.raises(Refused, match="already"):
        services.look(actor=olga, answer=ChangedAnswer.objects.get(), reason="Again.")
    assert differences() == []


def test_what_was_looked_at_is_not_shown_again_by_a_change_that_leaves_it_alone(
    elena: User, olga: User, freed: Law, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    under(freed, monkeypatch)
    services.look(actor=olga, answer=ChangedAnswer.objects.get(), reason="Told her.")
    reworded = changed(tmp_path, FREED, ("en: Embargo", "en: Ban"))
    assert reworded.digest != freed.digest
    assert under(reworded, monkeypatch).changed == 0
    assert to_look_at(olga).count() == 0


def test_a_law_that_is_put_back_empties_the_list(
    elena: User, olga: User, small_law: Law, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    under(freed, monkeypatch)
    assert to_look_at(olga).count() == 1
    under(small_law, monkeypatch)
    assert to_look_at(olga).count() == 0


def test_the_worker_queues_it_once(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken(elena, olga)
    walk.answer_from(freed, monkeypatch)
    monkeypatch.setattr(chores, "is_compiled", lambda: True)
    assert chores.compare_with_todays_law() == 1
    assert chores.compare_with_todays_law() == 0
    sweep = Sweep.objects.get()
    services.compare_all(sweep.pk, TODAY)
    assert chores.compare_with_todays_law() == 0


def test_the_page_lists_and_nobody_outside_the_office_reads_it(
    elena: User, olga: User, amina: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    under(freed, monkeypatch)
    assert case.reference in client_for(olga).get("/law-changes/").content.decode()
    row = ChangedAnswer.objects.get()
    for other in (elena, amina):
        assert client_for(other).get("/law-changes/").status_code == 403
        assert client_for(other).get(f"/law-changes/{row.pk}/").status_code == 404


def test_a_row_is_never_changed(elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.taken(elena, olga)
    under(freed, monkeypatch)
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangedAnswer.objects.update(name="NM-0000")


def test_comparing_changes_no_case(
    elena: User, olga: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    before = Case.objects.values().get(pk=case.pk)
    under(freed, monkeypatch)
    assert Case.objects.values().get(pk=case.pk) == before


# --- rulings ---------------------------------------------------------------------------------------------


def test_a_ruling_whose_indication_moved_is_listed_with_what_it_rested_on(
    elena: User, olga: User, paul: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruling = ruled.signed(elena, olga, paul)
    under(freed, monkeypatch)
    assert names() == [(Kind.RULING, ruling.number)]
    row = ChangedAnswer.objects.get()
    assert ("Licence for listed software", "yes", "no") in {(m.what, m.before, m.after) for m in moved(row)}
    assert "Open the ruling" in client_for(olga).get(f"/law-changes/{row.pk}/").content.decode()
    services.look(actor=olga, answer=row, reason="It is to be replaced.")
    assert Event.objects.get(type="law_change.looked_at").subject_id == ruling.pk
    assert differences() == []


def test_a_ruling_that_no_longer_stands_is_not_compared(
    elena: User, olga: User, paul: User, freed: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled.withdrawn(paul, ruled.signed(elena, olga, paul))
    ruled.drafted(elena, olga)
    assert under(freed, monkeypatch).compared == 0


def test_a_withdrawn_ruling_stands_with_the_cases_of_its_time(elena: User, olga: User, paul: User) -> None:
    before = walk.taken(elena, olga)
    ruling = ruled.signed(elena, olga, paul)
    during = walk.taken(elena, olga)
    ruled.withdrawn(paul, ruling)
    after = walk.taken(elena, olga)
    page = client_for(olga).get("/law-changes/").content.decode()
    listed = page[page.index('id="withdrawn"') :]
    assert during.reference in listed
    assert before.reference not in listed
    assert after.reference not in listed
