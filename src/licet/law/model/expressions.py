"""What a rule says, as a typed tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .words import Frame


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Expr


@dataclass(frozen=True, slots=True)
class AtLeast:
    count: int
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class IsTrue:
    """A boolean fact of a frame."""

    frame: Frame
    fact: str  # Fact.id, whatever the frame: `target.kind` has fact `item.kind`


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice, or a country given directly, is among the values."""

    frame: Frame
    fact: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class InGroup:
    """A country fact is a member of a dated group on the day of the question."""

    frame: Frame
    fact: str
    group: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A number or date against a bound: `op` is one of `>`, `>=`, `<`, `<=`."""

    frame: Frame
    fact: str
    op: str
    bound: float | date


@dataclass(frozen=True, slots=True)
class Ref:
    """Another rule, in this frame or (`of_target`) seen from the related item."""

    rule: str
    of_target: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A term only a person can settle: never known to the machine unless the authority has found it."""

    term: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Law that is not in the corpus: never known."""

    family: str


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


Expr = All | AnyOf | Not | AtLeast | IsTrue | OneOf | InGroup | Compare | Ref | Judgement | Outside | Constant
