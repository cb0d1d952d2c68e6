"""The power is cut on SQLite: whatever part of the unsynced data survives, every acknowledged act is there and whole.

The calls to the disk of a running Licet are recorded (recorder.c); for many moments, the state that a disk might hold is made
from the record and opened. `LICET_FAULT_CUTS` is their number.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from faults.acts import Book, Done, Story
from faults.disk import Disk, read_log
from faults.machine import Killer, Machine, sqlite_machine
from faults.power import recorder
from faults.rounds import IDS

pytestmark = [pytest.mark.fault, pytest.mark.timeout(3600)]
CUTS = int(os.environ.get("LICET_FAULT_CUTS", "40"))
ACTS = int(os.environ.get("LICET_FAULT_CUT_ACTS", "16"))
SEED = int(os.environ.get("LICET_FAULT_SEED", "20261122"))
VERIFIED = 30  # one cut in so many is opened by Licet itself, which verifies the ledger and every file


class Clocked(Book):
    """Notes when each act was acknowledged, on the clock that the recorder uses."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[int] = []

    def note(self, done: Done) -> None:
        with self.lock:
            self.times.append(time.monotonic_ns())
            self.acts.append(done)

    def by(self, moment: int) -> list[Done]:
        return [done for at, done in zip(self.times, self.acts, strict=True) if at <= moment]


def work(machine: Machine, made: dict[str, dict[str, str]], book: Clocked) -> None:
    """Two people at once, nobody killed."""
    killer, drafts = Killer(machine, SEED, 1 << 60), list(made["drafts"])

    def tell(name: str) -> None:
        story = Story(machine, made, book, killer, name, SEED)
        try:
            story.aside()
            for _ in story.walk(drafts.pop()):
                if len(book.acts) >= ACTS or book.failures:
                    return
        except BaseException as failure:  # noqa: BLE001 - told by the thread that waits
            book.failures.append(failure)

    threads = [threading.Thread(target=tell, args=[name]) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not book.failures, book.failures


def moments(book: Clocked, first: int, last: int, pick: random.Random) -> list[int]:
    """Half of them the very moment an answer arrived, half anywhere."""
    exact = [pick.choice(book.times) for _ in range(CUTS // 2)]
    return sorted(exact + [pick.randint(first, last) for _ in range(CUTS - len(exact))])


def test_whatever_survives_a_power_cut_every_acknowledged_act_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began, log, book, pick = time.monotonic(), tmp_path / "log", Clocked(), random.Random(SEED)
    with sqlite_machine(tmp_path / "data") as machine:
        made = machine.prepare(drafts=2)
        shutil.copytree(machine.folder, tmp_path / "before")
        disk_before = Disk(machine.folder, [])  # with the inodes of the files that are there
        machine.environment |= {
            "LD_PRELOAD": str(recorder(tmp_path)),
            "RECORD_DIR": str(machine.folder),
            "RECORD_LOG": str(log),
        }
        machine.start()
        work(machine, made, book)
        machine.stop()
    disk = disk_before
    disk.log = read_log(log)
    disk.ends = [op.ended for op in disk.log]
    points = moments(book, disk.ends[0], disk.ends[-1], pick)
    for number, moment in enumerate(points):
        disk.run_to(moment)
        disk.cut(tmp_path / "cut", pick)
        faults = lost(tmp_path / "cut", book.by(moment))
        if number % VERIFIED == 0:
            faults += verified(tmp_path / "cut")
        assert faults == [], f"cut {number} of {len(points)}, seed {SEED}: {faults}"
    syncs = sum(op.kind == "S" for op in disk.log)
    with capsys.disabled():
        sys.stdout.write(
            f"\nSQLite, seed {SEED}: {len(points)} cuts over {len(book.acts)} acts, {len(disk.log)} calls to the disk"
            f" ({syncs} syncs), {time.monotonic() - began:.0f} s\n"
        )


def lost(folder: Path, acts: list[Done]) -> list[str]:
    """What is wrong with the state that was left; opening it lets SQLite recover as it would after the restart."""
    with closing(sqlite3.connect(folder / "licet.sqlite3")) as connection:
        ((sound,),) = connection.execute("PRAGMA integrity_check").fetchall()
        faults = [] if sound == "ok" else [str(sound)]
        faults += [f"{done.act} {done.mark}" for done in acts if not _there(connection, done)]
        leaves, last = connection.execute("SELECT COUNT(*), MAX(seq) FROM records_leaf").fetchone()
        faults += [] if last == leaves - 1 else [f"{leaves} leaves up to {last}"]
        named = {row[0] for row in connection.execute("SELECT sha256 FROM files_document")}
        named |= {done.sha256 for done in acts if done.sha256}
    return faults + [f"file {digest}" for digest in named if not _whole(folder, digest)]


def _there(connection: sqlite3.Connection, done: Done) -> bool:
    if done.table == "records_event":
        sql, values = (
            "SELECT COUNT(*) FROM records_event WHERE type = ? AND subject_id = ?",
            (done.column, _key(done.mark)),
        )
    elif done.act == "import":  # the worker's doing; what was acknowledged is the job
        sql, values = (
            "SELECT COUNT(*) FROM jobs_job WHERE label LIKE ? AND ? <> ''",
            (f"%{done.mark}%", done.mark),
        )
    elif done.act == "submit":  # likewise the case
        sql, values = (
            "SELECT COUNT(*) FROM applications_application WHERE id = ? AND state = ?",
            (_key(done.mark), "submitted"),
        )
    else:
        value = _key(done.mark) if done.column in IDS else done.mark
        sql, values = f"SELECT COUNT(*) FROM {done.table} WHERE {done.column} = ? AND ? <> ''", (value, value)
    return bool(connection.execute(sql, values).fetchone()[0] == 1)


def _key(value: str) -> str:
    return value.replace("-", "")


def _whole(folder: Path, digest: str) -> bool:
    path = folder / "files" / digest[:2] / digest
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def verified(folder: Path) -> list[str]:
    with sqlite_machine(folder) as machine:
        done = machine.call("ledger", "verify", "--deep", check=False)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]
