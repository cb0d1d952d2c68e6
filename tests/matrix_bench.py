"""Calculations of the policy bench and gaps on record, as the access matrix and the walk over all pages meet them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from matrix_objects import People, state

from licet.service import corpus
from licet.service.bench.gaps import move, put_on_record
from licet.service.bench.models import Calculation, GapRecord, Kind
from licet.service.jobs.models import Job
from licet.service.people.models import User

NAMES = ("gap-0123456789ab", "gap-ba9876543210")
TITLE = {"en": "Invented", "fr": "Inventé"}
CITATION = {"instrument": "Act", "pinpoint": "s 1", "edition": "2020-01-01", "url": "https://example.org"}


def done(
    kind: Kind, asked: dict[str, Any], report: dict[str, Any], draft_of: User | None = None
) -> Calculation:
    """A calculation whose job is done, without the calculating."""
    job = Job.objects.create(kind="bench", label=str(kind.label), state=Job.State.DONE, total=100)
    made: Calculation = Calculation.objects.create(
        kind=kind,
        key=f"{kind}-{draft_of}-{Calculation.objects.count()}",
        asked=asked,
        law_digest=corpus.law().digest,
        draft_of=draft_of,
        job=job,
        report=report,
    )
    return made


def regime() -> str:
    return next(iter(corpus.law().regimes))


def fact() -> str:
    """A yes/no question about an item."""
    return next(
        id for id, f in corpus.law().facts.items() if id.startswith("item.") and f.type.value == "boolean"
    )


def a_gap_report() -> Calculation:
    today, id, rule = timezone.localdate().isoformat(), regime(), next(iter(corpus.law().corpus.rules))
    witness = {"so": [fact()], "facts": {fact(): True, "item.kind": "software"}, "not_checked": ["sanctions"]}
    miss = {
        "rule": rule,
        "title": TITLE,
        "condition": fact(),
        "exception": None,
        "mark": "verified",
        "citation": CITATION,
        "measures": [rule],
        "would_be": "unknown",
        "new": True,
        "facts": {fact(): False},
    }
    report = {
        "regime": id,
        "as_of": today,
        "home": "FR",
        "kind": rule,
        "kind_title": TITLE,
        "never_caught": ["transmit"],
        "witness_count": 2,
        "witnesses": [{"record": name, **witness} for name in NAMES],
        "open_example": {fact(): False},
        "near_misses": [miss, {**miss, "new": False, "would_be": "true"}],
        "not_turned": 2,
    }
    return done(Kind.GAPS, {"regime": id, "kind": rule, "as_of": today}, report)


def differences() -> list[dict[str, Any]]:
    rule = next(iter(corpus.law().corpus.rules))
    row = {
        "subject": {"kind": "permission", "id": "permission"},
        "one": "false",
        "other": "true",
        "facts": {fact(): True, "item.kind": "software", "actor.country": "FR"},
    }
    return [
        {**row, "cause": {"kind": "own", "side": "other", "id": rule, "title": TITLE}},
        {
            **row,
            "cause": {"kind": "condition", "side": "one", "rule": rule, "title": TITLE, "condition": fact()},
        },
        {
            **row,
            "subject": {"kind": "measure", "id": "NEW.RULE"},
            "cause": {"kind": "added", "id": "NEW.RULE", "title": TITLE},
        },
        {
            **row,
            "subject": {"kind": "outcome", "id": "licence"},
            "one": "unknown",
            "cause": {"kind": "together"},
        },
    ]


def a_diff() -> Calculation:
    today, id = timezone.localdate().isoformat(), regime()
    side = {"regime": id, "title": TITLE, "as_of": today, "home": "FR"}
    asked = {"one": id, "one_day": today, "other": id, "other_day": today}
    report = {"one": side, "other": {**side, "home": "DE"}, "differences": differences()}
    return done(Kind.DIFF, asked, report)


def an_amendment(owner: User, past: dict[str, Any] | None = None) -> Calculation:
    today, id = timezone.localdate().isoformat(), regime()
    asked = {"worked": "access-is-export", "files": {}, "regimes": [id], "cases": True, "as_of": today}
    report = {"after": {"digest": "0" * 64}, "regimes": {id: differences()}, "past_cases": past}
    return done(Kind.AMENDMENT, asked, report, owner)


def idle_law() -> Calculation:
    today, id, rule = timezone.localdate().isoformat(), regime(), next(iter(corpus.law().corpus.rules))
    kinds = {"never_holds": "", "no_effect": fact(), "exception_without_effect": "ZZ.X", "swallowed": ""}
    findings = [
        {"kind": kind, "rule": rule, "what": what, "file": "a.yaml", "line": 1}
        for kind, what in kinds.items()
    ]
    return done(Kind.HYGIENE, {"regime": id, "as_of": today}, {"as_of": today, "findings": findings})


def gap(author: User, name: str = NAMES[0]) -> GapRecord:
    return put_on_record(
        actor=author, calculation=a_gap_report(), name=name, note="Whole suites fall into it."
    )


@state("gap: put on record by the officer")
def by_officer(people: People) -> GapRecord:
    return gap(people["olga"])


@state("gap: put on record by the approver")
def by_approver(people: People) -> GapRecord:
    return gap(people["paul"])


def bench_at_every_station(people: People) -> None:
    """A report of each kind, and a published gap."""
    made = gap(people["olga"])
    move(
        actor=people["paul"], gap=made, status="legislating", note="A bill is before parliament.", public=True
    )
    a_diff()
    idle_law()
    an_amendment(people["olga"])
