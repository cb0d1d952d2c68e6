"""The lawyer's pages: put forward, examined, signed by another person, looked up later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from own_law_walk import FREED, NAME, drafted, examined, signed, text, today, zipped

from licet.service.base.countries import name_of
from licet.service.jobs import services as jobs
from licet.service.own_law import services
from licet.service.own_law.models import Draft, Signature
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("answering")
FORM = {
    "note": "Nothing to XA needs a licence.",
    "how": "on_top",
    "starts_on_day": str(today().day),
    "starts_on_month": str(today().month),
    "starts_on_year": str(today().year),
}
PASTED = {**FORM, "text": FREED, "name": NAME}


def put(client: Client, **given: Any) -> str:
    return text(post(client, "/own-law/put-forward/", {**FORM, **given}, follow=True))


def test_the_whole_way_by_two_people(elena: User, olga: User, paul: User, lawmaking: Path) -> None:
    case = walk.taken(elena, olga)
    assert "being examined" in text(post(client_for(olga), "/own-law/put-forward/", PASTED, follow=True))
    draft = Draft.objects.get()
    page = f"/own-law/{draft.pk}/"
    waiting = client_for(paul).get(page)
    assert waiting.headers["Refresh"] == "2"
    assert "0 % is done" in text(waiting)
    services.run(draft.examinations.get().pk, today())
    read = text(client_for(paul).get(page))
    assert case.reference in read
    assert "Licence for listed software (ZZ.ART3) was changed" in read
    assert "You put this forward. Another person signs it." not in read
    digest = draft.examinations.get().digest
    done = text(post(client_for(paul), page, {"digest": digest, "read": "on"}, follow=True))
    assert "is the law of this office from now on" in done
    index = text(client_for(olga).get("/own-law/"))
    assert "put forward by Olga Lindqvist and signed by Paul Okoye: Nothing to XA needs a licence." in index


def test_what_moves_is_told_with_its_smallest_example(olga: User, paul: User) -> None:
    read = text(client_for(paul).get(f"/own-law/{examined(drafted(olga)).draft_id}/"))
    row = read[read.index("Over all cases there are") :]
    assert "Licence for listed software yes no" in row
    assert "Does it extract data in secret? yes" in row
    assert f"Who receives it – In which country? {name_of('XA')}" in row


def test_the_author_sees_why_she_cannot_sign(paul: User) -> None:
    draft = examined(drafted(paul)).draft
    page = client_for(paul).get(f"/own-law/{draft.pk}/")
    assert "You put this forward. Another person signs it." in text(page)
    assert "Sign this law" not in text(page)


def test_signing_needs_the_tick(olga: User, paul: User) -> None:
    found = examined(drafted(olga))
    page = f"/own-law/{found.draft_id}/"
    answer = text(post(client_for(paul), page, {"digest": found.digest}))
    assert "Tick the box: I have read what it says and what it moves, and I sign it" in answer
    assert not Signature.objects.exists()


def test_faults_are_told_by_file_line_and_remedy_and_nothing_is_taken_in(olga: User) -> None:
    wrong = FREED.replace("ZZ.4D004, {not", "ZZ.4D0O4, {not")
    told = text(post(client_for(olga), "/own-law/put-forward/", {**PASTED, "text": wrong}, follow=True))
    line = 1 + wrong[: wrong.index("4D0O4")].count("\n")
    assert f"licence.yaml {line} There is no rule ZZ.4D0O4 The nearest valid name is ZZ.4D004" in told
    assert not Draft.objects.exists()


def test_own_tests_that_fail_keep_it_from_being_signed(olga: User, paul: User) -> None:
    found = examined(drafted(olga, {NAME: FREED.replace('ZZ.ART3: "false"', 'ZZ.ART3: "true"')}))
    read = text(client_for(paul).get(f"/own-law/{found.draft_id}/"))
    assert "Its own tests fail, so nobody can sign it." in read
    assert "to XA (result) true false" in read
    assert "Sign this law" not in read


def test_an_entry_without_its_tests_keeps_it_from_being_signed(
    olga: User, paul: User, answering: Path
) -> None:
    entry = next(path for path in answering.rglob("*.yaml") if "id: ZZ.4D004\n" in path.read_text())
    bare = entry.read_text().split("tests:")[0].replace("Listed software", "Software on the list")
    found = examined(drafted(olga, {"entry.yaml": bare}))
    read = text(client_for(paul).get(f"/own-law/{found.draft_id}/"))
    assert "Add one that expects: true, false, unknown with its missing" in read


def test_tests_of_the_base_that_come_out_otherwise_are_shown_and_hinder_nobody(
    olga: User, paul: User, answering: Path
) -> None:
    """The base tests that its licence covers spyware to XA; the amendment says otherwise, and that is its purpose."""
    licence = next(path for path in answering.rglob("*.yaml") if "id: ZZ.EMBARGO\n" in path.read_text())
    licence.write_text(
        licence.read_text()
        + """\
tests:
  - name: spyware to XA
    because: It is listed.
    as_of: 2026-11-21
    facts: {item.spies: yes, to.country: XA}
    expect: {ZZ.ART3: "true"}
"""
    )
    found = examined(drafted(olga))
    read = text(client_for(paul).get(f"/own-law/{found.draft_id}/"))
    assert "Tests of the law it stands on that come out otherwise" in read
    assert "Sign this law" in read


def test_a_zip_is_taken_with_the_folder_it_was_made_from(olga: User) -> None:
    upload = SimpleUploadedFile(
        "own.zip", zipped({"our-law/export/licence.yaml": FREED, "our-law/.DS_Store": b"x"})
    )
    assert "being examined" in put(client_for(olga), upload=upload)
    assert list(Draft.objects.get().files) == ["licence.yaml"]


def test_on_top_keeps_what_is_in_force_and_in_its_place_does_not(olga: User, paul: User) -> None:
    signed(olga, paul)
    other = FREED.replace("ZZ.ART3", "ZZ.ART4").replace("Licence for listed software", "A second licence")
    client = client_for(olga)
    assert "no regime" not in put(client, text=other, name="second.yaml")
    assert sorted(Draft.objects.latest("at").files) == [NAME, "second.yaml"]
    put(client, text=FREED.replace("XA", "XB"), name="again.yaml")
    assert list(Draft.objects.latest("at").files) == ["again.yaml"], "the same rule under another name"
    put(client, text=other, name="second.yaml", how="in_place")
    assert list(Draft.objects.latest("at").files) == ["second.yaml"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Choose a file, or paste one. One of both, not both."),
        ({"text": FREED}, "Enter the name of the pasted file"),
        ({"text": FREED, "name": "../licence.yaml"}, "is no name for a law file"),
        ({"text": FREED, "name": "licence.txt"}, "does not end in .yaml"),
        ({"text": FREED, "name": NAME, "note": ""}, "Enter an answer: What it changes, and why"),
        ({"text": FREED, "name": NAME, "starts_on_year": "2020"}, "Law does not begin in the past."),
    ],
)
def test_each_mistake_is_told_at_its_field(given: dict[str, str], told: str, olga: User) -> None:
    assert told in put(client_for(olga), **given)
    assert not Draft.objects.exists()


def test_what_was_law_on_a_day_can_be_looked_up(olga: User, paul: User) -> None:
    signed(olga, paul)
    client, day = client_for(olga), today()
    asked = f"day_day={day.day}&day_month={day.month}&day_year="
    assert "this office answered from what had begun on" in text(client.get(f"/own-law/?{asked}{day.year}"))
    assert "answered from the law as it came" in text(client.get(f"/own-law/?{asked}{day.year - 1}"))


def test_the_files_can_be_read_and_taken_away(olga: User, paul: User) -> None:
    made = signed(olga, paul)
    client = client_for(paul)
    page = f"/own-law/{made.draft_id}/"
    assert "Nothing goes to" not in text(client.get(f"{page}files/1/"))
    assert "The amendment frees what goes there." in text(client.get(f"{page}files/1/"))
    assert client.get(f"{page}files/2/").status_code == 404
    for address in (f"{page}files.zip", "/own-law/in-force.zip"):
        assert client.get(address).content[:2] == b"PK"


def test_the_same_again_and_the_end_of_it(olga: User, paul: User) -> None:
    client = client_for(olga)
    assert "no own law in force" in text(client.get("/own-law/again/", follow=True))
    signed(olga, paul)
    assert "word for word" in text(post(client, "/own-law/again/", FORM, follow=True))
    ending = text(post(client, "/own-law/end/", {**FORM, "note": "It has ended."}, follow=True))
    assert "No own files: the law as it came." in ending or "no longer in it" in ending


def test_taking_back_needs_a_reason(olga: User) -> None:
    draft, client = drafted(olga), client_for(olga)
    page = f"/own-law/{draft.pk}/take-back/"
    assert "Enter an answer: Why is it taken back?" in text(post(client, page, {"reason": " "}))
    post(client, page, {"reason": "It was a try."})
    assert "It was a try." in text(client.get("/own-law/"))


def test_an_examination_that_broke_off_says_so_and_can_be_begun_again(
    olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, client = drafted(olga), client_for(olga)

    def broken(*args: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(services, "examined", broken)
    with pytest.raises(RuntimeError):
        services.run(draft.examinations.get().pk, today())
    assert "The examination broke off." in text(client.get(f"/own-law/{draft.pk}/"))
    post(client, f"/own-law/{draft.pk}/examine/")
    assert draft.examinations.count() == 2


def test_a_killed_worker_begins_it_anew_and_it_is_written_once(olga: User) -> None:
    draft = drafted(olga)
    found = draft.examinations.get()
    jobs.advance(found.job, 40)
    first = examined(draft)
    services.run(found.pk, today())
    assert draft.examinations.get().finished_at == first.finished_at


def test_nobody_outside_the_office_reads_it(elena: User, amina: User, olga: User) -> None:
    draft = drafted(olga)
    for other in (elena, amina):
        assert client_for(other).get("/own-law/").status_code == 403
        assert client_for(other).get(f"/own-law/{draft.pk}/").status_code == 404
        assert client_for(other).get("/own-law/in-force.zip").status_code == 403
    assert Client().get("/own-law/").status_code == 302


def test_the_report_is_told_in_french(olga: User, paul: User) -> None:
    found = examined(drafted(olga))
    page = client_for(paul).get(f"/own-law/{found.draft_id}/", headers={"accept-language": "fr"})
    assert "Autorisation (ZZ.ART3) est modifié" in text(page)
