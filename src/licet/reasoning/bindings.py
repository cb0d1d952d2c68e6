"""The ways of filling a leg's frames: the tested item and what it relates to, intermediaries, end-users."""

from __future__ import annotations

from dataclasses import dataclass, field

from licet.law.model import Scope
from licet.reasoning.document import Binding, Document
from licet.reasoning.errors import InputError
from licet.reasoning.expressions import ITEM_FRAMES

MOST_BINDINGS = 64


@dataclass(slots=True)
class Bindings:
    """`related`: what each item says of others; None where it says nothing, an empty list for "of nothing"."""

    document: Document
    related: dict[str, list[tuple[str, str]] | None] = field(default_factory=dict)

    def of(
        self, item: str, objects: dict[str, str], vias: list[str], ends: list[str], at: str
    ) -> list[Binding]:
        ends = ends or [self.document.unknown(f"{objects['transfer']}.end_user", Scope.PARTY)]
        found = [
            Binding({**objects, **items, "via": via, "end_user": end}, relations)
            for tested in self._tested(item)
            for items, relations in self._chains(tested, 0, (), at)
            for via in vias
            for end in ends
        ]
        if len(found) > MOST_BINDINGS:
            raise InputError(
                at,
                f"Related items, intermediaries and end-users combine in {len(found)} ways; split the transfer.",
            )
        return found

    def _tested(self, item: str) -> list[str]:
        """An item that is access is tested as what is accessed."""
        kind = self.document.known.get((item, "item.kind"))
        if kind is None or kind.said != "access":
            return [item]
        accessed = [other for relation, other in self.related.get(item) or [] if relation == "access_to"]
        return accessed or [self.document.unknown(f"{item}.accessed", Scope.ITEM)]

    def _chains(
        self, item: str, depth: int, above: tuple[str, ...], at: str
    ) -> list[tuple[dict[str, str], dict[str, str]]]:
        if item in above:
            raise InputError(at, f"The items {' → '.join((*above, item))} relate to each other in a circle.")
        frame = ITEM_FRAMES[depth]
        related = self.related.get(item)
        if depth + 1 == len(ITEM_FRAMES):
            return [({frame: item}, {})]
        if not related:
            unknown = self.document.unknown(f"{item}.target", Scope.ITEM)
            deeper = {f: f"{unknown}{'.target' * n}" for n, f in enumerate(ITEM_FRAMES[depth + 1 :])}
            for owner in deeper.values():
                self.document.unknown(owner, Scope.ITEM)
            return [({frame: item, **deeper}, {} if related is None else {frame: "none"})]
        return [
            ({frame: item, **objects}, {frame: relation, **relations})
            for relation, other in related
            for objects, relations in self._chains(other, depth + 1, (*above, item), at)
        ]
