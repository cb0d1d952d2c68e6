"""The lawyers' tests, run: does the law still mean what its tests say?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from licet.law import Corpus
from licet.law.checks import reached
from licet.law.model import LawyersTest, Role, Rule
from licet.reasoning.errors import InputError

NEEDED = ("true", "false", "unknown")


class Evaluator(Protocol):
    """What the tests ask of the reasoning: one rule's result for what is stated, on a day."""

    def evaluate_rule(
        self, rule_id: str, document: Mapping[str, object], as_of: date
    ) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that does not hold; `what` is result, missing, refer or input."""

    file: str
    line: int
    rule: str
    name: str
    what: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}: {self.rule} {self.what}: expected {shown(self.expected)}, got {shown(self.got)}"


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An entry without a test of each result."""

    file: str
    line: int
    rule: str
    lacks: tuple[str, ...]

    def __str__(self) -> str:
        lacks = " and ".join(self.lacks)
        return f"{self.file}:{self.line}: {self.rule} has no test that expects {lacks}"


@dataclass(frozen=True, slots=True)
class Unreached:
    """A rule no regime leads to: it was written and never decides anything."""

    file: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule} is reached by no regime; list it in one, or refer to it"


@dataclass(frozen=True, slots=True)
class Outcome:
    corpus: Corpus
    rules: tuple[Rule, ...]
    tests: int
    failures: tuple[Failure, ...]
    uncovered: tuple[Uncovered, ...]
    unreached: tuple[Unreached, ...]

    @property
    def failed_tests(self) -> int:
        return len({(failure.file, failure.line) for failure in self.failures})

    @property
    def good(self) -> bool:
        return not (self.failures or self.uncovered or self.unreached)


def run_tests(corpus: Corpus, law: Evaluator, rules: Iterable[Rule]) -> Outcome:
    taken = tuple(rules)
    tests = [(rule, test) for rule in taken for test in rule.tests]
    failures = tuple(failure for _, test in tests for failure in failures_of(law, test))
    every = [test for rule in corpus.rules.values() for test in rule.tests]
    entries = (rule for rule in taken if rule.role is Role.ENTRY)
    uncovered = tuple(gap for rule in entries if (gap := uncovered_by(rule, every)))
    return Outcome(corpus, taken, len(tests), failures, uncovered, unreached_of(corpus, taken))


def unreached_of(corpus: Corpus, rules: Iterable[Rule]) -> tuple[Unreached, ...]:
    found = reached(corpus)
    return tuple(
        Unreached(rule.where.file, rule.where.line, rule.id) for rule in rules if rule.id not in found
    )


def failures_of(law: Evaluator, test: LawyersTest) -> Iterator[Failure]:
    for rule, expected in test.expect.items():
        try:
            got = law.evaluate_rule(rule, test.document, test.as_of)
        except InputError as error:
            yield failure(test, rule, "input", "facts the reasoning accepts", str(error))
            continue
        if got["result"] != expected:
            yield failure(test, rule, "result", expected, got["result"])
        missing = sorted(map(str, got["missing"] or ()))  # type: ignore[call-overload]
        if expected == "unknown" and test.missing is not None and missing != sorted(test.missing):
            yield failure(test, rule, "missing", sorted(test.missing), missing)
        if test.refer is not None and bool(got["refer"]) != test.refer:
            yield failure(test, rule, "refer", test.refer, bool(got["refer"]))


def failure(test: LawyersTest, rule: str, what: str, expected: object, got: object) -> Failure:
    return Failure(test.where.file, test.where.line, rule, test.name, what, expected, got)


def uncovered_by(rule: Rule, tests: Iterable[LawyersTest]) -> Uncovered | None:
    """An entry needs a test for true, one for false, and one for unknown that names exactly what is missing."""
    seen = {
        test.expect[rule.id]
        for test in tests
        if rule.id in test.expect and (test.expect[rule.id] != "unknown" or test.missing is not None)
    }
    lacks = tuple(
        "unknown with its missing" if result == "unknown" else result
        for result in NEEDED
        if result not in seen
    )
    return Uncovered(rule.where.file, rule.where.line, rule.id, lacks) if lacks else None


def shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
