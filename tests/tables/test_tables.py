"""A table of transfers, answered on a page: by officials alone, a bad column named first, the answers fetched, then forgotten."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest
import time_machine
from cast import client_for, post
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from licet.service import corpus
from licet.service.base import chores
from licet.service.corpus.models import TableRun
from licet.service.corpus.tables import services
from licet.service.jobs.models import Job
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
ROWS = (
    "number,from.country,actor.country,to.country,transfer.act,item.kind\n"
    "A-1,FR,FR,BR,transmit,software\n"
    "A-2,FR,FR,,transmit,\n"
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def send(user: User, content: str | bytes = ROWS, name: str = "year.csv", **more: Any) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    given = {"upload": SimpleUploadedFile(name, raw), "regimes": ["EU"], "by": "exporter", "keep": "number"}
    return post(client_for(user), reverse("corpus:tables"), {**given, **more})


def answered(user: User, **more: Any) -> TableRun:
    """Sent, and the worker's task done."""
    page = send(user, **more)
    assert page.status_code == 302, page.content.decode()
    run = TableRun.objects.get()
    assert page["Location"] == reverse("corpus:table", args=[run.pk])
    services.evaluate(run.pk)
    run.job.refresh_from_db()
    return run


def fetched(user: User, run: TableRun) -> bytes:
    page: Any = client_for(user).get(reverse("corpus:table-answers", args=[run.pk]))
    assert page["Content-Disposition"].startswith("attachment")
    return b"".join(page.streaming_content)


def test_each_row_gets_the_answer_of_the_same_facts_with_day_and_law(olga: User) -> None:
    run = answered(olga)
    rows = list(csv.DictReader(io.StringIO(fetched(olga, run).decode())))
    law, today = corpus.law(), timezone.localdate()
    assert [row["number"] for row in rows] == ["A-1", "A-2"]
    assert {(row["law"], row["as_of"]) for row in rows} == {(law.digest, today.isoformat())}
    facts = {
        "from.country": "FR",
        "actor.country": "FR",
        "to.country": "BR",
        "transfer.act": "transmit",
        "item.kind": "software",
    }
    said = law.check({"facts": facts, "regimes": ["EU"]}, today)["regimes"]["EU"]
    assert rows[0]["EU.outcome"] == "|".join(said["outcome"]["possible"])
    assert {id: rows[0][id] for id in law.regimes["EU"].measures} == {
        m["id"]: m["result"] for m in said["measures"]
    }


def test_the_page_counts_the_answers_and_leads_to_them(olga: User) -> None:
    run = answered(olga)
    page = client_for(olga).get(reverse("corpus:table", args=[run.pk])).content.decode()
    assert "2 rows are answered." in page and "EU.ART3" in page
    assert reverse("corpus:table-answers", args=[run.pk]) in page


def test_while_it_runs_the_page_renews_itself(olga: User) -> None:
    send(olga)
    page = client_for(olga).get(reverse("corpus:table", args=[TableRun.objects.get().pk]))
    assert page["Refresh"] and "of the table is answered" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (ROWS, {"keep": ""}, "number: &#x27;number&#x27; is not a fact of this law"),
        (ROWS.replace("item.kind", "item.kidn"), {}, "Did you mean item.kind?"),
        (ROWS, {"keep": "nubmer"}, "Did you mean number?"),
        (b"PAR1 and nothing else", {"name": "year.parquet"}, "no sound parquet file"),
        (ROWS, {"name": "year.xlsx"}, "The name has to end in one of"),
        (ROWS, {"regimes": []}, "Select"),
    ],
)
def test_a_bad_column_is_named_before_any_work(
    olga: User, store: Path, content: str | bytes, more: dict[str, Any], said: str
) -> None:
    page = send(olga, content, **more)
    assert page.status_code == 200 and said in page.content.decode()
    assert not TableRun.objects.exists() and not Job.objects.exists()
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_a_value_that_cannot_be_read_fails_the_job_with_its_column_and_row(olga: User) -> None:
    run = answered(olga, content=ROWS.replace("BR", "Brazil"))
    assert run.job.state == Job.State.FAILED and "to.country" in run.job.message
    assert not run.answers.exists()
    page = client_for(olga).get(reverse("corpus:table", args=[run.pk])).content.decode()
    assert "to.country" in page


def test_a_fault_is_told_in_the_language_of_whoever_reads(olga: User) -> None:
    """The worker found it and has no language; what is refused at once is told just so."""
    run = answered(olga, content=ROWS.replace("BR", "Brazil"))
    where = reverse("corpus:table", args=[run.pk])
    reader, french = client_for(olga), {"accept-language": "fr"}
    assert "not a country code" in reader.get(where).content.decode()
    page = reader.get(where, headers=french).content.decode()
    assert "to.country, ligne 1" in page and "pas un code de pays" in page and "not a country" not in page
    upload = SimpleUploadedFile("year.csv", ROWS.encode())
    given = {"upload": upload, "regimes": ["EU"], "by": "exporter"}
    reader.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    refused = post(reader, reverse("corpus:tables"), given).content.decode()
    assert "n’est pas un fait de ce droit" in refused and "is not a fact" not in refused


def test_more_rows_than_a_worker_should_take_are_refused(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_ROWS", 1)
    run = answered(olga)
    assert "more than 1 rows" in run.job.message and not run.answers.exists()


def test_a_parquet_table_comes_back_as_one_with_its_provenance(olga: User, tmp_path: Path) -> None:
    import pyarrow as pa

    given = tmp_path / "given.parquet"
    parquet.write_table(pa.table({"to.country": ["BR"], "item.kind": ["software"]}), given)
    run = answered(olga, content=given.read_bytes(), name="Year 2026.parquet", keep="")
    found = parquet.read_table(pa.BufferReader(fetched(olga, run)))
    assert found.num_rows == 1 and b"licet" in found.schema.metadata


@pytest.mark.parametrize("who", ["elena", "audra", "amina", "ines"])
def test_only_officials_who_work_on_cases_have_tables_answered(people: dict[str, User], who: str) -> None:
    assert client_for(people[who]).get(reverse("corpus:tables")).status_code == 403


def test_a_table_is_its_owners_alone(people: dict[str, User], olga: User) -> None:
    run = answered(olga)
    other = client_for(people["tomas"])
    for page in ("table", "table-answers"):
        assert other.get(reverse(f"corpus:{page}", args=[run.pk])).status_code == 404
    assert "year.csv" not in other.get(reverse("corpus:tables")).content.decode()


def test_upload_and_answers_go_after_their_last_day(olga: User, store: Path) -> None:
    run = answered(olga)
    with time_machine.travel(timezone.now() + timedelta(days=services.DAYS), tick=False):
        assert chores.do_all()["tables"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=services.DAYS + 1), tick=False):
        assert chores.do_all()["tables"] == 1
    assert not TableRun.objects.exists() and not Job.objects.filter(pk=run.job_id).exists()
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_without_pyarrow_the_page_says_what_is_lacking(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "available", lambda: False)
    page = send(olga)
    assert page.status_code == 200 and "extra “bulk”" in page.content.decode()
    assert not TableRun.objects.exists()


def test_the_columns_are_those_of_the_command(olga: User) -> None:
    from licet.cli.evaluate import columns

    found = client_for(olga).get(reverse("corpus:table-columns")).content.decode()
    assert found == columns()
