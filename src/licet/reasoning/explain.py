"""Why an answer is what it is: a minimal sufficient set of known facts, and the argument that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from licet.law.model import Citation, Mark
from licet.reasoning.answers import Answer, Result
from licet.reasoning.argument import Argument, Kleene, Step, weakest
from licet.reasoning.chain import Chain
from licet.reasoning.kernel import Diagram, Roots
from licet.reasoning.trial import Trial
from licet.reasoning.views import Bound, known_of

TRUTH = {Result.TRUE: True, Result.FALSE: False}
WORDS = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Reason:
    facts: tuple[dict[str, Any], ...]
    steps: tuple[Step, ...]

    @property
    def mark(self) -> Mark:
        return weakest(self.steps)

    def because(self) -> dict[str, Any]:
        return {"facts": list(self.facts), "rules": [step_row(step) for step in self.steps]}

    def citations(self) -> list[dict[str, str]]:
        rows = {s.citation: {"rule": s.id, **citation_row(s.citation)} for s in reversed(self.steps)}
        return list(reversed(rows.values()))


def citation_row(citation: Citation) -> dict[str, str]:
    return {
        "instrument": citation.instrument,
        "pinpoint": citation.pinpoint,
        "edition": citation.edition,
        "url": citation.url,
    }


def step_row(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "role": step.role,
        "title": dict(step.title),
        "mark": step.mark.value,
        "result": WORDS[step.result],
        "citation": citation_row(step.citation),
    }


class Explainer:
    """Explains the answers of one chain; what bindings share is computed once."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._arguments: dict[tuple[str, int], Argument] = {}

    def reason(self, rule_id: str, answer: Answer, legs: Sequence[str]) -> Reason:
        leg, number = self._telling(rule_id, answer, legs)
        bound = self.chain.bounds[leg][number]
        facts = self._facts(bound, rule_id, answer) if answer.firm else ()
        return Reason(facts, tuple(self.argument(leg, number).of(rule_id, TRUTH.get(answer.result))))

    def _telling(self, rule_id: str, answer: Answer, legs: Sequence[str]) -> tuple[str, int]:
        """The leg and binding that show the answer best: one that has the same answer by itself."""
        places = [(leg, n) for leg in legs for n in range(len(self.chain.bounds[leg]))]
        for leg, n in places:
            if self.chain.askers[leg][n].result(rule_id) == answer.result:
                return leg, n
        return places[0]

    # --- the argument -----------------------------------------------------------------------------

    def argument(self, leg: str, number: int) -> Argument:
        key = (leg, number)
        if key not in self._arguments:
            bound = self.chain.bounds[leg][number]
            sizes = dict(zip(bound.world.vars, bound.world.diagram.sizes, strict=True))
            kleene = Kleene(known_of(bound), sizes)
            self._arguments[key] = Argument(self.chain.law.grounder, kleene, _Decided(self, leg, number))
        return self._arguments[key]

    # --- the facts --------------------------------------------------------------------------------

    def _facts(self, bound: Bound, rule_id: str, answer: Answer) -> tuple[dict[str, Any], ...]:
        roots = self.chain.roots(rule_id)
        if roots is None:
            return ()
        excluded = answer.result != Result.TRUE
        if bound.view.can_be(roots, excluded):
            return ()  # decided by several legs together: none of them shows it alone
        return tuple(self._fact_row(bound, v) for v in sufficient(bound, roots, excluded))

    def _fact_row(self, bound: Bound, v: int) -> dict[str, Any]:
        var, (owner, fact) = bound.var(v), bound.keys[v]
        known = self.chain.document.known.get((owner, fact))
        relation = bound.binding.relations.get(var.frame) if fact == "item.relation" else None
        return {
            "fact": fact,
            "scope": bound.binding.objects[var.frame],
            "key": var.key,
            "value": relation or (known.said if known else None),
        }


class _Decided(dict[str, "bool | None"]):
    """Exact answers of rules on the tested item, asked for when the argument reaches them."""

    def __init__(self, explainer: Explainer, leg: str, number: int) -> None:
        super().__init__()
        self.asker = explainer.chain.askers[leg][number]

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self.asker.bound.world.period.rules

    def __missing__(self, rule_id: str) -> bool | None:
        return TRUTH.get(self.asker.result(rule_id))


def sufficient(bound: Bound, roots: Roots, excluded: bool) -> tuple[int, ...]:
    """A minimal set of known variables that by itself excludes the other answer: no member can be left out."""
    diagram = bound.world.diagram
    reached = diagram.support[roots.rule] | diagram.support[roots.axioms]
    known = tuple((v, mask) for v, mask in sorted(bound.view.known.items()) if reached >> v & 1)
    key = (roots, excluded, known)
    if key not in bound.world.sufficient:
        bound.world.sufficient[key] = _minimal(diagram, roots, excluded, known)
    return bound.world.sufficient[key]


def _minimal(
    diagram: Diagram, roots: Roots, excluded: bool, known: tuple[tuple[int, int], ...]
) -> tuple[int, ...]:
    """Those lowest in the diagram are left out first, many at a time as long as that goes well: what can be left out
    together can be left out one after the other."""
    left, kept, chunk = list(known), list[tuple[int, int]](), 1
    while left:
        fewer = left[:-chunk]
        if not Trial(diagram, fewer + kept).can_be(roots, excluded):
            left, chunk = fewer, 2 * chunk
        elif chunk > 1:
            chunk = chunk // 4 or 1
        else:
            kept.append(left.pop())
    return tuple(sorted(v for v, _ in kept))
