"""The commands that run Licet: the demonstration refuses what is not safe, and stops as a whole."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from records_samples import a_subject, note

from licet.cli import demo
from licet.cli import main as cli
from licet.service.records.installation import NotADemo, is_demo, mark_demo
from licet.service.records.models import Installation, Leaf


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- what makes a database a demonstration ----------------------------------------------------------


@pytest.mark.django_db
def test_an_empty_database_can_be_marked_once() -> None:
    assert not is_demo()
    assert mark_demo()
    assert is_demo()
    assert not mark_demo()


@pytest.mark.django_db
def test_a_database_with_people_of_its_own_never_becomes_a_demonstration() -> None:
    a_subject()
    with pytest.raises(NotADemo, match="LICET_DATA_DIR"):
        mark_demo()
    assert not is_demo()


@pytest.mark.django_db
def test_a_database_that_says_it_is_real_stays_so() -> None:
    Installation.objects.create(demo=False)
    with pytest.raises(NotADemo):
        mark_demo()


# --- when the demonstration may start ---------------------------------------------------------------


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["demo"]) == 2
    return capsys.readouterr().err


def test_it_starts_only_on_request(capsys: pytest.CaptureFixture[str], settings: pytest.MonkeyPatch) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert "LICET_DEMO=yes" in refusal(capsys)


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "192.0.2.7:8000", "[::]:8000", "office.example:8000"])
def test_it_listens_to_this_machine_alone(
    capsys: pytest.CaptureFixture[str], settings: pytest.MonkeyPatch, bind: str
) -> None:
    settings.DEMO, settings.BIND = True, bind  # type: ignore[attr-defined]
    assert "127.0.0.1" in refusal(capsys)


def test_it_says_when_its_port_is_taken(
    capsys: pytest.CaptureFixture[str], settings: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.DEMO, settings.BIND = True, f"127.0.0.1:{other.getsockname()[1]}"  # type: ignore[attr-defined]
        assert "listens there already" in refusal(capsys)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_loopback_is_recognised(host: str, here: bool) -> None:
    assert demo.is_loopback(host) is here


# --- together or not at all -------------------------------------------------------------------------

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture
def children() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    started: dict[str, subprocess.Popen[bytes]] = {}
    yield started
    demo.stop(started)


def test_one_that_dies_is_named_with_its_exit_code(
    children: dict[str, subprocess.Popen[bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    children |= {
        "server": demo.start(SLEEP),
        "sequencer": demo.start([sys.executable, "-c", "raise SystemExit(7)"]),
    }
    assert demo.watch(children) == 1
    assert "the sequencer stopped (exit code 7)" in capsys.readouterr().err


def test_stopping_ends_every_process_even_a_stubborn_one(
    children: dict[str, subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STOP_LIMIT", 0.5)
    children |= {"server": demo.start(SLEEP), "job worker": demo.start(STUBBORN)}
    time.sleep(0.3)
    demo.stop(children)
    assert all(child.poll() is not None for child in children.values())


def test_a_server_that_never_came_up_is_not_announced(children: dict[str, subprocess.Popen[bytes]]) -> None:
    children["server"] = demo.start([sys.executable, "-c", ""])
    assert not demo.wait_until_up(f"127.0.0.1:{free_port()}", children)


# --- the single commands ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sequencer_can_be_run_once(capsys: pytest.CaptureFixture[str]) -> None:
    note(a_subject())
    assert cli.main(["sequencer", "--once"]) == 0
    assert capsys.readouterr().out == "1 events sealed.\n"
    assert Leaf.objects.count() == 1


def test_manage_passes_the_rest_to_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manage", "version"]) == 0
    assert capsys.readouterr().out.strip() == django.get_version()


@pytest.mark.django_db
def test_granting_a_role_says_when_it_makes_no_sense(tmp_path: Path) -> None:
    reason = "Only PostgreSQL" if connection.vendor == "sqlite" else "owns the tables"
    role = connection.settings_dict["USER"] or "licet_app"
    with pytest.raises(CommandError, match=reason):
        call_command("grant_app_role", role)


@pytest.mark.django_db(transaction=True)
def test_a_running_sequencer_process_seals_and_leaves_when_told() -> None:
    """The process itself, on the database of this test, with the same key folder."""
    from django.conf import settings

    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = {**os.environ, "LICET_DATABASE_URL": url, "LICET_DATA_DIR": str(settings.DATA_DIR)}
    process = subprocess.Popen([sys.executable, "-m", "licet.cli.main", "sequencer"], env=environment)
    try:
        event = note(a_subject())
        deadline = time.monotonic() + 30  # the interpreter has to start first
        while not Leaf.objects.filter(event=event).exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
