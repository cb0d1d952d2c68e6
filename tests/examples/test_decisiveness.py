"""The eighty argued chains of docs/examples/decisiveness under the real law, sent from the home of each regime."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from licet.law.argued import Argued, ArguedChain, read_argued
from licet.reasoning import Law
from licet.reasoning.decisiveness import Decisiveness, Verdict, decisiveness

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "decisiveness"


@cache
def argued() -> Argued:
    return read_argued(FOLDER)


@cache
def found() -> Decisiveness:
    return decisiveness(Law.load(), argued().chains, argued().homes)


def test_there_are_forty_of_each_group_no_two_alike() -> None:
    chains = argued().chains
    assert Counter(chain.group for chain in chains) == {"legitimate": 40, "controlled": 40}
    assert len({chain.name for chain in chains}) == len({elsewhere(chain) for chain in chains}) == 80
    assert all(chain.because.endswith(".") for chain in chains)


def elsewhere(chain: ArguedChain) -> str:
    """The chain without its destination, which alone makes no other case."""
    facts = {name: value for name, value in chain.facts.items() if value == "home" or "country" not in name}
    return f"{sorted(facts.items())} {chain.as_of}"


def test_the_groups_are_what_they_say_under_most_regimes() -> None:
    usual = {"legitimate": "free", "controlled": "permission"}
    for chain in argued().chains:
        answers = Counter(chain.argued(regime) for regime in argued().homes)
        assert answers[usual[chain.group]] > 0.7 * (answers.total() - answers[None]), chain.name


def test_a_state_that_differs_is_spoken_of_in_the_argument() -> None:
    named = {
        "US": "America|United States|License Exception",
        "KR": "Korea",
        "SG": "Singapore",
        "FR": "France",
    }
    for chain in argued().chains:
        for regime in set(chain.expect) & set(named):
            if chain.expect[regime] != next(iter(chain.expect.values())):
                assert re.search(named[regime], chain.because), (chain.name, regime)


def test_no_answer_is_firm_and_wrong() -> None:
    assert [f"{one.chain.name}: {one.regime}: {one.possible}" for one in found().of(Verdict.WRONG)] == []


@pytest.mark.parametrize("group", ["legitimate", "controlled"])
@pytest.mark.parametrize("regime", argued().homes)
def test_nearly_all_are_decided_under_every_regime(group: str, regime: str) -> None:
    counts = found().counts(group, regime)
    assert counts.total() >= 36
    assert counts[Verdict.RIGHT] + counts[Verdict.OPEN] >= 0.95 * counts.total()


@pytest.mark.parametrize("regime", argued().homes)
def test_only_where_the_text_was_not_read_is_much_left_open(regime: str) -> None:
    counts = sum(
        (found().counts(group, regime) for group in ("legitimate", "controlled")), Counter[Verdict]()
    )
    assert counts[Verdict.OPEN] <= (12 if regime == "US" else 1)
