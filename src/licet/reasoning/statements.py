"""What a document says of one fact, as a set of cells.

A statement is a scalar, `{one_of: […]}`, `{min, max}`, or one of these as `value` with `by`, `status` and `evidence`;
a list of scalars means "one of these", a list of statements is weighed:

* `by: assumed` settles nothing; a disputed fact is unknown unless the authority has found it;
* what the authority has found prevails over what anyone else states;
* statements of equal standing must hold together; where they cannot, the fact is contradictory;
* "informed by the authority" is a fact only if the authority says so. An exporter's *no* is heard as a claim.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.law.countries import COUNTRIES
from licet.law.model import Fact, FactType
from licet.reasoning.domains import Domain, number_of
from licet.reasoning.errors import InputError, not_among

SPEAKERS = ("exporter", "authority", "system", "assumed")
STATUSES = ("claimed", "found", "disputed")
ABOUT = ("by", "status", "evidence")
INFORMED = "transfer.informed"


@dataclass(frozen=True, slots=True)
class Known:
    """What counts: the cells left, what was said (for display), whether the statements exclude each other, and who made
    them."""

    mask: int
    said: object
    contradictory: bool = False
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Statement:
    mask: int
    said: object
    by: str
    status: str

    @property
    def found(self) -> bool:
        return self.by == "authority" and self.status == "found"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads statements of one fact. `plain`: a lawyer's test, where text stands for values and is taken as found."""

    fact: Fact
    domain: Domain
    plain: bool = False

    def read(self, raw: object, field: str) -> Known | None:
        """None: nothing that counts was said."""
        statements = [self._statement(part, at) for part, at in _split(raw, field)]
        counted = [s for s in statements if self._counts(s)]
        found = [s for s in counted if s.found]
        disputed = any(s.status == "disputed" for s in statements)
        heard = found or ([] if disputed else counted)
        if not heard:
            return None
        mask = self.domain.full
        for statement in heard:
            mask &= statement.mask
        said = heard[0].said if len(heard) == 1 else [s.said for s in heard]
        by = tuple(dict.fromkeys(s.by for s in heard))
        return Known(mask or self.domain.full, said, contradictory=mask == 0, by=by)

    def _counts(self, statement: _Statement) -> bool:
        if statement.by == "assumed" or statement.status == "disputed":
            return False
        if self.fact.id.startswith(INFORMED) and statement.by == "exporter":
            return not statement.mask >> self.domain.cell_of("yes") & 1
        return True

    def _statement(self, raw: object, field: str) -> _Statement:
        by, status = ("authority", "found") if self.plain else ("exporter", "claimed")
        value = raw
        if isinstance(raw, Mapping) and any(key in raw for key in ("value", *ABOUT)):
            _only(raw, ("value", "one_of", "min", "max", *ABOUT), field)
            value = {key: part for key, part in raw.items() if key not in ABOUT}
            by = _named(raw.get("by", by), SPEAKERS, f"{field}.by", "a speaker")
            status = _named(raw.get("status", status), STATUSES, f"{field}.status", "a status")
            if "value" in raw:
                value, field = raw["value"], f"{field}.value"
        mask, said = self._value(value, field)
        return _Statement(mask, said, by, status)

    def _value(self, raw: object, field: str) -> tuple[int, object]:
        if isinstance(raw, Mapping):
            _only(raw, ("one_of", "min", "max"), field)
            if "one_of" in raw:
                return self._one_of(raw["one_of"], f"{field}.one_of")
            return self._between(raw, field)
        if isinstance(raw, Sequence) and not isinstance(raw, str):
            return self._one_of(raw, field)
        return self._scalar(raw, field), raw

    def _one_of(self, raw: object, field: str) -> tuple[int, object]:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
            raise InputError(field, "List at least one value.")
        mask = 0
        for index, part in enumerate(raw):
            mask |= self._scalar(part, f"{field}[{index}]")
        return mask, {"one_of": list(raw)} if len(raw) > 1 else raw[0]

    def _between(self, raw: Mapping[str, Any], field: str) -> tuple[int, object]:
        if not self.domain.ordered:
            raise InputError(
                field, f"{self.fact.id} is a {self.fact.type}; only numbers and dates have a range."
            )
        ends = {
            end: self._number(raw[end], f"{field}.{end}")
            for end in ("min", "max")
            if raw.get(end) is not None
        }
        if not ends:
            raise InputError(field, "Give `min`, `max` or both.")
        if len(ends) == 2 and ends["min"] > ends["max"]:
            raise InputError(field, "`min` is above `max`.")
        return self.domain.mask_between(ends.get("min"), ends.get("max")), dict(raw)

    def _scalar(self, raw: object, field: str) -> int:
        kind = self.fact.type
        if kind == FactType.BOOLEAN:
            return self._boolean(raw, field)
        if kind == FactType.CHOICE:
            options = [option.value for option in self.fact.options]
            return self.domain.mask_of([_named(raw, options, field, f"an option of {self.fact.id}")])
        if kind == FactType.COUNTRY:
            return self.domain.mask_of([country(raw, field)])
        value = self._number(raw, field)
        return self.domain.mask_between(value, value)

    def _boolean(self, raw: object, field: str) -> int:
        if self.plain and raw in ("yes", "no"):
            return self.domain.mask_of([str(raw)])
        if not isinstance(raw, bool):
            raise InputError(field, f"{self.fact.id} is a yes/no fact: write true or false, not {raw!r}.")
        return self.domain.mask_of(["yes" if raw else "no"])

    def _number(self, raw: object, field: str) -> float:
        if self.fact.type == FactType.DATE:
            return number_of(day(raw, field))
        if self.plain and isinstance(raw, str):
            return float(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            raise InputError(field, f"{self.fact.id} is a number: write it as one, not {raw!r}.")
        return float(raw)


def country(raw: object, field: str) -> str:
    return _named(raw, COUNTRIES, field, "a country code (ISO 3166-1 alpha-2)")


def day(raw: object, field: str) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise InputError(field, f"{raw!r} is not a date. Write it as 2026-11-21.") from None


def _split(raw: object, field: str) -> list[tuple[object, str]]:
    if raw is None:
        return []
    if isinstance(raw, Sequence) and not isinstance(raw, str) and any(isinstance(p, Mapping) for p in raw):
        return [(part, f"{field}[{index}]") for index, part in enumerate(raw)]
    if isinstance(raw, Mapping) and "value" in raw and raw["value"] is None:
        return []
    return [(raw, field)]


def _named(raw: object, valid: Sequence[str] | frozenset[str], field: str, what: str) -> str:
    if not isinstance(raw, str) or raw not in valid:
        raise not_among(field, what, raw, valid)
    return raw


def _only(raw: Mapping[str, Any], valid: Sequence[str], field: str) -> None:
    for key in raw:
        if key not in valid:
            raise not_among(f"{field}.{key}", "known here", key, valid)
