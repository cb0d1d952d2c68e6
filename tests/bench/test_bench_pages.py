"""The bench as pages: officials have it calculate, everybody reads what public law says, a draft is read by its author alone."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import matrix_bench as made
import officer_law
import pytest
from cast import client_for, post
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from letters_sent import granted

from licet.service import corpus
from licet.service.bench import services
from licet.service.bench.chores import look_after_the_bench
from licet.service.bench.drafts import without_folder
from licet.service.bench.models import Calculation, Kind
from licet.service.decisions.models import Outcome
from licet.service.jobs.models import Job
from licet.service.people.models import User
from licet.service.people.policy import Refused

pytestmark = pytest.mark.usefixtures("office")
TODAY = timezone.localdate().isoformat()
NEVER = officer_law.ENTRY.partition("tests:")[0].replace("when: item.spies", "when: never")


@pytest.fixture
def roots(tmp_path: Path, settings: Any) -> Path:
    """The folder of the law that the site answers from."""
    root = officer_law.write(tmp_path / "law")
    settings.LAW_ROOTS = str(root)
    return root


def page(user: User | None, name: str, *arguments: object, language: str = "en") -> str:
    client = client_for(user) if user else Client()
    client.cookies["django_language"] = language
    found: Any = client.get(reverse(f"bench:{name}", args=arguments), headers={"accept-language": language})
    assert found.status_code == 200, found.status_code
    text: str = found.content.decode()
    return text


def sent(user: User, name: str, **given: Any) -> Any:
    return post(client_for(user), reverse(f"bench:{name}"), given)


def calculated(user: User, name: str, **given: Any) -> Calculation:
    """Asked for on the page, and the worker's task done."""
    answer = sent(user, name, **given)
    assert answer.status_code == 302, answer.content.decode()
    row: Calculation = Calculation.objects.latest("made_at")
    assert answer["Location"] == reverse("bench:report", args=[row.pk])
    services.calculate(row.pk)
    row.refresh_from_db()
    row.job.refresh_from_db()
    return row


def draft(text: str = NEVER, name: str = "draft.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


# --- gaps, differences, idle law ------------------------------------------------------------------------


def test_what_every_rule_catches_leaves_no_gap(olga: User) -> None:
    """Whatever extracts data in secret is on the list, and what is listed needs a licence."""
    row = calculated(olga, "gaps", regime="ZZ", kind="ZZ.SPYWARE")
    assert row.report is not None and row.report["witnesses"] == []
    assert "There is no gap" in page(None, "report", row.pk)


def test_the_same_question_under_the_same_law_is_calculated_once(olga: User, paul: User) -> None:
    row = calculated(olga, "hygiene", regime="ZZ")
    again = sent(paul, "hygiene", regime="ZZ")
    assert again["Location"] == reverse("bench:report", args=[row.pk])
    assert Calculation.objects.count() == Job.objects.filter(kind="bench").count() == 1


def test_a_calculation_that_broke_off_can_be_asked_again(olga: User) -> None:
    sent(olga, "hygiene", regime="ZZ")
    Job.objects.filter(kind="bench").update(state=Job.State.FAILED, message="It broke.")
    first = Calculation.objects.get()
    assert "It broke." in page(olga, "report", first.pk)
    sent(olga, "hygiene", regime="ZZ")
    assert Calculation.objects.get().pk != first.pk


def test_while_it_runs_the_page_renews_itself(olga: User) -> None:
    row = services.ask(actor=olga, kind=Kind.HYGIENE, asked={"regime": "ZZ", "as_of": TODAY})
    found: Any = client_for(olga).get(reverse("bench:report", args=[row.pk]))
    assert found["Refresh"] == "2" and "0 % is calculated." in found.content.decode()


def test_a_law_that_changed_in_the_meantime_is_not_calculated(olga: User) -> None:
    row = services.ask(actor=olga, kind=Kind.HYGIENE, asked={"regime": "ZZ", "as_of": TODAY})
    Calculation.objects.update(law_digest="gone")
    services.calculate(row.pk)
    assert "has changed" in Job.objects.get(pk=row.job_id).message


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("diff", {"one": "ZZ", "other": "ZZ"}, "This is the same law."),
        ("gaps", {"regime": "ZZ", "kind": "ZZ.NOTHING"}, "Select one of the answers offered"),
        (
            "hygiene",
            {"regime": "ZZ", "as_of_day": "1", "as_of_month": "1", "as_of_year": "1999"},
            "What this site has of that law begins on",
        ),
    ],
)
def test_what_cannot_be_asked_is_named_at_its_field(olga: User, name: str, given: Any, words: str) -> None:
    answer = sent(olga, name, **given)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not Calculation.objects.exists()


# --- who ----------------------------------------------------------------------------------------------------


def test_everybody_reads_and_only_officials_start(elena: User) -> None:
    row = made.a_diff()
    assert row.get_kind_display() in page(None, "report", row.pk)
    assert reverse("bench:report", args=[row.pk]) in page(None, "diff")
    assert "<form" not in page(elena, "gaps").partition("<main")[2]
    for user in (None, elena):
        client = client_for(user) if user else Client()
        assert post(client, reverse("bench:gaps"), {"regime": "ZZ", "kind": "ZZ.SPYWARE"}).status_code in (
            302,
            403,
        )
    assert Calculation.objects.count() == 1


def test_a_draft_is_read_by_its_author_alone(olga: User, paul: User) -> None:
    row = made.an_amendment(olga)
    assert client_for(olga).get(reverse("bench:report", args=[row.pk])).status_code == 200
    for other in (client_for(paul), Client()):
        assert other.get(reverse("bench:report", args=[row.pk])).status_code == 404
    assert reverse("bench:report", args=[row.pk]) not in page(paul, "amendment")


def test_the_service_asks_too(elena: User) -> None:
    with pytest.raises(Refused):
        services.ask(actor=elena, kind=Kind.AMENDMENT, asked={})


# --- in words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_report_is_told_in_both_languages(olga: User, language: str) -> None:
    reports = [
        made.a_gap_report(),
        made.a_diff(),
        made.idle_law(),
        made.an_amendment(olga, {"cases": 0, "changes": []}),
    ]
    question = {"en": "Does it extract data in secret?", "fr": "Extrait-il des données en secret"}[language]
    for row in reports:
        text = page(olga, "report", row.pk, language=language)
        assert question in text.replace("&#x27;", "'"), row.kind
        assert f'lang="{language}"' in text


@pytest.mark.parametrize("name", ["index", "diff", "gaps", "hygiene", "amendment", "records"])
def test_every_page_opens_empty_in_both_languages(olga: User, name: str) -> None:
    told = [page(olga, name, language=language).partition("<h1")[2][:200] for language in ("en", "fr")]
    assert told[0] and told[1] and told[0] != told[1]


def test_what_is_put_on_record_is_said_on_its_form(olga: User) -> None:
    text = page(olga, "record", made.a_gap_report().pk, made.NAMES[0])
    assert "Does it extract data in secret? – Yes" in text and made.NAMES[0] in text
    gone = client_for(olga).get(reverse("bench:record", args=[Calculation.objects.get().pk, "gap-none"]))
    assert gone.status_code == 404


def test_each_side_of_a_difference_is_argued(olga: User) -> None:
    row = made.a_diff()
    text = page(None, "argument", row.pk, 0, "other")
    assert "Licence for listed software" in text
    for number, side in ((0, "neither"), (99, "one")):
        answer = Client().get(reverse("bench:argument", args=[row.pk, number, side]))
        assert answer.status_code == 404


# --- drafts -------------------------------------------------------------------------------------------------------


def test_a_draft_says_what_it_releases_and_which_decided_case_it_touches(
    roots: Path, elena: User, olga: User, paul: User
) -> None:
    """An entry that never holds releases everything it named; the licence granted for it would not have been needed."""
    granted(elena, olga, paul)
    row = calculated(olga, "amendment", worked="", upload=draft(), regimes=["ZZ"], cases="on")
    assert row.job.state == Job.State.DONE, row.job.message
    assert row.report is not None
    released = [
        each for each in row.report["regimes"]["ZZ"] if (each["one"], each["other"]) == ("true", "false")
    ]
    assert {each["cause"]["id"] for each in released} == {"ZZ.4D004"}
    text = page(olga, "report", row.pk)
    assert "1 would have been answered otherwise." in text
    assert Outcome.objects.get().case.reference in text
    assert corpus.law().digest == row.law_digest != row.report["after"]["digest"]


def test_a_draft_that_is_no_law_ends_with_the_line_to_mend(roots: Path, olga: User) -> None:
    row = calculated(
        olga, "amendment", upload=draft("is: rule\nid: ZZ.4D004\nnothing: else\n"), regimes=["ZZ"]
    )
    assert row.job.state == Job.State.FAILED
    assert row.job.message.startswith("draft.yaml:") and "/tmp" not in row.job.message


def packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def torn(archive: bytes) -> bytes:
    """The head and the directory are whole, what was packed is not."""
    begin = 30 + len("a.yaml")
    return archive[:begin] + b"\xff" * 8 + archive[begin + 8 :]


def test_several_files_come_in_an_archive_whatever_their_folders(olga: User) -> None:
    content = packed({"../../etc/a.yaml": NEVER.encode(), "b/b.yml": b"is: rule\n", "read.me": b"no law"})
    sent(olga, "amendment", upload=SimpleUploadedFile("d.zip", content), regimes=["ZZ"])
    assert list(Calculation.objects.get().asked["files"]) == ["draft-1.yaml", "draft-2.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("d.zip", b"no archive", "cannot be read"),
        ("d.zip", torn(packed({"a.yaml": b"rule: one\n" * 50})), "cannot be read"),
        ("d.zip", packed({"read.me": b""}), "no .yaml file"),
        ("d.zip", packed({f"{n}.yaml": b"x" for n in range(51)}), "At most 50 files"),
        ("d.zip", packed({"a.yaml": b" " * 1_000_001}), "At most 50 files"),
        ("d.pdf", b"%PDF", "The name has to end in one of"),
        ("d.yaml", b"\xff\xfe", "not text in UTF-8"),
        ("d.yaml", b"x" * 1_000_001, "larger than a megabyte"),
    ],
)
def test_what_is_no_draft_is_refused_at_its_field(olga: User, name: str, content: bytes, words: str) -> None:
    answer = sent(olga, "amendment", upload=SimpleUploadedFile(name, content), regimes=["ZZ"])
    assert answer.status_code == 200 and words in answer.content.decode()


def test_a_worked_one_or_a_draft_but_not_both(olga: User) -> None:
    both = sent(olga, "amendment", worked="access-is-export", upload=draft(), regimes=["ZZ"])
    neither = sent(olga, "amendment", regimes=["ZZ"])
    for answer in (both, neither):
        assert "one of the two" in answer.content.decode()


def test_the_folder_of_the_moment_is_not_told() -> None:
    assert without_folder("../tmp/licet-draft-ab12/x.yaml:3: Wrong. Mend it.") == "x.yaml:3: Wrong. Mend it."
    assert without_folder("law/eu/a.yaml:3: Wrong.") == "law/eu/a.yaml:3: Wrong."


# --- without being asked -------------------------------------------------------------------------------------------


def test_the_worker_calculates_the_gaps_of_the_home_regimes_once() -> None:
    today = timezone.localdate()
    assert services.calculate_for_everybody(today) == 1
    row = Calculation.objects.get()
    assert (row.kind, row.asked["regime"], row.asked["kind"]) == (Kind.GAPS, "ZZ", "ZZ.SPYWARE")
    assert services.calculate_for_everybody(today) == 0  # it still runs
    services.calculate(row.pk)
    assert services.calculate_for_everybody(today) == 0  # nothing is missing
    assert reverse("bench:report", args=[row.pk]) in page(None, "gaps")


def test_reports_under_laws_gone_by_and_old_drafts_are_dropped(olga: User) -> None:
    kept, draft_, old = made.a_diff(), made.an_amendment(olga), made.idle_law()
    Calculation.objects.filter(pk=old.pk).update(law_digest="gone")
    today = timezone.localdate()
    assert services.forget(today) == 0
    Calculation.objects.update(made_at=timezone.now() - services.KEPT - timedelta(days=1))
    assert services.forget(today) == 2
    assert list(Calculation.objects.values_list("pk", flat=True)) == [kept.pk]
    assert Job.objects.filter(pk=draft_.job_id).count() == 0


def test_the_chore_leaves_a_law_alone_that_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.service.bench.chores.is_compiled", lambda: False)
    assert look_after_the_bench() == 0
