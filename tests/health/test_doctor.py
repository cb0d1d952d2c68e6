"""`licet doctor` finds what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from jsonschema import Draft202012Validator
from office_details import OFFICE
from records_samples import a_subject, note

from licet.cli.main import main
from licet.cli.schema import text_of
from licet.service.base import health
from licet.service.base.health import Finding, Result
from licet.service.base.heartbeat import PATIENCE, beat, beating
from licet.service.base.models import Heartbeat
from licet.service.jobs.models import Delivery, Job
from licet.service.people.models import User
from licet.service.people.services.describing import describe_office
from licet.service.records.backups import note_backup
from licet.service.records.models import Event, Installation
from licet.service.records.sequencer import seal_all

Doctor = Callable[[str], Finding]


@pytest.fixture
def doctor(db: None, settings: Any) -> Doctor:
    """What one check finds now."""
    settings.DATA_DIR.mkdir(mode=0o700)
    checks = {each.id: each for each in health.declared()}
    return lambda id: checks[id].look()


def result(finding: Finding) -> Result:
    assert finding.says
    assert bool(finding.remedy) is (finding.result in {Result.WARNING, Result.FAULT})
    return finding.result


# --- the machine ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "expected"), [(0o700, "fine"), (0o750, "fine"), (0o755, "fault"), (0o770, "fault")]
)
def test_the_data_directory_is_closed_to_others(
    doctor: Doctor, settings: Any, mode: int, expected: str
) -> None:
    settings.DATA_DIR.chmod(mode)
    assert result(doctor("data-directory")) == expected


def test_a_data_directory_that_is_not_there(doctor: Doctor, settings: Any) -> None:
    settings.DATA_DIR.rmdir()
    assert result(doctor("data-directory")) == "fault"
    assert f"install -d -m 0700 {settings.DATA_DIR}" in doctor("data-directory").remedy
    assert result(doctor("disk")) == "not_checked"


@pytest.mark.parametrize("folder", ["/var/www/licet", "/usr/share/nginx/html/licet"])
def test_files_are_not_kept_where_a_web_server_publishes(folder: str) -> None:
    from licet.service.base.health_checks import in_web_root

    assert in_web_root(Path(folder))
    assert not in_web_root(Path("/var/lib/licet"))


@pytest.mark.parametrize("name", ["secret-key", "ledger-key", "letter.pem"])
def test_a_key_that_others_can_read_is_named(doctor: Doctor, settings: Any, name: str) -> None:
    key = settings.DATA_DIR / name
    key.touch(mode=0o600)
    assert result(doctor("keys")) == "fine"
    key.chmod(0o640)
    assert result(doctor("keys")) == "fault"
    assert doctor("keys").remedy == f"Run: chmod 600 {key}"


def test_a_disk_that_fills_is_noticed_before_it_is_full(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for free, expected in ((3 * 1024**3, "fine"), (1024**3, "warning"), (1024**2, "fault")):
        monkeypatch.setattr("shutil.disk_usage", lambda _path, free=free: SimpleNamespace(free=free))
        assert result(doctor("disk")) == expected


# --- settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_a_key_that_can_be_guessed(doctor: Doctor, settings: Any, key: str) -> None:
    assert result(doctor("secret-key")) == "fine"
    settings.SECRET_KEY = key
    assert result(doctor("secret-key")) == "fault"


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["*"], "fault"), ([""], "fault"), (["localhost"], "warning"), (["licet.example.org"], "fine")],
)
def test_the_host_names(doctor: Doctor, settings: Any, names: list[str], expected: str) -> None:
    settings.ALLOWED_HOSTS = names
    assert result(doctor("hosts")) == expected


def test_cookies_in_the_clear_are_a_fault_where_others_reach_the_site(doctor: Doctor, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.ALLOWED_HOSTS = ["licet.example.org"]
    assert result(doctor("https")) == "fault"
    settings.ALLOWED_HOSTS = ["localhost"]
    assert result(doctor("https")) == "warning"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    assert result(doctor("https")) == "fine"


def test_without_a_mail_server_nobody_gets_mail(doctor: Doctor, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert result(doctor("mail")) == "warning"
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = (
        "django.core.mail.backends.smtp.EmailBackend",
        "mail.example.org",
    )
    assert result(doctor("mail")) == "fine"


def test_letters_of_a_real_authority_do_not_name_the_invented_one(doctor: Doctor, settings: Any) -> None:
    assert result(doctor("authority")) == "warning"
    assert "LICET_AUTHORITY" in doctor("authority").remedy
    settings.AUTHORITY_NAME, settings.APPEAL_BODY = "Export Control Office", "the Court"
    settings.LEDGER_ORIGIN, settings.REFERENCE_PREFIX = "export.example.org/ledger", "EC"
    assert result(doctor("authority")) == "warning"
    assert "The office" in doctor("authority").remedy
    settings.AUTHORITY_ADDRESS, settings.CONTACT = ["1 Street"], "office@example.org"
    assert result(doctor("authority")) == "fine"


def test_what_an_administrator_wrote_of_the_office_is_what_is_examined(
    doctor: Doctor, settings: Any, people: dict[str, User]
) -> None:
    settings.LEDGER_ORIGIN, settings.REFERENCE_PREFIX = "export.example.org/ledger", "EC"
    describe_office(actor=people["ines"], said=OFFICE)
    assert doctor("authority").says == OFFICE["name"]
    assert result(doctor("authority")) == "fine"


def test_a_demonstration_and_a_real_installation_do_not_mix(doctor: Doctor, settings: Any) -> None:
    assert doctor("installation").says == "A real installation."
    settings.DEMO = True
    assert "not a demonstration" in doctor("installation").says
    Installation.objects.create(demo=True)
    assert result(doctor("installation")) == "fine"
    settings.BIND = "0.0.0.0:8000"
    assert "others could sign in as anybody" in doctor("installation").says
    settings.DEMO = False
    assert "was made by the demonstration" in doctor("installation").says


# --- the database -----------------------------------------------------------------------------------


def test_a_sound_database_is_found_sound(doctor: Doctor) -> None:
    expected = {"sqlite": ("fine", "not_checked"), "postgresql": ("not_checked", "fine")}[connection.vendor]
    assert (result(doctor("sqlite")), result(doctor("database-role"))) == expected
    assert [result(doctor(id)) for id in ("database", "migrations", "append-only", "clock")] == ["fine"] * 4


def test_a_migration_that_was_forgotten(doctor: Doctor, as_owner: None) -> None:
    MigrationRecorder(connection).record_unapplied("jobs", "0001_initial")
    assert result(doctor("migrations")) == "fault"
    assert "licet manage migrate" in doctor("migrations").remedy
    assert doctor("migrations").says == "1 migration is not applied."
    MigrationRecorder(connection).record_unapplied("base", "0001_initial")
    assert doctor("migrations").says == "2 migrations are not applied."


def drop_trigger(table: str, name: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("records_event", "records_event_no_update"),
        ("records_content", "records_content_no_delete"),
        ("letters_letter", "letters_letter_no_delete"),
        ("assessment_finding", "assessment_finding_signed_insert"),
        ("decisions_outcome", "decisions_outcome_mandatory_ground"),
    ],
)
def test_a_trigger_that_somebody_dropped_is_named(
    doctor: Doctor, as_owner: None, table: str, name: str
) -> None:
    drop_trigger(table, name)
    found = doctor("append-only")
    assert result(found) == "fault"
    assert found.says.endswith(f": {name}.")


def test_a_trigger_that_no_longer_refuses_anything_counts_as_gone(doctor: Doctor, as_owner: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE records_event DISABLE TRIGGER records_event_no_update")
        else:
            drop_trigger("records_event", "records_event_no_update")
            cursor.execute(
                "CREATE TRIGGER records_event_no_update BEFORE UPDATE ON records_event BEGIN SELECT 1; END"
            )
    assert "records_event_no_update" in doctor("append-only").says


def test_a_site_that_runs_as_the_owner_is_told_so(doctor: Doctor, as_owner: None) -> None:
    found = doctor("database-role")
    if connection.vendor == "sqlite":
        assert result(found) == "not_checked"
    else:
        assert result(found) == "fault"
        assert "master of the database" in found.says or "owns tables" in found.says


def test_rights_forgotten_after_a_migration_and_rights_too_many_are_named() -> None:
    from licet.service.records.roles import _compared

    assert _compared("t", {"SELECT"}, {"SELECT", "INSERT"}) == ["INSERT on t is missing"]
    assert _compared("t", {"SELECT", "UPDATE"}, {"SELECT"}) == ["UPDATE on t is too much"]


def test_a_clock_that_went_back_is_noticed(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    note(a_subject())
    assert result(doctor("clock")) == "fine"
    last = Event.objects.get().at
    monkeypatch.setattr("licet.service.records.health.timezone.now", lambda: last - timedelta(minutes=5))
    assert "in the future" in doctor("clock").says


# --- the ledger -------------------------------------------------------------------------------------


def test_events_that_nobody_seals(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    note(a_subject())
    assert result(doctor("ledger-sealing")) == "fine"
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("licet.service.records.health.timezone.now", lambda: later)
    assert result(doctor("ledger-sealing")) == "fault"
    assert "licet sequencer" in doctor("ledger-sealing").remedy
    seal_all()
    assert doctor("ledger-sealing").says == "Nothing waits."


def test_a_ledger_without_its_own_key_is_found(doctor: Doctor, settings: Any) -> None:
    note(a_subject())
    seal_all()
    assert result(doctor("ledger-checkpoint")) == "fine"
    key = settings.DATA_DIR / "ledger-key"
    key.write_bytes(bytes(reversed(key.read_bytes())))
    assert "does not verify" in doctor("ledger-checkpoint").says
    key.unlink()
    assert "Bring back ledger-key" in doctor("ledger-checkpoint").remedy
    assert not key.exists()


def test_a_backup_that_is_late_is_noticed(doctor: Doctor, settings: Any) -> None:
    assert result(doctor("backup")) == "warning"
    note_backup(timezone.now())
    assert result(doctor("backup")) == "fine"
    note_backup(timezone.now() - timedelta(days=2))
    assert "The last was made at" in doctor("backup").says
    assert result(doctor("backup")) == "warning"
    settings.DATA_DIR.joinpath("last-backup").write_text("yesterday")
    assert "No backup" in doctor("backup").says


# --- processes and jobs -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["worker", "sequencer"])
def test_a_process_is_known_by_its_heartbeat(doctor: Doctor, name: str) -> None:
    assert "never run" in doctor(name).says
    beat(name, timezone.now())
    assert result(doctor(name)) == "fine"
    Heartbeat.objects.update(at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assert "last seen" in doctor(name).says
    beat(name, timezone.now())
    Heartbeat.objects.update(software="0.0.1")
    assert result(doctor(name)) == "warning"


@pytest.mark.django_db(transaction=True)
def test_a_process_says_at_once_that_it_lives() -> None:
    with beating("worker"):
        deadline = timezone.now() + timedelta(seconds=10)
        while not Heartbeat.objects.filter(name="worker").exists():
            assert timezone.now() < deadline


def test_reactions_that_failed_or_wait(doctor: Doctor) -> None:
    delivery = Delivery.objects.create(event=note(a_subject()), subscriber="x")
    assert result(doctor("deliveries")) == "fine"
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert "licet worker" in doctor("deliveries").remedy
    delivery.state = Delivery.State.FAILED
    delivery.save()
    assert doctor("deliveries").says == "1 reaction was given up after several attempts."


def test_jobs_that_failed_or_never_ended(doctor: Doctor) -> None:
    job = Job.objects.create(kind="x", label="x", state=Job.State.FAILED, finished_at=timezone.now())
    assert result(doctor("jobs")) == "warning"
    Job.objects.update(finished_at=timezone.now() - timedelta(days=30))
    assert result(doctor("jobs")) == "fine"
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, created_at=timezone.now() - timedelta(hours=3)
    )
    assert "stopped" in doctor("jobs").says


# --- the law ----------------------------------------------------------------------------------------


def test_the_law_is_named_by_its_digest(doctor: Doctor) -> None:
    from licet.service.corpus import law

    assert law().digest[:16] in doctor("law").says


def test_a_broken_law_is_named_with_file_and_line(doctor: Doctor, settings: Any, tmp_path: Path) -> None:
    settings.LAW_ROOTS = str(tmp_path / "nowhere")
    assert "no such folder" in doctor("law").says


def test_a_law_that_is_not_compiled_is_not_compiled_by_looking(
    doctor: Doctor, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "empty.yaml").write_text("# nothing\n")
    settings.LAW_ROOTS = str(tmp_path / "law")
    assert "licet law compile" in doctor("law").remedy
    assert result(doctor("regimes")) == "not_checked"


def test_a_regime_that_the_law_does_not_have(doctor: Doctor, settings: Any) -> None:
    settings.HOME_REGIMES = ["EU", "ZZ"]
    assert "ZZ" in doctor("regimes").says


# --- the command ------------------------------------------------------------------------------------


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["doctor", "--format", "json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_a_fault_fails_a_warning_only_when_asked(
    doctor: Doctor, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    for name in ("worker", "sequencer"):
        assert output(capsys)[0] == 1
        beat(name, timezone.now())
    code, answer = output(capsys)
    assert (code, answer["ok"]) == (0, True)
    assert {row["result"] for row in answer["checks"]} == {"fine", "warning", "not_checked"}
    code, answer = output(capsys, "--strict", "--quiet")
    assert (code, answer["ok"]) == (1, False)
    assert {row["result"] for row in answer["checks"]} == {"warning"}


def test_the_json_keeps_its_schema(doctor: Doctor, capsys: pytest.CaptureFixture[str]) -> None:
    Draft202012Validator(json.loads(text_of("doctor"))).validate(output(capsys)[1])


def test_the_text_says_what_to_do_below_each_fault(
    doctor: Doctor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert (
        "  FAULT  Job worker [worker]: It has never run on this database.\n         → Start it: `licet worker`"
        in said
    )


def run_elsewhere(**environment: str) -> tuple[int, dict[str, Any]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LICET_")}
    done = subprocess.run(
        [sys.executable, "-m", "licet.cli.main", "doctor", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, **environment},
    )
    return done.returncode, {row["id"]: row for row in json.loads(done.stdout)["checks"]}


def test_before_the_first_start_it_says_where_to_begin_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "not-yet"
    code, rows = run_elsewhere(LICET_DATA_DIR=str(folder))
    assert code == 1
    assert rows["data-directory"]["result"] == "fault"
    assert rows["database"]["remedy"] == "Run: licet manage migrate"
    assert rows["migrations"]["result"] == "not_checked"
    assert not folder.exists()


def test_a_setting_that_cannot_be_read_is_the_one_finding(tmp_path: Path) -> None:
    code, rows = run_elsewhere(LICET_DATA_DIR=str(tmp_path), LICET_MAX_UPLOAD_MB="plenty")
    assert (code, list(rows)) == (1, ["settings"])
    assert "LICET_MAX_UPLOAD_MB" in rows["settings"]["says"]


def test_a_check_that_breaks_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        raise RuntimeError("secret")

    monkeypatch.setattr(health, "_checks", {"x": health.Check("x", "X", broken, needs_database=False)})
    (report,) = health.examine()
    assert report.finding.result == "fault"
    assert "RuntimeError" in report.finding.says and "secret" not in report.finding.says


def test_names_of_checks_are_unique() -> None:
    with pytest.raises(ValueError, match="twice"):
        health.check("worker", "again")(lambda: health.fine(""))
