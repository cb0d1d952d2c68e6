"""Rules as they stand on one day, written out: references followed, frames resolved, trust made explicit.

A grounded expression speaks only of variables (a fact seen in a frame) and of sets of their cells. Besides the
facts there are atoms that are never known: `trust.<id>` for each unverified body, `judgement.<term>` for a
person's judgement, `outside.<family>` for law that is not in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from licet.law.model import Corpus, Frame, Scope

ITEM_FRAMES = ("item", "target", "target2", "target3")
"""The tested item, what it relates to, what that relates to, and so on; deeper chains are never known."""
PARTY_FRAMES = tuple(
    f.value
    for f in (Frame.ACTOR, Frame.FROM, Frame.TO, Frame.VIA, Frame.HOST, Frame.ACCESSOR, Frame.END_USER)
)
FLAT_FRAMES = (*ITEM_FRAMES, *PARTY_FRAMES, "transfer", "file")
"""Where a flat document (one item, one transfer) can state facts."""
NEVER_KNOWN = ("trust.", "judgement.", "outside.")


def scope_of(frame: str) -> Scope:
    """What the object in this frame is."""
    if frame in ITEM_FRAMES:
        return Scope.ITEM
    return Scope.PARTY if frame in PARTY_FRAMES else Scope(frame)


def flat_facts(corpus: Corpus) -> dict[str, str]:
    """Every fact a flat document can state, as it is written there, and the fact of the vocabulary it is."""
    return {
        f"{frame}.{id.split('.', 1)[1]}": id
        for frame in FLAT_FRAMES
        for id, fact in corpus.facts.items()
        if fact.scope == scope_of(frame)
    }


class Var(NamedTuple):
    """A fact seen in a frame. Atoms that are never known carry the frame too: two frames are two questions."""

    frame: str
    fact: str

    @property
    def key(self) -> str:
        """As a lawyer writes it: `target.avoids_monitoring`, `judgement.required`."""
        if self.fact.startswith(NEVER_KNOWN):
            return self.fact
        return f"{self.frame}.{self.fact.split('.', 1)[1]}"

    @property
    def is_fact(self) -> bool:
        return not self.fact.startswith(NEVER_KNOWN)


@dataclass(frozen=True, slots=True)
class Test:
    """The variable's cell is among those of the mask."""

    var: Var
    mask: int


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Neg:
    part: Ground


@dataclass(frozen=True, slots=True)
class Count:
    least: int
    parts: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    value: bool


Ground = Test | Both | Either | Neg | Count | Fixed


def variables(ground: Ground) -> Iterator[Var]:
    """Every variable, in the order of writing, with repetitions; shared parts are visited once."""
    seen: set[int] = set()
    stack: list[Ground] = [ground]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Test):
            yield node.var
        elif isinstance(node, Neg):
            stack.append(node.part)
        elif isinstance(node, Both | Either | Count):
            stack.extend(reversed(node.parts))


def support(ground: Ground) -> frozenset[Var]:
    return frozenset(variables(ground))
