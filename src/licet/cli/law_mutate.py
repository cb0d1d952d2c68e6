"""`licet law mutate`: which conditions of the law could change without any test noticing?"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licet.law import Corpus, load
from licet.law.checks import of_regime
from licet.law.errors import nearest
from licet.law.model import Rule
from licet.law.mutants import Mutant, mutants_of, place, written_rules
from licet.reasoning.law_tests import run_tests

from .exits import CHECK_FAILED, OK, BadInput

if TYPE_CHECKING:
    from licet.reasoning.mutation import Trials


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test sees; `redundant` where the diagrams show that it is the same law."""

    file: str
    line: int
    rule: str
    change: str
    what: str
    redundant: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.change}: {self.what}"


@dataclass(slots=True)
class Report:
    mutants: Counter[str] = field(default_factory=Counter)  # by the law the rule belongs to
    survivors: list[Survivor] = field(default_factory=list)
    rules: int = 0
    seconds: float = 0.0

    @property
    def untested(self) -> list[Survivor]:
        return [one for one in self.survivors if not one.redundant]

    @property
    def redundant(self) -> list[Survivor]:
        return [one for one in self.survivors if one.redundant]

    def add(self, rule: str, tried: int, survivors: Sequence[Survivor]) -> None:
        self.rules += 1
        self.mutants[rule.partition(".")[0]] += tried
        self.survivors += survivors


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text, or JSON (licet schema law-mutate)"
    )
    parser.add_argument("--regime", metavar="ID", help="only rules that this regime leads to")
    parser.add_argument("--rule", metavar="ID", help="only this rule")
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="processes to use; default: 1")


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import Law

    if args.jobs < 1:
        raise BadInput(f"--jobs: {args.jobs} is no number of processes. Give 1 or more.")
    corpus = load()
    rules = chosen(corpus, args.rule, args.regime)
    failures = run_tests(corpus, Law.load(), corpus.rules.values()).failures
    if failures:
        print("\n".join(map(str, failures)))
        print("The tests fail under the law as it stands; mend them first.")
        return CHECK_FAILED
    report = tried(corpus, rules, args.jobs)
    if args.format == "json":
        print(json.dumps(as_json(corpus, report), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_text(report)))
    return CHECK_FAILED if report.untested else OK


def chosen(corpus: Corpus, rule: str | None, regime: str | None) -> list[Rule]:
    rules = written_rules(corpus)
    if rule is not None:
        if rule not in rules:
            raise BadInput(f"--rule: there is no rule {rule} with a file of its own. {nearest(rule, rules)}.")
        rules = {rule: rules[rule]}
    if regime is not None:
        if regime not in corpus.regimes:
            raise BadInput(f"--regime: there is no regime {regime}. {nearest(regime, corpus.regimes)}.")
        places = {corpus.rules[id].where for id in of_regime(corpus, regime)}
        rules = {id: one for id, one in rules.items() if one.where in places}
    return list(rules.values())


def tried(corpus: Corpus, rules: Sequence[Rule], jobs: int) -> Report:
    began, report, ids = time.perf_counter(), Report(), [rule.id for rule in rules]
    with several(jobs, corpus) as pool:
        results: Iterator[tuple[int, list[Survivor]]] = (
            pool.map(_try, ids, chunksize=4) if pool else map(_try, ids)
        )
        for rule, (count, survivors) in zip(ids, results, strict=True):
            report.add(rule, count, survivors)
    report.seconds = time.perf_counter() - began
    return report


@contextmanager
def several(jobs: int, corpus: Corpus) -> Iterator[ProcessPoolExecutor | None]:
    """So many processes, made ready and ended; none where this one does the work."""
    if jobs == 1:
        _prepare(corpus)
        yield None
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(corpus,)) as pool:
        yield pool


_TRIALS: list[Trials] = []


def _prepare(corpus: Corpus) -> None:
    """Once in each process; the diagrams themselves cannot be sent from one to another."""
    from licet.reasoning.mutation import Trials

    _TRIALS[:] = [Trials(corpus)]


def _try(id: str) -> tuple[int, list[Survivor]]:
    [trials] = _TRIALS
    rule = trials.corpus.rules[id]
    mutants = list(mutants_of(rule, trials.first_days[id]))
    return len(mutants), [
        survivor(rule, mutant, trials.is_equivalent(mutant))
        for mutant in mutants
        if trials.seen_by(mutant) is None
    ]


def survivor(rule: Rule, mutant: Mutant, redundant: bool) -> Survivor:
    where = place(rule, mutant)
    return Survivor(where.file, where.line, rule.id, mutant.change.value, mutant.what, redundant)


# --- output ------------------------------------------------------------------------------------------


def as_text(report: Report) -> Iterator[str]:
    if report.untested:
        yield "No test fails if this is changed:"
        yield from (f"  {one}" for one in report.untested)
    if report.redundant:
        yield "The law is the same without this:"
        yield from (f"  {one}" for one in report.redundant)
    for law, count in sorted(report.mutants.items()):
        yield f"{law}: {counted(report, count, law)}"
    whole = counted(report, report.mutants.total(), None)
    yield f"{report.rules} rules, {whole}, {report.seconds:.0f} s"


def counted(report: Report, mutants: int, law: str | None) -> str:
    untested, redundant = (
        sum(law is None or one.rule.partition(".")[0] == law for one in part)
        for part in (report.untested, report.redundant)
    )
    seen = mutants - untested - redundant
    return f"{mutants} mutants: {seen} seen by a test, {untested} not, {redundant} redundant"


def as_json(corpus: Corpus, report: Report) -> dict[str, object]:
    return {
        "schema": "licet.law-mutate/1",
        "law": {"digest": corpus.digest},
        "rules": report.rules,
        "mutants": report.mutants.total(),
        "seen": report.mutants.total() - len(report.survivors),
        "untested": [as_row(one) for one in report.untested],
        "redundant": [as_row(one) for one in report.redundant],
    }


def as_row(one: Survivor) -> dict[str, object]:
    return {"file": one.file, "line": one.line, "rule": one.rule, "change": one.change, "what": one.what}
