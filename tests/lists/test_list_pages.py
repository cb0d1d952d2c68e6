from __future__ import annotations

from typing import Any

import pytest
from cast import client_for
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from un_list import entity, person, un_list

from licet.service.jobs.models import Job
from licet.service.jobs.services import deliver_all
from licet.service.lists.models import Hit, ListEntry, ListGeneration
from licet.service.lists.services import IMPORTING, import_list_at_console, screen_party
from licet.service.lists.tasks import import_kept_file
from licet.service.parties.models import Party
from licet.service.parties.services import register_party
from licet.service.people.models import User

ANA = person("1", "Ana", "Berg", aliases=(("Low", "A. Dal"),))
BANNER = "Names are compared for equality only"


@pytest.fixture
def hit(olga: User) -> Hit:
    import_list_at_console(content=un_list(ANA), filename="list.xml", profile="un-consolidated")
    party = register_party(actor=olga, name="Berg, Ana", kind="person", type="individual", country="FR")
    screen_party(actor=olga, party=party)
    return Hit.objects.get()


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, path: str, data: dict[str, Any]) -> Any:
    client.get("/lists/")
    return client.post(path, {**data, "csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def test_every_page_that_shows_hits_says_what_the_comparison_misses(olga: User, hit: Hit) -> None:
    client = client_for(olga)
    for path in ("/lists/", f"/lists/hits/{hit.pk}/", f"/lists/parties/{hit.party_id}/"):
        assert BANNER in text_of(client, path)


def test_without_a_list_the_page_says_that_nobody_can_be_screened(olga: User) -> None:
    assert "No list has been imported" in text_of(client_for(olga), "/lists/")


def test_the_index_counts_generations_and_names_open_hits(olga: User, hit: Hit) -> None:
    text = text_of(client_for(olga), "/lists/")
    assert "1 March 2030" in text
    assert "Berg, Ana" in text
    assert "in use" in text


def test_an_entry_shows_every_name_with_its_quality_and_its_raw_text(olga: User, hit: Hit) -> None:
    text = text_of(client_for(olga), f"/lists/entries/{hit.entry_id}/")
    assert "A. Dal</bdi> (low)" in text
    assert "&lt;DATAID&gt;1&lt;/DATAID&gt;" in text


def test_a_generation_is_searched_by_name_or_reference(olga: User) -> None:
    content = un_list(ANA, entity("7", "Marble Works", reference="XXe.007"))
    import_list_at_console(content=content, filename="list.xml", profile="un-consolidated")
    path = f"/lists/generations/{ListGeneration.objects.get().pk}/"
    client = client_for(olga)
    assert "2 entries" in text_of(client, path)
    for query in ("dal", "XXi.001"):
        found = text_of(client, f"{path}?text={query}")
        assert "1 entry" in found
        assert "Marble Works" not in found


def test_rejected_entries_are_shown_as_screened_against_by_nobody(olga: User) -> None:
    import_list_at_console(
        content=un_list(ANA, person("2", " ")), filename="x.xml", profile="un-consolidated"
    )
    text = text_of(client_for(olga), f"/lists/generations/{ListGeneration.objects.get().pk}/")
    assert "screened against by nobody" in text
    assert "Line 5: The entry has no name." in text


def test_an_officer_clears_a_hit_with_a_reason(olga: User, hit: Hit) -> None:
    client = client_for(olga)
    response = post(client, f"/lists/hits/{hit.pk}/", {"status": "cleared", "reason": "Another birthday."})
    assert response.status_code == 302
    text = text_of(client, f"/lists/hits/{hit.pk}/")
    assert "Another birthday." in text
    assert "List hit cleared" in text
    assert olga.name in text


@pytest.mark.parametrize(
    "data", [{"status": "cleared", "reason": " "}, {"reason": "Why not."}, {"status": "open", "reason": "x"}]
)
def test_an_answer_that_lacks_something_is_asked_for_again(
    olga: User, hit: Hit, data: dict[str, str]
) -> None:
    response = post(client_for(olga), f"/lists/hits/{hit.pk}/", data)
    assert "<title>Error:" in response.content.decode()
    hit.refresh_from_db()
    assert hit.status == "open"


def test_the_same_answer_twice_is_said_in_the_form(olga: User, hit: Hit) -> None:
    client, data = client_for(olga), {"status": "cleared", "reason": "Another birthday."}
    post(client, f"/lists/hits/{hit.pk}/", data)
    assert "has that answer already" in post(client, f"/lists/hits/{hit.pk}/", data).content.decode()


def test_the_auditor_reads_and_is_told_why_she_cannot_answer(audra: User, hit: Hit) -> None:
    client = client_for(audra)
    text = text_of(client, f"/lists/hits/{hit.pk}/")
    assert "Only an officer settles a list hit." in text
    assert 'name="reason"' not in text
    assert post(client, f"/lists/hits/{hit.pk}/", {"status": "cleared", "reason": "x"}).status_code == 403


def test_for_exporters_and_advisers_hits_do_not_exist(elena: User, amina: User, hit: Hit) -> None:
    for user in (elena, amina):
        client = client_for(user)
        assert client.get(f"/lists/hits/{hit.pk}/").status_code == 404
        assert client.get("/lists/").status_code == 403
        assert client.get(f"/lists/parties/{hit.party_id}/").status_code == 403
        assert client.get(f"/lists/entries/{hit.entry_id}/").status_code == 403


def test_an_officer_compares_a_party_from_its_page(olga: User, hit: Hit) -> None:
    party = register_party(actor=olga, name="A Dal", kind="person", type="individual", country="FR")
    client = client_for(olga)
    assert "has not been compared" in text_of(client, f"/lists/parties/{party.pk}/")
    assert post(client, f"/lists/parties/{party.pk}/screen/", {}).status_code == 302
    text = text_of(client, f"/lists/parties/{party.pk}/")
    assert "Compared with:" in text
    assert "XXi.001" in text


def test_the_index_does_not_ask_more_the_more_hits_there_are(olga: User, hit: Hit) -> None:
    client = client_for(olga)
    text_of(client, "/lists/")
    with CaptureQueriesContext(connection) as one:
        text_of(client, "/lists/")
    for number in range(8):
        party = register_party(
            actor=olga, name="Ana Berg", kind="person", type="individual", country="FR", address=str(number)
        )
        screen_party(actor=olga, party=party)
    with CaptureQueriesContext(connection) as nine:
        assert text_of(client, "/lists/").count("XXi.001") == 9
    assert len(nine) <= len(one)


class TestImportPage:
    def upload(self, client: Client, content: bytes) -> Any:
        client.get("/lists/import/")
        return client.post(
            "/lists/import/",
            {
                "profile": "un-consolidated",
                "upload": SimpleUploadedFile("list.xml", content),
                "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
            },
        )

    def work_off(self, user: User, content: bytes) -> Job:
        from licet.service.files.storage import keep_bytes

        job = Job.objects.get(kind=IMPORTING.job_kind)
        import_kept_file.call(str(job.pk), keep_bytes(content), "list.xml", "un-consolidated", str(user.pk))
        job.refresh_from_db()
        return job

    def test_an_officer_uploads_watches_and_sees_the_result(self, olga: User) -> None:
        client, content = client_for(olga), un_list(ANA)
        where = self.upload(client, content)["Location"]
        assert client.get(where)["Refresh"]
        assert self.work_off(olga, content).summary["imported"] == 1
        assert "1 rows: 1 imported, 0 unchanged, 0 rejected." in text_of(client, where)
        assert ListEntry.objects.get().reference == "XXi.001"

    def test_a_list_cut_off_is_refused_on_the_page_with_its_line(self, olga: User) -> None:
        client, content = client_for(olga), un_list(ANA)[:-20]
        where = self.upload(client, content)["Location"]
        self.work_off(olga, content)
        text = text_of(client, where)
        assert "is not well-formed XML" in text
        assert "Nothing was imported." in text
        assert not ListGeneration.objects.exists()

    def test_others_are_refused_with_the_reason(self, elena: User, audra: User) -> None:
        for user in (elena, audra):
            response = client_for(user).get("/lists/import/")
            assert response.status_code == 403
            assert "Only an officer" in response.content.decode()


def test_a_party_that_is_nobodys_is_not_found(olga: User) -> None:
    assert client_for(olga).get("/lists/parties/0192aa00-0000-7000-8000-000000000000/").status_code == 404
    deliver_all()
    assert not Party.objects.exists()
