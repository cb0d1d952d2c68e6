"""The disk fills up, the database goes away, another program holds its lock: a page that says what to do, nothing half done,
and everything goes on by itself afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from faults.machine import Machine, postgresql_machine, sqlite_machine, wait_for
from faults.person import Answer, File, Form, Person, encode
from faults.power import recorder
from faults.rounds import quiet

pytestmark = [pytest.mark.fault, pytest.mark.timeout(600)]
SECONDS_AWAY = 10


class Cluster:
    """A PostgreSQL server of its own, which a test may stop."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.folder = folder
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "-U", "postgres", "--auth=trust", "--no-sync", "-D", str(folder))
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._run(
            "pg_ctl", "-w", "-D", str(self.folder), "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-D", str(self.folder), "-m", "fast", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        """PostgreSQL refuses to run as root; then the user that Debian made for it does."""
        (place,) = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[-1:]
        as_other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*as_other, str(place), *arguments], check=True, stdout=subprocess.DEVNULL, timeout=120, cwd="/"
        )


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    parent = Path(tempfile.mkdtemp(prefix="licet-cluster-"))
    if os.getuid() == 0:
        shutil.chown(parent, "postgres")
    made = Cluster(parent / "data")
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(parent)


def begin_form(elena: Person, title: str) -> tuple[Form, list[tuple[str, str]]]:
    form = elena.page("/applications/new/").forms[0]
    return form, form.filled({"title": title})


def send(
    person: Person, form: Form, fields: list[tuple[str, str]], file: tuple[str, File] | None = None
) -> Answer:
    """Once, whatever comes."""
    body, kind = encode(fields, file)
    return person.once("POST", form.action, body, kind)


def titled(machine: Machine, title: str) -> int:
    return machine.number("SELECT COUNT(*) FROM chains_chain WHERE title = ?", title)


def all_run(machine: Machine) -> bool:
    return all(process.poll() is None for process in machine.running.values())


def hand_in(machine: Machine, elena: Person, draft: str) -> None:
    """An act that needs all three processes: the case is opened by the worker, its events are sealed by the sequencer."""
    elena.fill(
        f"/applications/{draft}/submit/",
        name="Elena Marsh", position="Compliance", true_and_complete="on", will_report="on", knowingly="on",
    )  # fmt: skip
    wait_for(lambda: machine.number("SELECT COUNT(*) FROM casework_case") == 2, 120, "the case to be opened")
    wait_for(lambda: quiet(machine), 120, "everything to be sealed")


def verifies(machine: Machine) -> None:
    done = machine.call("ledger", "verify", "--deep", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_full_disk_is_named_nothing_is_half_done_and_room_is_all_it_needs(tmp_path: Path) -> None:
    flag = tmp_path / "full"
    with sqlite_machine(tmp_path / "data") as machine:
        made = machine.prepare(drafts=1)
        library = str(recorder(tmp_path))
        machine.environment |= {
            "LD_PRELOAD": library,
            "RECORD_DIR": str(machine.folder),
            "DISK_FULL": str(flag),
        }
        machine.start()
        elena = Person(machine.port, made["sessions"]["elena"])
        (draft,) = made["drafts"]
        form, fields = begin_form(elena, "In the full disk")
        documents = elena.page(f"/applications/{draft}/documents/").forms[0]
        upload = ("upload", File("contract.txt", b"what was agreed\n" * 4000))
        with_file = documents.filled({"title": "Contract in the full disk", "kind": "contract"})

        flag.touch()
        for answer in (send(elena, form, fields), send(elena, documents, with_file, upload)):
            assert (answer.status, "the disk of this system is full" in answer.text) == (503, True), (
                answer.text[-2000:]
            )
        assert titled(machine, "In the full disk") == 0
        assert machine.number("SELECT COUNT(*) FROM files_document WHERE title LIKE 'Contract in%'") == 0
        assert not list((machine.folder / "files").glob(".upload-*"))
        assert elena.once("GET", "/applications/").status == 200

        flag.unlink()
        assert elena.post(form.action, fields).status == 302
        assert elena.post(documents.action, with_file, upload).status == 302
        assert titled(machine, "In the full disk") == 1
        hand_in(machine, elena, draft)
        assert all_run(machine)
        verifies(machine)


def test_a_lock_held_by_another_program_is_waited_for(tmp_path: Path) -> None:
    with sqlite_machine(tmp_path / "data") as machine:
        made = machine.prepare(drafts=1)
        machine.start()
        elena = Person(machine.port, made["sessions"]["elena"])
        form, fields = begin_form(elena, "Behind the lock")
        with _locked_for(machine.folder / "licet.sqlite3", SECONDS_AWAY):
            began = time.monotonic()
            answer = send(elena, form, fields)
            waited = time.monotonic() - began
        assert answer.status == 302
        assert SECONDS_AWAY / 2 < waited < 2 * SECONDS_AWAY + 10
        assert titled(machine, "Behind the lock") == 1
        hand_in(machine, elena, made["drafts"][0])
        assert all_run(machine)
        verifies(machine)


@contextmanager
def _locked_for(database: Path, seconds: int) -> Iterator[None]:
    """Another process holds the write lock that long; inside the block it has it."""
    script = (
        "import sqlite3, sys, time\n"
        "held = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)\n"
        "held.execute('BEGIN IMMEDIATE'); print('held', flush=True)\n"
        "time.sleep(float(sys.argv[2])); held.execute('ROLLBACK')\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(database), str(seconds)], stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield


def test_a_lock_that_stays_is_told_as_an_outage(tmp_path: Path) -> None:
    with sqlite_machine(tmp_path / "data") as machine:
        made = machine.prepare(drafts=0)
        machine.start("serve")
        elena = Person(machine.port, made["sessions"]["elena"])
        form, fields = begin_form(elena, "Behind the lock")
        with closing(sqlite3.connect(machine.folder / "licet.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answer = send(elena, form, fields)
            other.execute("ROLLBACK")
        assert (answer.status, "Not available for the moment" in answer.text) == (503, True)
        assert elena.post(form.action, fields).status == 302
        assert titled(machine, "Behind the lock") == 1


def test_a_database_gone_for_ten_seconds_is_waited_for_and_everything_goes_on(
    tmp_path: Path, cluster: Cluster
) -> None:
    with postgresql_machine(tmp_path / "data", cluster.url, "licet_away") as machine:
        made = machine.prepare(drafts=1)
        machine.start()
        elena = Person(machine.port, made["sessions"]["elena"])
        form, fields = begin_form(elena, "While it was away")

        cluster.stop()
        gone = time.monotonic()
        for answer in (send(elena, form, fields), elena.once("GET", "/applications/")):
            assert (answer.status, "Not available for the moment" in answer.text) == (503, True), answer.text[
                -2000:
            ]
        assert machine.answers(), "nobody restarts a server that only waits"
        time.sleep(max(0.0, SECONDS_AWAY - (time.monotonic() - gone)))
        assert all_run(machine)
        cluster.start()

        assert send(elena, form, fields).status == 302, "the very first to come back is served"
        assert titled(machine, "While it was away") == 1
        hand_in(machine, elena, made["drafts"][0])
        assert all_run(machine)
        verifies(machine)
