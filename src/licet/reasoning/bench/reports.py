"""What the policy bench hands out: `licet.diff/1`, `licet.gaps/1`, `licet.amendment/1`."""

from __future__ import annotations

from datetime import date
from typing import Any

from licet import __version__
from licet.law.countries import COUNTRIES
from licet.law.model import Corpus
from licet.reasoning.bench.diff import Diff
from licet.reasoning.bench.gaps import Gaps
from licet.reasoning.bench.hygiene import findings
from licet.reasoning.bench.progress import Progress, part, unwatched
from licet.reasoning.bench.sides import Side, home_of
from licet.reasoning.errors import InputError, not_among

Row = dict[str, Any]
DIFF, GAPS, AMENDMENT = "licet.diff/1", "licet.gaps/1", "licet.amendment/1"
HYGIENE = "licet.law-hygiene/1"
SOFTWARE = f"licet {__version__}"


def sides_of(
    corpus: Corpus, one: tuple[str, date], other: tuple[str, date], home: str = ""
) -> tuple[Side, Side]:
    """Two sides to hold against each other. Of two regimes each is asked as if the exporter were at home there."""
    for regime, day in (one, other):
        _covered(corpus, regime, day)
    if home and home not in COUNTRIES:
        raise InputError("--home", f"{home} is no country code. Write two letters, such as DE.")
    if one[0] == other[0]:
        return Side.of(corpus, *one, home), Side.of(corpus, *other, home)
    regimes = [corpus.regimes[id] for id, _ in (one, other)]
    states = [
        regime.id for regime in regimes if regime.id in COUNTRIES and regime.based_on in (one[0], other[0])
    ]
    homes = [
        regime.id
        if regime.id in COUNTRIES
        else home or next(iter(states), "") or home_of(corpus, regime, COUNTRIES, day)
        for regime, (_, day) in zip(regimes, (one, other), strict=True)
    ]
    read_as = homes[0] if homes[1] != homes[0] else ""
    return Side.of(corpus, *one, homes[0]), Side.of(corpus, *other, homes[1], read_as)


def _covered(corpus: Corpus, regime: str, day: date) -> None:
    if regime not in corpus.regimes:
        raise not_among("regime", "a regime of this law", regime, corpus.regimes)
    known = corpus.regimes[regime]
    if day < known.covers_from or (known.covers_until and day > known.covers_until):
        raise InputError(
            "as_of", f"{day} is outside what this law has of {regime}, from {known.covers_from} on."
        )


def side_row(side: Side, digest: str) -> Row:
    return {
        "regime": side.regime.id,
        "title": dict(side.regime.title),
        "as_of": side.day.isoformat(),
        "home": side.home or None,
        "law": {"digest": digest},
    }


def diff_report(corpus: Corpus, one: Side, other: Side, most: int, progress: Progress = unwatched) -> Row:
    return {
        "schema": DIFF,
        "software": SOFTWARE,
        "one": side_row(one, corpus.digest),
        "other": side_row(other, corpus.digest),
        "differences": list(Diff(one, other, most).rows(progress)),
    }


def gaps_report(
    corpus: Corpus,
    regime: str,
    kind: str,
    day: date,
    *,
    home: str,
    most: int,
    near: bool,
    progress: Progress = unwatched,
) -> Row:
    _covered(corpus, regime, day)
    if kind not in corpus.ccic_kinds:
        raise not_among("kind", "a functional definition of this law", kind, corpus.ccic_kinds)
    home = home or home_of(corpus, corpus.regimes[regime], COUNTRIES, day)
    side = Side.of(corpus, regime, day, home)
    gaps = Gaps(side, kind)
    count, witnesses = gaps.witnesses(most)
    misses = gaps.near_misses(progress) if near else None
    return {
        "schema": GAPS,
        "software": SOFTWARE,
        **side_row(side, corpus.digest),
        "kind": kind,
        "kind_title": dict(corpus.rules[kind].title),
        "never_caught": gaps.never_caught(),
        "witness_count": count,
        "witnesses": witnesses,
        "open_example": gaps.open_example(),
        "near_misses": misses,
        "not_turned": gaps.not_turned,
    }


def amendment_report(
    before: Corpus,
    after: Corpus,
    regimes: list[str],
    day: date,
    most: int,
    cases: Row | None,
    progress: Progress = unwatched,
) -> Row:
    """The law against an amendment of it, regime by regime."""
    found = {}
    for number, regime in enumerate(regimes):
        for corpus in (before, after):
            _covered(corpus, regime, day)
        sides = Side.of(before, regime, day), Side.of(after, regime, day)
        found[regime] = list(Diff(*sides, most).rows(part(progress, number, len(regimes))))
    return {
        "schema": AMENDMENT,
        "software": SOFTWARE,
        "as_of": day.isoformat(),
        "before": {"digest": before.digest},
        "after": {"digest": after.digest},
        "regimes": found,
        "past_cases": cases,
    }


def hygiene_report(corpus: Corpus, regime: str, day: date, progress: Progress = unwatched) -> Row:
    """What in the law of a regime does nothing."""
    _covered(corpus, regime, day)
    found = findings(Side.of(corpus, regime, day), progress)
    return {
        "schema": HYGIENE,
        "law": {"digest": corpus.digest},
        "regime": regime,
        "as_of": day.isoformat(),
        "findings": [
            {"kind": f.kind, "rule": f.rule, "what": f.what, "file": f.where.file, "line": f.where.line}
            for f in found
        ],
    }
