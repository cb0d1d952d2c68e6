"""Rounds of acts under fire, and what must be true after each."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from faults.acts import Book, Done, Story, key
from faults.machine import Killer, Machine, wait_for

QUIET_WITHIN = 180.0
IDS = frozenset({"case_id", "application_id"})


@dataclass
class Figures:
    acts: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    lost: int = 0
    events: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        kills = ", ".join(f"{name} {count}" for name, count in self.kills.items())
        return (
            f"{self.acts} acts ({len(self.kinds)} kinds), {self.kills.total()} kills ({kills}), "
            f"{self.lost} answers lost on the line, {self.sent_again} forms sent again for want of an answer, "
            f"{self.events} events sealed, {self.seconds:.0f} s"
        )


def under_fire(machine: Machine, *, seed: int, acts: int, rounds: int = 1, one_in: int = 8) -> Figures:
    """So many acts in so many rounds; after each, everything is checked. `one_in`: kills per form sent."""
    began, figures, book = time.monotonic(), Figures(), Book()
    made = machine.prepare(drafts=acts // 12 + 4)
    machine.start()
    killer = Killer(machine, seed, one_in)
    drafts = list(made["drafts"])
    for number in range(1, rounds + 1):
        goal = acts * number // rounds
        stories = [Story(machine, made, book, killer, f"{number}{name}", seed) for name in "ab"]
        _all_at_once([threading.Thread(target=_tell, args=[story, drafts, goal]) for story in stories])
        killer.rest()
        assert not book.failures, book.failures
        wait_for(lambda: quiet(machine), QUIET_WITHIN, "everything to be sealed and delivered")
        faults = wrong(machine, book.acts)
        assert faults == [], faults
        met = [person for story in stories for person in story.people.values()]
        figures.sent_again += sum(person.again for person in met)
        figures.lost += sum(person.lost for person in met)
    figures.acts, figures.kinds = len(book.acts), Counter(done.act for done in book.acts)
    figures.kills, figures.seconds = Counter(killer.kills), time.monotonic() - began
    figures.events = machine.number("SELECT COUNT(*) FROM records_leaf")
    return figures


def _all_at_once(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _tell(story: Story, drafts: list[str], goal: int) -> None:
    book, pick = story.book, random.Random(f"{story.name}")
    try:
        while len(book.acts) < goal and not book.failures:
            for _ in story.walk(drafts.pop()):
                if pick.random() < 0.25:
                    story.aside()
                if len(book.acts) >= goal or book.failures:
                    return
    except BaseException as failure:  # noqa: BLE001 - told by the thread that waits for this one
        book.failures.append(failure)


def quiet(machine: Machine) -> bool:
    """Nothing waits to be sealed, delivered or worked off."""
    return not any(
        machine.number(sql)
        for sql in (
            "SELECT COUNT(*) FROM records_pending",
            "SELECT COUNT(*) FROM jobs_delivery WHERE state = 'waiting'",
            "SELECT COUNT(*) FROM jobs_job WHERE state = 'running'",
        )
    )


# --- what must be true ----------------------------------------------------------------------------------


def wrong(machine: Machine, acts: list[Done]) -> list[str]:
    return [
        *_lost_or_doubled(machine, acts),
        *_unasked(machine, acts),
        *_files(machine, acts),
        *_order(machine),
        *_reactions(machine),
        *_verified(machine),
    ]


def _lost_or_doubled(machine: Machine, acts: list[Done]) -> list[str]:
    counted = [(done, _count(machine, done)) for done in acts]
    return [f"{done.act} {done.mark} is there {count} times" for done, count in counted if count != 1]


def _count(machine: Machine, done: Done) -> int:
    if done.table == "records_event":
        sql = "SELECT COUNT(*) FROM records_event WHERE type = ? AND subject_id = ?"
        return machine.number(sql, done.column, key(machine, done.mark))
    value = key(machine, done.mark) if done.column in IDS else done.mark
    return machine.number(f"SELECT COUNT(*) FROM {done.table} WHERE {done.column} = ?", value)


def _unasked(machine: Machine, acts: list[Done]) -> list[str]:
    """Every act was sent until its answer came: there is no row under a mark that nobody holds an answer for."""
    faults = []
    for act, column, table in sorted({(d.act, d.column, d.table) for d in acts if d.act in d.mark}):
        there = machine.number(f"SELECT COUNT(*) FROM {table} WHERE {column} LIKE ?", f"{act} %")
        known = sum(done.act == act for done in acts)
        if there != known:
            faults.append(f"{act}: {there} rows, {known} acknowledged")
    return faults


def _files(machine: Machine, acts: list[Done]) -> list[str]:
    faults = []
    for done in acts:
        path = machine.folder / "files" / done.sha256[:2] / done.sha256
        if done.sha256 and not (path.exists() and _digest(path.read_bytes()) == done.sha256):
            faults.append(f"{done.act} {done.mark}: its file is not whole")
    return faults


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _order(machine: Machine) -> list[str]:
    leaves, last = machine.query("SELECT COUNT(*), MAX(seq) FROM records_leaf")[0]
    events = machine.number("SELECT COUNT(*) FROM records_event")
    faults = [] if last == leaves - 1 else [f"{leaves} leaves, the last is number {last}"]
    return faults + ([] if events == leaves else [f"{events} events, {leaves} leaves"])


def _reactions(machine: Machine) -> list[str]:
    """Each delivery done, each import finished, one letter to each outcome and none twice."""
    must_be_none = {
        "deliveries given up": "SELECT COUNT(*) FROM jobs_delivery WHERE state <> 'done'",
        "jobs that did not finish": "SELECT COUNT(*) FROM jobs_job WHERE state <> 'done'",
        "letters written twice": (
            "SELECT COUNT(*) FROM (SELECT 1 FROM letters_letter GROUP BY kind, occasion HAVING COUNT(*) > 1) AS doubled"
        ),
        "outcomes without a letter": (
            "SELECT COUNT(*) FROM decisions_outcome WHERE id NOT IN (SELECT occasion FROM letters_letter)"
        ),
    }
    found = {name: machine.number(sql) for name, sql in must_be_none.items()}
    return [f"{count} {name}" for name, count in found.items() if count]


def _verified(machine: Machine) -> list[str]:
    done: Any = machine.call("ledger", "verify", "--deep", check=False)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]
