"""One document under the law of one day: every leg bound, contradictions set aside, rules answered leg by leg."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Corpus,
    Expr,
    Frame,
    InGroup,
    IsTrue,
    Not,
    OneOf,
    Ref,
    Role,
)
from licet.reasoning.answers import Answer, Asker, Large, Result, agreed, any_of
from licet.reasoning.document import Document, Leg
from licet.reasoning.grounding import Grounder
from licet.reasoning.joint import Joint
from licet.reasoning.kernel import Roots
from licet.reasoning.views import Bound, ObjectFact, World, bind, known_of

if TYPE_CHECKING:
    from licet.reasoning.solving.rules import Solvers

SEVERAL = (Frame.TARGET, Frame.VIA, Frame.END_USER)
"""Frames that several objects of one leg can fill."""


class DayLaw:
    """The law of one period: diagrams, and the written rules for explanations."""

    def __init__(self, corpus: Corpus, world: World) -> None:
        self.corpus, self.world = corpus, world
        self.grounder = Grounder(corpus, world.period.start, world.period.domains)
        self._denies: dict[tuple[str, bool], tuple[bool, bool]] = {}

    @cached_property
    def solvers(self) -> Solvers:
        """For the rules that have no diagram."""
        from licet.reasoning.solving.rules import Solvers

        sizes = dict(zip(self.world.vars, self.world.diagram.sizes, strict=True))
        return Solvers(self.grounder, sizes)

    def denies(self, rule_id: str) -> bool:
        """A measure that denies something of a related item, an intermediary or an end-user.

        "Not listed" is true of one relation and false of another; such a measure is firm only if all agree.
        Entries, definitions and notes are tested on one relation as a whole: any one suffices.
        """
        rule = self.corpus.rules[rule_id]
        return rule.role in (Role.MEASURE, Role.FAMILY, Role.ACT) and self._polarity(rule_id)[1]

    def _polarity(self, rule_id: str) -> tuple[bool, bool]:
        """Whether the rule affirms, and whether it denies, something of a frame that several can fill."""
        key = (rule_id, True)
        if key not in self._denies:
            self._denies[key] = (False, False)  # the loader refuses circles; this ends the walk all the same
            edition = self.grounder.rules.get(rule_id)
            parts = [] if edition is None else [self._signs(edition.when)]
            parts += [_flip(self._signs(x.when)) for x in (edition.exceptions if edition else ())]
            signs = any(p for p, _ in parts), any(n for _, n in parts)
            whole = self.corpus.rules[rule_id].role not in (Role.MEASURE, Role.FAMILY, Role.ACT)
            self._denies[key] = (any(signs), False) if whole else signs
        return self._denies[key]

    def _signs(self, expr: Expr) -> tuple[bool, bool]:
        if isinstance(expr, Not):
            return _flip(self._signs(expr.part))
        if isinstance(expr, All | AnyOf | AtLeast):
            parts = [self._signs(part) for part in expr.parts]
            return any(p for p, _ in parts), any(n for _, n in parts)
        if isinstance(expr, Ref):
            return (True, False) if expr.of_target else self._polarity(expr.rule)
        if isinstance(expr, IsTrue | OneOf | InGroup | Compare):
            return expr.frame in SEVERAL or expr.fact == "item.relation", False
        return False, False


def _flip(signs: tuple[bool, bool]) -> tuple[bool, bool]:
    return signs[1], signs[0]


@dataclass(frozen=True, slots=True)
class Contradiction:
    axiom: str | None  # None: two statements of the same fact exclude each other
    scope: str
    facts: tuple[str, ...]


class Chain:
    """A document bound to the law of its day."""

    def __init__(self, law: DayLaw, document: Document) -> None:
        self.law, self.document = law, document
        self.blanked: set[ObjectFact] = {key for key, k in document.known.items() if k.contradictory}
        self.contradictions = [Contradiction(None, o, (f,)) for o, f in sorted(self.blanked)]
        self.bounds: dict[str, list[Bound]] = self._bound()
        self.askers = {
            leg: [Asker(bound, self.blanked, self._large(bound)) for bound in bounds]
            for leg, bounds in self.bounds.items()
        }
        self._answers: dict[tuple[tuple[str, ...], str], Answer] = {}
        self._quick: dict[tuple[tuple[str, ...], str], Result] = {}
        self.only = self._only()

    def _only(self) -> Asker | None:
        """Of one leg that its frames fill in one plain way: what is answered there is answered of the file."""
        [askers, *others] = self.askers.values()
        alone = not others and len(askers) == 1 and askers[0].bound.plain
        return askers[0] if alone else None

    def _bind(self, leg: Leg) -> list[Bound]:
        world, document = self.law.world, self.document
        return [bind(world, document, leg, binding, self.blanked) for binding in leg.bindings]

    def _large(self, bound: Bound) -> Large | None:
        if not bound.world.period.too_large:
            return None
        from licet.reasoning.solving.rules import LargeRules  # the solver is only there for such laws

        return LargeRules(self.law.solvers, known_of(bound), bound.world)

    # --- contradictions ---------------------------------------------------------------------------

    def _bound(self) -> dict[str, list[Bound]]:
        """Every leg. Facts that an axiom shows to exclude each other count as unknown, and are named."""
        while True:
            bounds = {leg.id: self._bind(leg) for leg in self.document.legs}
            broken = self._broken([bound for several in bounds.values() for bound in several])
            if not broken:
                return bounds
            for item in broken:
                self.blanked |= {(item.scope, fact) for fact in item.facts}
            self.contradictions += broken

    def _broken(self, bounds: Iterable[Bound]) -> list[Contradiction]:
        found: dict[Contradiction, None] = {}
        for bound in bounds:
            for axiom in self.law.world.period.axioms:
                if bound.view.reduce(axiom.root) == 0:
                    scope = bound.binding.objects[axiom.frame]
                    known = [f for f in axiom.facts if (scope, f) in self.document.known]
                    found[Contradiction(axiom.id, scope, tuple(known or axiom.facts))] = None
        return [c for c in found if any((c.scope, f) not in self.blanked for f in c.facts)]

    # --- answers ----------------------------------------------------------------------------------

    def answer(self, leg: str, rule_id: str) -> Answer:
        """The rule on one leg: holds if it does under any binding (see `DayLaw.denies`)."""
        if self.only is not None:
            return self.only.ask(rule_id)
        key = ((leg,), rule_id)
        if key not in self._answers:
            answers = [asker.ask(rule_id) for asker in self.askers[leg]]
            if len(answers) > 1 and self.law.denies(rule_id):
                self._answers[key] = agreed(answers)
            else:
                self._answers[key] = any_of(
                    answers, self._possible_none(rule_id, [leg], self._results(leg, rule_id))
                )
        return self._answers[key]

    def union(self, rule_id: str, legs: Iterable[str] | None = None) -> Answer:
        """The rule over the file, or over some legs: holds if it does on any."""
        if self.only is not None and legs != []:
            return self.only.ask(rule_id)
        chosen = tuple(self.bounds if legs is None else legs)
        key = (chosen, rule_id)
        if key not in self._answers:
            answers = [self.answer(leg, rule_id) for leg in chosen]
            results = [a.result for a in answers]
            self._answers[key] = any_of(answers, self._possible_none(rule_id, chosen, results))
        return self._answers[key]

    def result(self, rule_id: str, legs: Iterable[str] | None = None) -> Result:
        """As `union`, the result alone."""
        if self.only is not None and legs != []:
            return self.only.result(rule_id)
        chosen = tuple(self.bounds if legs is None else legs)
        found = self._quick.get((chosen, rule_id))
        if found is None:
            found = self._quick[chosen, rule_id] = self._found(chosen, rule_id)
        return found

    def _found(self, chosen: tuple[str, ...], rule_id: str) -> Result:
        if (chosen, rule_id) in self._answers or len(chosen) != 1 or len(self.bounds[chosen[0]]) != 1:
            return self.union(rule_id, chosen).result
        results = self._results(chosen[0], rule_id)
        return results[0] if self._possible_none(rule_id, chosen, results) else Result.TRUE

    def _results(self, leg: str, rule_id: str) -> list[Result]:
        return [asker.result(rule_id) for asker in self.askers[leg]]

    def _possible_none(self, rule_id: str, legs: Sequence[str], results: Sequence[Result]) -> bool:
        """Some completion in which the rule holds on none of the legs; asked only where it is not plain."""
        roots = self.roots(rule_id)
        places = [(leg, n) for leg in legs for n in range(len(self.bounds[leg]))]
        if roots is None or Result.TRUE in results or Result.UNKNOWN not in results:
            return True
        if len(places) == 1 and self.bounds[places[0][0]][places[0][1]].plain:
            return True
        if len(places) > 1 and self.law.denies(rule_id):
            return True
        goals = [goal for place in places for goal in self.joint.goals(self.place(*place), roots, False)]
        return self.joint.possible(goals)

    def roots(self, rule_id: str) -> Roots | None:
        found = self.law.world.period.rules.get(rule_id)
        return found.plain if found else None

    # --- joint questions --------------------------------------------------------------------------

    @cached_property
    def joint(self) -> Joint:
        return Joint([bound for bounds in self.bounds.values() for bound in bounds])

    @cached_property
    def _places(self) -> dict[tuple[str, int], int]:
        keys = [(leg, n) for leg, bounds in self.bounds.items() for n in range(len(bounds))]
        return {key: index for index, key in enumerate(keys)}

    def place(self, leg: str, binding: int) -> int:
        return self._places[leg, binding]
