"""How far a long calculation is: a share between 0 and 1, told to whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[float], None]


def unwatched(share: float) -> None:
    """Nobody watches."""


def part(progress: Progress, number: int, of: int) -> Progress:
    """The progress of one of several parts of the same size."""
    return lambda share: progress((number + share) / of)
