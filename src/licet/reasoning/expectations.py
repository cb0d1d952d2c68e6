"""What a lawyer's test expects, put to the reasoning with just the rules it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from licet.law.model import Corpus, LawyersTest, Regime
from licet.reasoning.answers import Result
from licet.reasoning.chain import DayLaw
from licet.reasoning.compiler import compile_day, learned_order
from licet.reasoning.engine import Law
from licet.reasoning.views import World


@dataclass(frozen=True, slots=True)
class Expectation:
    """One result that a test expects of one rule."""

    test: LawyersTest
    rule: str

    @property
    def result(self) -> str:
        return self.test.expect[self.rule]

    @property
    def looks_closer(self) -> bool:
        """Whether more than the result is expected of an open answer."""
        return self.result == Result.UNKNOWN and (
            self.test.missing is not None or self.test.refer is not None
        )


def evaluate(corpus: Corpus, needed: Iterable[str], one: Expectation) -> Mapping[str, Any]:
    """The row of the rule, from a law of the needed rules alone. Raises InputError."""
    small = replace(
        corpus,
        rules={id: corpus.rules[id] for id in needed},
        regimes={id: _families_alone(regime) for id, regime in corpus.regimes.items()},
        ccic_kinds=(),
    )
    day = one.test.as_of
    world = World(compile_day(small, day, order=learned_order()), small.facts)
    law = Law(small, [day], Path(), {day: DayLaw(small, world)})
    return law.evaluate_rule(one.rule, one.test.document, day)


def _families_alone(regime: Regime) -> Regime:
    return replace(regime, entries=(), measures=())


def meets(one: Expectation, row: Mapping[str, Any]) -> bool:
    """Whether the row is what the test expects."""
    test = one.test
    if row["result"] != one.result:
        return False
    if (
        one.result == Result.UNKNOWN
        and test.missing is not None
        and sorted(row["missing"]) != sorted(test.missing)
    ):
        return False
    return test.refer is None or bool(row["refer"]) == test.refer
