from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from cast import client_for
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from register_file import register, row

from licet.service.jobs.models import Job
from licet.service.people.models import User
from licet.service.registers.export import safe
from licet.service.registers.models import RegisterLine
from licet.service.registers.selectors import MANY, Filters, lines
from licet.service.registers.services import IMPORTING, import_register_at_console
from licet.service.registers.tasks import import_kept_file

LINES = [
    row(
        number="10000101", issued="14-01-2030", codes="9Z999a1", destination="Japan", goods="Glazen knikkers"
    ),
    row(
        number="10000102",
        issued="15-01-2030",
        codes="8Z111",
        destination="Frankrijk via Japan",
        goods="Tollen",
    ),
    row(number="10000103", issued="16-01-2030", codes="", destination="Diverse landen", goods="=1+1"),
    row(
        number="10000104",
        issued="14-01-2031",
        codes="9Z998",
        destination="Japan",
        goods="Hoepels",
        expires="31-01-2032",
    ),
]


def imported(rows: list[list[str]] = LINES) -> None:
    import_register_at_console(content=register(rows), filename="knikkers.csv", profile="nl-dual-use")


def numbers(client: Client, query: str) -> set[str]:
    text = client.get(f"/registers/{query}").content.decode()
    return {line[1] for line in LINES if f">{line[1]}<" in text}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"10000101", "10000102", "10000103", "10000104"}),
        ("?year=2031", {"10000104"}),
        ("?code=9Z", {"10000101", "10000104"}),
        ("?code=9Z999.a", {"10000101"}),
        ("?code=9z999", {"10000101"}),
        ("?destination=JP", {"10000101", "10000104"}),
        ("?destination=FR", {"10000102"}),
        ("?destination=groups", {"10000103"}),
        ("?text=knikkers", {"10000101"}),
        ("?text=10000102", {"10000102"}),
        ("?year=2030&destination=JP&code=9", {"10000101"}),
        ("?text=niets", set()),
        ("?kind=temporary", set()),
        ("?kind=definitive&year=2031", {"10000104"}),
        ("?register=nl-dual-use&year=2031", {"10000104"}),
    ],
)
def test_lines_are_found_by_year_code_destination_and_words(elena: User, query: str, found: set[str]) -> None:
    imported()
    assert numbers(client_for(elena), query) == found


@pytest.mark.parametrize(
    "filters",
    [
        Filters(code="9Z"),
        Filters(code="9Z999.a"),
        Filters(destination="JP"),
        Filters(destination="groups"),
        Filters(code="9", destination="JP", year="2030"),
        Filters(code="7"),
        Filters(),
    ],
)
@pytest.mark.django_db
def test_the_same_lines_are_found_where_many_fit(filters: Filters) -> None:
    """However many fit, only the way of looking differs: the same lines in the same order."""
    imported()
    few = [line.number for line in lines(filters, total=1)]
    assert [line.number for line in lines(filters, total=MANY + 1)] == few
    assert "EXISTS" not in str(lines(filters, total=1).query)


@pytest.mark.parametrize(
    "query",
    [
        "?year=abc",
        "?kind=x",
        "?register=x",
        "?year=1066",
        "?destination=ZZ",
        "?page=99",
        "?page=x",
        "?code=%27%22%3C",
    ],
)
def test_a_strange_question_is_answered_not_broken(elena: User, query: str) -> None:
    imported()
    assert client_for(elena).get(f"/registers/{query}").status_code == 200


def test_the_page_says_that_these_are_not_decisions_of_this_authority(elena: User) -> None:
    page = client_for(elena).get("/registers/").content.decode()
    assert "None of these lines is a decision of this authority" in page
    imported()
    page = client_for(elena).get("/registers/").content.decode()
    assert (
        "published by the authorities of other states. None of them is a decision of this authority" in page
    )


def test_a_visitor_reads_everything_and_imports_nothing(client: Client, db: None) -> None:
    imported()
    one = f"/registers/{RegisterLine.objects.first().pk}/"  # type: ignore[union-attr]
    for path in ("/registers/", "/registers/lines.csv", "/registers/chart.svg", "/registers/map.svg", one):
        assert client.get(path).status_code == 200, path
    assert "Import a register" not in client.get("/registers/").content.decode()
    assert client.get("/registers/import/").status_code == 302


def test_no_pages_queries_grow_with_its_lines(elena: User) -> None:
    client = client_for(elena)
    imported(LINES[:2])
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/registers/")
    imported([row() for _ in range(45)])
    with CaptureQueriesContext(connection) as many:
        client.get("/registers/")
    assert len(many) <= len(few)


def test_a_line_shows_the_cells_and_what_was_read_beside(elena: User) -> None:
    imported([row(number="10000105", issued="05-02-2030", expires="28-02-2031", destination="Japan via VK")])
    line = RegisterLine.objects.get()
    text = client_for(elena).get(f"/registers/{line.pk}/").content.decode()
    assert "Datum afgifte" in text
    assert "05-02-2030" in text
    assert "5 February 2030" in text
    assert "Japan via VK" in text
    assert "United Kingdom" in text
    assert "line 2 of knikkers.csv" in text


def test_a_line_that_does_not_exist_is_not_found(elena: User) -> None:
    assert client_for(elena).get("/registers/0192aa00-0000-7000-8000-000000000000/").status_code == 404


def exported(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"/registers/lines.csv{query}")
    content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content)))


class TestExport:
    def test_it_holds_what_the_page_finds_on_all_its_pages(self, elena: User) -> None:
        imported()
        table = exported(client_for(elena), "?destination=JP")
        assert [line[2] for line in table[1:]] == ["10000104", "10000101"]
        assert table[0][:3] == ["register", "line", "number"]

    def test_no_cell_is_a_formula(self, elena: User) -> None:
        imported()
        goods = {line[2]: line[6] for line in exported(client_for(elena))[1:]}
        assert goods["10000103"] == "'=1+1"

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "  =1", "\t=1", "＝1"])
    def test_every_sign_that_starts_a_formula_is_disarmed(self, text: str) -> None:
        assert safe(text) == f"'{text}"

    def test_numbers_and_ordinary_text_stay(self) -> None:
        assert (safe(-5), safe("1-2"), safe("")) == (-5, "1-2", "")


Poster = Callable[..., Any]


def upload(client: Client, content: bytes, name: str = "register.csv") -> Any:
    client.get("/registers/import/")
    data = {
        "profile": "nl-dual-use",
        "upload": SimpleUploadedFile(name, content),
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
    }
    return client.post("/registers/import/", data)


def work_off(user: User, content: bytes) -> Job:
    """What the worker does with the task that the upload left."""
    from licet.service.files.storage import keep_bytes

    job = Job.objects.get(kind=IMPORTING.job_kind)
    import_kept_file.call(str(job.pk), keep_bytes(content), "register.csv", "nl-dual-use", str(user.pk))
    job.refresh_from_db()
    return job


class TestImportPage:
    def test_an_officer_uploads_watches_and_sees_the_result(self, olga: User) -> None:
        client, content = client_for(olga), register([row(number="10000106"), row(value="?")])
        response = upload(client, content)
        assert response.status_code == 302
        waiting = client.get(response["Location"])
        assert waiting["Refresh"]
        assert "<progress" in waiting.content.decode()
        job = work_off(olga, content)
        assert (job.summary["rows"], job.summary["imported"]) == (2, 1)
        done = client.get(response["Location"])
        assert not done.has_header("Refresh")
        assert "2 rows: 1 imported, 0 unchanged, 1 rejected." in done.content.decode()
        assert "not an amount" in done.content.decode()
        assert RegisterLine.objects.get().number == "10000106"

    def test_a_refused_file_is_said_on_the_page(self, olga: User) -> None:
        client = client_for(olga)
        where = upload(client, b"a,b\r\n1,2\r\n")["Location"]
        assert work_off(olga, b"a,b\r\n1,2\r\n").state == Job.State.FAILED
        text = client.get(where).content.decode()
        assert "Line 1 names the columns" in text
        assert "Nothing was imported" in text

    def test_without_a_file_the_form_says_what_to_do(self, olga: User) -> None:
        client = client_for(olga)
        client.get("/registers/import/")
        token = client.cookies["csrftoken"].value
        response = client.post("/registers/import/", {"profile": "nl-dual-use", "csrfmiddlewaretoken": token})
        text = response.content.decode()
        assert "<title>Error:" in text
        assert "Select a file" in text

    def test_a_file_above_the_limit_is_turned_away(self, olga: User, settings: Any) -> None:
        settings.MAX_UPLOAD_BYTES = 100
        response = upload(client_for(olga), register([row() for _ in range(5)]))
        assert response.status_code == 200
        assert "Import it at the console" in response.content.decode()

    def test_others_are_refused_with_the_reason(self, elena: User, audra: User) -> None:
        for user in (elena, audra):
            response = client_for(user).get("/registers/import/")
            assert response.status_code == 403
            assert "Only an officer" in response.content.decode()
