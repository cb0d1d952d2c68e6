"""The examination of a draft, step by step: the lawyers' tests, what would move, what would be newly caught or released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from licet.law import Corpus, load
from licet.law.bundles import OWN
from licet.law.model import Rule
from licet.ledger.canonical import canonical
from licet.reasoning import InputError
from licet.reasoning.bench.reports import amendment_report
from licet.reasoning.law_tests import Evaluator, Outcome, run_tests
from licet.service.classification.models import SavedAssessment
from licet.service.corpus.in_force import Standing, law_of, roots_of

from . import comparing
from .comparing import Both, Row

Progress = Callable[[int], None]
# How far the bar is when each part begins: compiling and the bench take longest.
TESTS, EXAMPLES, CHAINS, ANSWERS, BENCH, END = 30, 45, 52, 60, 70, 100
MOST_CAUSES = 3
MOST_ROWS = 500  # kept of each table; the count is kept of all


def examined(bundle: str, before: str, day: date, today: date, progress: Progress) -> Row:
    """The report that the second person signs on. Raises CorpusError where the law cannot be read."""
    after = law_of(Standing(bundle))
    both = Both(law_of(Standing(before)), after, day)
    roots = roots_of(Standing(bundle))
    with_tests = load(roots)
    progress(TESTS)
    tests = tested(with_tests, after, roots, part(progress, TESTS, EXAMPLES))
    examples = comparing.worked_examples(both, part(progress, EXAMPLES, CHAINS))
    chains, asked_chains = comparing.argued_chains(both, part(progress, CHAINS, ANSWERS))
    moved, asked = comparing.answers(both, today)
    progress(BENCH)
    return {
        "tests": tests,
        "rules": comparing.rules(both),
        "new_regimes": sorted(set(after.regimes) - set(both.before.regimes)),
        "gone_regimes": sorted(set(both.before.regimes) - set(after.regimes)),
        "examples": cut(examples),
        "chains": {**cut(chains), "asked": asked_chains},
        "answers": {**cut(moved), "asked": asked},
        "saved": SavedAssessment.objects.count(),
        "bench": benched(both, part(progress, BENCH, END)),
    }


def part(progress: Progress, start: int, end: int) -> Callable[[int, int], None]:
    return lambda done, total: progress(start + (end - start) * done // max(total, 1))


def cut(rows: list[Row]) -> Row:
    return {"rows": rows[:MOST_ROWS], "count": len(rows)}


def digest_of(**signed: Any) -> str:
    """Of all that the signature is about."""
    return sha256(canonical(signed)).hexdigest()


# --- the lawyers' tests -----------------------------------------------------------------------------------


def tested(corpus: Corpus, law: Evaluator, roots: list[Path], told: Callable[[int, int], None]) -> Row:
    """All of them, in the own files and in the law they stand on."""
    rules, outcomes = list(corpus.rules.values()), []
    for number, some in enumerate(in_parts(rules, 20)):
        outcomes.append(run_tests(corpus, law, some))
        told(min(20 * (number + 1), len(rules)), len(rules))
    own = next((root for root in roots if root.name == OWN), None)
    gaps = [row for outcome in outcomes for row in _gaps(outcome, own)]
    return {
        "count": sum(outcome.tests for outcome in outcomes),
        "failed": [row for outcome in outcomes for row in _failed(outcome, own)],
        "gaps": [row for row in gaps if row["own"]],
    }


def in_parts(rules: list[Rule], size: int) -> Iterator[list[Rule]]:
    for start in range(0, len(rules), size):
        yield rules[start : start + size]


def _failed(outcome: Outcome, own: Path | None) -> Iterator[Row]:
    for one in outcome.failures:
        yield {
            **_where(one.file, one.line, own),
            "rule": one.rule,
            "name": one.name,
            "what": one.what,
            "expected": str(one.expected),
            "got": str(one.got),
        }


def _gaps(outcome: Outcome, own: Path | None) -> Iterator[Row]:
    for uncovered in outcome.uncovered:
        yield {
            **_where(uncovered.file, uncovered.line, own),
            "rule": uncovered.rule,
            "lacks": list(uncovered.lacks),
        }
    for unreached in outcome.unreached:
        yield {**_where(unreached.file, unreached.line, own), "rule": unreached.rule, "lacks": []}


def _where(file: str, line: int, own: Path | None) -> Row:
    """The file as its author knows it, without where it lies on this machine."""
    path = Path(file).absolute()
    if own is not None and path.is_relative_to(own.absolute()):
        return {"file": path.relative_to(own.absolute()).as_posix(), "line": line, "own": True}
    return {"file": "/".join(path.parts[-2:]), "line": line, "own": False}


def obstacles(report: Row) -> list[Row]:
    """What has to be mended before anybody can sign: faults of the own files. Tests of the base that fail show the effect."""
    return [row for row in [*report["tests"]["failed"], *report["tests"]["gaps"]] if row["own"]]


# --- the bench ----------------------------------------------------------------------------------------------


def benched(both: Both, told: Callable[[int, int], None]) -> dict[str, list[Row]]:
    """Over all cases there are, regime by regime: what is newly caught or released, its smallest example and its cause."""
    found: dict[str, list[Row]] = {}
    touched = comparing.regimes_touched(both)
    for number, regime in enumerate(touched):
        found[regime] = _benched(both, regime)
        told(number + 1, len(touched))
    return found


def _benched(both: Both, regime: str) -> list[Row]:
    corpora = both.before.corpus, both.after.corpus
    try:
        rows: list[Row] = amendment_report(*corpora, [regime], both.day, MOST_CAUSES, None)["regimes"][regime]
    except InputError as error:
        return [{"fault": str(error)}]
    return rows
