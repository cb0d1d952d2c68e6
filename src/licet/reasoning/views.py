"""A diagram seen through one binding of a leg: what is known of each variable, and of which object it speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from licet.law.model import Fact
from licet.reasoning.document import Binding, Document, Leg
from licet.reasoning.expressions import ITEM_FRAMES, Var
from licet.reasoning.kernel import Diagram, Roots, View
from licet.reasoning.relevance import Relevance
from licet.reasoning.sampling import Sample
from licet.reasoning.store import Period

ObjectFact = tuple[str, str]
"""A fact of an object: ("i1", "item.kind")."""


class World:
    """The law of one period, ready to be asked; what was found for one document serves the next."""

    def __init__(self, period: Period, facts: Mapping[str, Fact]) -> None:
        self.period = period
        self.vars = list(period.vars)
        self.index = {var: v for v, var in enumerate(self.vars)}
        self.diagram = Diagram(period.nodes, period.sizes)
        self.relevance = Relevance(self.diagram)
        self.sample = Sample(facts, self.vars, self.diagram)
        self.sufficient: dict[object, tuple[int, ...]] = {}  # kept by `explain.sufficient`

    def make_room(self) -> None:
        """Before a document is read: let go what was found for others, once it is too much."""
        if self.diagram.crowded:
            for part in (self.diagram, self.relevance, self.sample):
                part.forget()
            self.sufficient.clear()


@dataclass(frozen=True, slots=True)
class Bound:
    """`plain`: no two variables speak of the same fact of the same object, so the view alone is exact."""

    world: World
    leg: Leg
    binding: Binding
    view: View
    keys: list[ObjectFact]
    plain: bool

    def var(self, v: int) -> Var:
        return self.world.vars[v]

    def relevant(self, roots: Roots) -> tuple[int, ...]:
        """Variables that can still change the answer."""
        return self.world.relevance.of(self.view.reduce(roots.rule), self.view.reduce(roots.axioms))


def bind(world: World, document: Document, leg: Leg, binding: Binding, blanked: set[ObjectFact]) -> Bound:
    """`blanked`: facts whose statements contradict each other; nothing counts as known of them."""
    known: dict[int, int] = {}
    keys: list[ObjectFact] = []
    for v, var in enumerate(world.vars):
        key = _key(var, leg, binding)
        keys.append(key)
        mask = None if key in blanked else _mask(world, document, leg, binding, var, key)
        if mask is not None:
            known[v] = mask
    open_keys = [key for v, key in enumerate(keys) if not _single(known.get(v))]
    return Bound(
        world, leg, binding, View(world.diagram, known), keys, plain=len(open_keys) == len(set(open_keys))
    )


def _key(var: Var, leg: Leg, binding: Binding) -> ObjectFact:
    owner = binding.objects[var.frame]
    if not var.is_fact:
        return f"{leg.id}/{owner}/{var.frame}", var.fact
    if var.fact == "item.relation" and var.frame in binding.relations:
        return f"{owner}/{binding.relations[var.frame]}", var.fact
    return owner, var.fact


def _mask(
    world: World, document: Document, leg: Leg, binding: Binding, var: Var, key: ObjectFact
) -> int | None:
    if var.fact == "item.relation" and var.frame in binding.relations:
        return world.period.domains[var.fact].mask_of([binding.relations[var.frame]])
    if var.fact.startswith("judgement."):
        return _judged(document, leg, binding, var)
    found = document.known.get(key)
    return found.mask if found and var.is_fact else None


def _judged(document: Document, leg: Leg, binding: Binding, var: Var) -> int | None:
    # a judgement on the tested item may be recorded with the item, the transfer or the file
    owners = [binding.objects[var.frame]]
    if var.frame == ITEM_FRAMES[0]:
        owners += [leg.item, leg.id, "file"]
    found = next((k for owner in owners if (k := document.known.get((owner, var.fact)))), None)
    return found.mask if found else None


def _single(mask: int | None) -> bool:
    return mask is not None and mask & (mask - 1) == 0


def known_of(bound: Bound) -> Mapping[Var, int]:
    return {bound.world.vars[v]: mask for v, mask in bound.view.known.items()}
