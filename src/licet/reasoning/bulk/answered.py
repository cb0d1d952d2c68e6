"""Answers of a stretch of rows as bit planes: 64 rows to a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from licet.reasoning.answers import Result
from licet.reasoning.bulk.program import ALL_SET, WORDS, Bits, Plane


def nothing() -> Plane:
    return np.zeros(WORDS, np.uint64)


def everywhere() -> Plane:
    return np.full(WORDS, ALL_SET)


def plane_of(flags: NDArray[np.bool_]) -> Plane:
    """One bit a row; no row beyond the last has its bit set."""
    plane = nothing()
    packed = np.packbits(flags, bitorder="little")
    plane.view(np.uint8)[: len(packed)] = packed
    return plane


def rows_of(plane: Plane, count: int) -> NDArray[np.int64]:
    """The rows whose bit is set, among the first `count`."""
    if not plane.any():
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.unpackbits(plane.view(np.uint8), bitorder="little", count=count))


@dataclass(slots=True)
class Answers:
    """Of each rule whether it can hold and whether it can fail (neither: contradictory), of each regime which outcomes
    are possible. `single`: rows that only the engine for single documents can answer.

    Planes are never written into: several names may stand for one of them.
    """

    can: dict[str, Plane] = field(default_factory=dict)
    cannot: dict[str, Plane] = field(default_factory=dict)
    possible: dict[str, dict[str, Plane]] = field(default_factory=dict)
    single: Plane = field(default_factory=nothing)

    def leave(self, rules: Sequence[str], regime: str, codes: Sequence[str]) -> None:
        """Every row of this regime goes to the engine for single documents."""
        self.single = everywhere()
        for id in rules:
            self.can.setdefault(id, nothing())
            self.cannot.setdefault(id, nothing())
        self.possible[regime] = {code: nothing() for code in codes}

    def mixed(self, other: Answers, here: Plane) -> Answers:
        """These answers, and the other's on the rows that are `here`."""
        return Answers(
            {id: _mixed(plane, other.can[id], here) for id, plane in self.can.items()},
            {id: _mixed(plane, other.cannot[id], here) for id, plane in self.cannot.items()},
            {
                regime: {
                    code: _mixed(plane, other.possible[regime][code], here) for code, plane in codes.items()
                }
                for regime, codes in self.possible.items()
            },
            _mixed(self.single, other.single, here),
        )

    def open(self, id: str, where: Plane) -> None:
        """On these rows the rule can hold and can fail."""
        self.can[id], self.cannot[id] = self.can[id] | where, self.cannot[id] | where

    def put_in(self, found: Answers, where: NDArray[np.int64]) -> None:
        """What was found of the rows that stood at these places."""
        for mine, theirs in ((self.can, found.can), (self.cannot, found.cannot)):
            for id, plane in theirs.items():
                mine[id] = _put(mine[id], where, plane)
        for regime, codes in found.possible.items():
            for code, plane in codes.items():
                self.possible[regime][code] = _put(self.possible[regime][code], where, plane)
        self.single = _put(self.single, where, found.single)

    def result(self, id: str, where: Sequence[int], results: Sequence[Result]) -> None:
        """What was found of the rule on single rows."""
        can = [r in (Result.TRUE, Result.UNKNOWN) for r in results]
        cannot = [r in (Result.FALSE, Result.UNKNOWN) for r in results]
        self.can[id] = _set(self.can[id], where, can)
        self.cannot[id] = _set(self.cannot[id], where, cannot)

    def outcomes(self, regime: str, where: Sequence[int], possible: Sequence[Sequence[str]]) -> None:
        """What was found of the regime's outcomes on single rows."""
        codes = self.possible[regime]
        for code in codes:
            codes[code] = _set(codes[code], where, [code in found for found in possible])

    def counted(self, id: str, live: Plane) -> dict[str, int]:
        """On how many of the live rows the rule has each result."""
        can, cannot = self.can[id] & live, self.cannot[id] & live
        both = _count(can & cannot)
        true, false = _count(can) - both, _count(cannot) - both
        return {
            Result.TRUE.value: true,
            Result.FALSE.value: false,
            Result.UNKNOWN.value: both,
            Result.CONTRADICTORY.value: _count(live) - true - false - both,
        }


def _count(plane: Plane) -> int:
    return int(np.bitwise_count(plane).sum(dtype=np.int64))


def _mixed(one: Plane, other: Plane, here: Plane) -> Plane:
    return (one & ~here) | (other & here)


def _put(plane: Plane, rows: NDArray[np.int64], found: Plane) -> Plane:
    return _set(plane, rows, np.unpackbits(found.view(np.uint8), bitorder="little", count=len(rows)))


def _set(plane: Plane, rows: Sequence[int] | NDArray[np.int64], flags: Sequence[bool] | Bits) -> Plane:
    bits = np.unpackbits(plane.view(np.uint8), bitorder="little")
    bits[np.asarray(rows)] = flags
    return np.packbits(bits, bitorder="little").view(np.uint64)
