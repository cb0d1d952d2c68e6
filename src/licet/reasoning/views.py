"""A diagram seen through one binding of a leg: what is known of each variable, and of which object it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.law.model import Fact
from licet.reasoning.document import Binding, Document, Leg
from licet.reasoning.expressions import ITEM_FRAMES, Var
from licet.reasoning.kernel import Diagram, Roots, View
from licet.reasoning.relevance import Relevance
from licet.reasoning.sampling import Sample
from licet.reasoning.store import Period

Floats = NDArray[np.float64]
ObjectFact = tuple[str, str]
"""A fact of an object: ("i1", "item.kind")."""

TRUST = "trust."
LISTED = 2_000_000
"""Names kept in lists of what is missing before they are let go: a pointer or two each."""
FACT, RELATION, JUDGED, NEVER = range(4)
ATOMS = (JUDGED, NEVER)
"""Of one binding alone: two legs that show the same object share none of them."""


def kind_of(var: Var) -> int:
    if var.is_fact:
        return RELATION if var.fact == "item.relation" else FACT
    return JUDGED if var.fact.startswith("judgement.") else NEVER


class World:
    """The law of one period, ready to be asked; what was found for one document serves the next."""

    def __init__(self, period: Period, facts: Mapping[str, Fact]) -> None:
        self.period = period
        self.vars = list(period.vars)
        self.index = {var: v for v, var in enumerate(self.vars)}
        self.trusted = {
            v: var.fact.removeprefix(TRUST) for v, var in enumerate(self.vars) if var.fact.startswith(TRUST)
        }
        """The unverified body that a variable stands for."""
        self.kinds = [(var.frame, var.fact, kind_of(var)) for var in self.vars]
        self.diagram = Diagram(period.nodes, period.sizes)
        self.relevance = Relevance(self.diagram)
        self.sample = Sample(facts, self.vars, self.diagram)
        self.solver_asked = 0  # how often a rule without a diagram was put to the solver
        self.sufficient: dict[object, tuple[int, ...]] = {}  # kept by `explain.sufficient`
        self.names: dict[
            tuple[str, ...], dict[int, Any]
        ] = {}  # kept by `Asker.named`, of documents whose objects are called alike
        self.named: dict[object, Any] = {}  # kept by `Asker.name`
        self.listed = 0  # how much is kept in `named` and `answers`: they grow with the names of objects, too
        self.answers: dict[object, Any] = {}  # kept by `Asker.ask`
        self.outcomes: dict[object, tuple[str, ...]] = {}  # kept by `outcomes`
        self.ranked: dict[object, Any] = {}  # kept by `next_questions`
        self._told: dict[Roots, tuple[NDArray[np.intp], Floats]] = {}

    def make_room(self) -> None:
        """Before a document is read: let go what was found for others, once it is too much."""
        if self.diagram.crowded or self.listed > LISTED:
            for part in (self.diagram, self.relevance, self.sample):
                part.forget()
            self.sufficient.clear()
            self.listed = 0
            for kept in (self.names, self.named, self.answers, self.outcomes, self.ranked, self._told):
                kept.clear()

    def told(self, roots: Roots) -> tuple[NDArray[np.intp], Floats]:
        """The facts that can still change the answer, and how telling each is of it (`Sample.told`)."""
        found = self._told.get(roots)
        if found is None:
            facts = [v for v in self.relevance.of(*roots) if self.vars[v].is_fact]
            told = self.sample.told(*roots)
            found = np.array(facts, np.intp), np.array([told.get(v, 0.0) for v in facts])
            self._told[roots] = found
        return found


@dataclass(frozen=True, slots=True)
class Bound:
    """`plain`: no two variables speak of the same fact of the same object, so the view alone is exact."""

    world: World
    leg: Leg
    binding: Binding
    view: View
    keys: list[ObjectFact]
    plain: bool
    shape: tuple[str, ...]
    """The objects that the frames show."""

    def var(self, v: int) -> Var:
        return self.world.vars[v]

    def relevant(self, roots: Roots) -> tuple[int, ...]:
        """Variables that can still change the answer."""
        return self.world.relevance.of(*self.reduced(roots))

    def told(self, roots: Roots) -> tuple[NDArray[np.intp], Floats]:
        return self.world.told(self.reduced(roots))

    def reduced(self, roots: Roots) -> Roots:
        return Roots(self.view.reduce(roots.rule), self.view.reduce(roots.axioms))


def bind(world: World, document: Document, leg: Leg, binding: Binding, blanked: set[ObjectFact]) -> Bound:
    """`blanked`: facts whose statements contradict each other; nothing counts as known of them."""
    known: dict[int, int] = {}
    keys: list[ObjectFact] = []
    alone = {frame: f"{leg.id}/{owner}/{frame}" for frame, owner in binding.objects.items()}
    for v, (frame, fact, kind) in enumerate(world.kinds):
        key = (alone if kind in ATOMS else binding.objects)[frame], fact
        mask: int | None = None
        if kind == FACT:
            found = document.known.get(key)
            mask = found.mask if found else None
        elif kind == RELATION and frame in binding.relations:
            relation = binding.relations[frame]
            key = f"{key[0]}/{relation}", fact
            mask = world.period.domains[fact].mask_of([relation])
        elif kind == RELATION:
            found = document.known.get(key)
            mask = found.mask if found else None
        elif kind == JUDGED:
            mask = _judged(document, leg, binding, frame, fact)
        keys.append(key)
        if mask is not None and key not in blanked:
            known[v] = mask
    open_keys = [key for v, key in enumerate(keys) if not _single(known.get(v))]
    plain = len(open_keys) == len(set(open_keys))
    shape = tuple(f"{frame}={owner}" for frame, owner in sorted(binding.objects.items()))
    return Bound(world, leg, binding, View(world.diagram, known), keys, plain, shape)


def _judged(document: Document, leg: Leg, binding: Binding, frame: str, fact: str) -> int | None:
    # a judgement on the tested item may be recorded with the item, the transfer or the file
    owners = [binding.objects[frame]]
    if frame == ITEM_FRAMES[0]:
        owners += [leg.item, leg.id, "file"]
    found = next((k for owner in owners if (k := document.known.get((owner, fact)))), None)
    return found.mask if found else None


def _single(mask: int | None) -> bool:
    return mask is not None and mask & (mask - 1) == 0


def known_of(bound: Bound) -> Mapping[Var, int]:
    return {bound.world.vars[v]: mask for v, mask in bound.view.known.items()}
