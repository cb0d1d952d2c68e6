"""Does the law decide? Chains whose answer was argued from the text beforehand, against what the rules say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from licet.law.argued import HOME, ArguedChain
from licet.law.model import FactType
from licet.reasoning.engine import Law
from licet.reasoning.errors import InputError
from licet.reasoning.expressions import ITEM_FRAMES

PERMISSION = frozenset({"prohibited", "arms_regime", "individual_licence", "licence", "notify_and_wait"})
"""Outcomes under which nothing may go before the authority has spoken."""


NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Verdict(StrEnum):
    RIGHT = "firm and right"
    OPEN = "rightly open"
    UNKNOWN = "unknown"
    WRONG = "firm and wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    chain: ArguedChain
    regime: str
    argued: str  # free | permission | open
    possible: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        told = {"permission" if code in PERMISSION else "free" for code in self.possible}
        if self.argued == "open":
            return Verdict.OPEN if len(told) > 1 else Verdict.WRONG
        if len(told) > 1:
            return Verdict.UNKNOWN
        return Verdict.RIGHT if told == {self.argued} else Verdict.WRONG


@dataclass(frozen=True, slots=True)
class Decisiveness:
    findings: Sequence[Finding] = field(default_factory=tuple)

    def counts(self, group: str, regime: str | None = None) -> Counter[Verdict]:
        return Counter(
            one.verdict for one in self.findings if one.chain.group == group and regime in (None, one.regime)
        )

    def of(self, verdict: Verdict) -> list[Finding]:
        return [one for one in self.findings if one.verdict is verdict]


def decisiveness(law: Law, chains: Iterable[ArguedChain], homes: Mapping[str, str]) -> Decisiveness:
    """Each chain under each regime it argues about, sent from that regime's home. Raises InputError."""
    return Decisiveness(tuple(one for chain in chains for one in _findings(law, chain, homes)))


def _findings(law: Law, chain: ArguedChain, homes: Mapping[str, str]) -> Iterator[Finding]:
    for regime, home in homes.items():
        argued = chain.argued(regime)
        if argued is not None:
            yield Finding(chain, regime, argued, _possible(law, chain, regime, home))


def _possible(law: Law, chain: ArguedChain, regime: str, home: str) -> tuple[str, ...]:
    document = {"regimes": [regime], "facts": _facts(law, chain, home)}
    try:
        row = law.check(document, chain.as_of, explain=False)
    except InputError as error:
        raise InputError(f"{chain.where}: {chain.name}: {error.field}", error.reason, error.nearest) from None
    if row["contradictions"]:
        clash = ", ".join(str(one["axiom"]) for one in row["contradictions"])
        raise InputError(f"{chain.where}: {chain.name}", f"The facts exclude each other ({clash}).")
    return tuple(row["regimes"][regime]["outcome"]["possible"])


def _facts(law: Law, chain: ArguedChain, home: str) -> dict[str, object]:
    return {
        name: {
            "value": _value(law, name, home if value == HOME else value),
            "by": "authority",
            "status": "found",
        }
        for name, value in chain.facts.items()
    }


def _value(law: Law, name: str, text: str) -> object:
    """The written value as an exporter's document has it. What cannot be read is left for the reader to name."""
    frame, _, short = name.partition(".")
    scope = frame if frame in ("transfer", "file") else "item" if frame in ITEM_FRAMES else "party"
    fact = law.facts.get(f"{scope}.{short}")
    if fact is not None and fact.type is FactType.BOOLEAN:
        return {"yes": True, "no": False}.get(text, text)
    if fact is not None and fact.type is FactType.NUMBER and NUMBER.fullmatch(text):
        return float(text)
    return text
