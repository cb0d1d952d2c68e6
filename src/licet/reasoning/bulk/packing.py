"""From columns to literals: for each row one bit that says whether one of these cells is still possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from licet.law.model import FactType
from licet.reasoning.bulk.columns import DAY, Column
from licet.reasoning.bulk.program import Bits
from licet.reasoning.domains import Domain
from licet.reasoning.errors import InputError
from licet.reasoning.statements import day

RowOf = Callable[[int], int]
EPOCH = 719163
"""1970-01-01 as Python numbers days."""


def readable(column: Column, kind: pa.DataType) -> None:
    """Raises InputError where a column of this type cannot state the fact. Asked before any row is read."""
    inner = kind.value_type if pa.types.is_dictionary(kind) or _is_list(kind) else kind
    fits = {
        FactType.BOOLEAN: pa.types.is_boolean,
        FactType.NUMBER: lambda t: (
            pa.types.is_integer(t) or pa.types.is_floating(t) or pa.types.is_decimal(t)
        ),
        FactType.DATE: is_day,
    }.get(column.fact.type, is_text)
    if not (fits(inner) or is_text(inner) or pa.types.is_null(inner)):
        wanted = {"boolean": "true/false, or text", "number": "numbers, or text", "date": "dates, or text"}
        takes = wanted.get(column.fact.type, "text")
        raise InputError(column.name, f"The column holds {kind}; {column.fact.id} takes {takes}.")


def is_day(kind: pa.DataType) -> bool:
    """A date, or a time that names no zone: its date."""
    return bool(pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None))


def is_text(kind: pa.DataType) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(is_one(kind) for is_one in kinds)


def _is_list(kind: pa.DataType) -> bool:
    return any(is_one(kind) for is_one in (pa.types.is_list, pa.types.is_large_list))


@dataclass(slots=True)
class Packer:
    """One column under the domain of one period. What a text was found to mean is kept."""

    column: Column
    domain: Domain
    _said: dict[object, int] = field(default_factory=dict)

    def planes(self, array: pa.Array, masks: Sequence[int], first_row: int) -> list[Bits]:
        """For each mask of cells a bit a row. Raises InputError with column and row of a value that cannot be read."""
        kind = array.type
        if pa.types.is_null(kind):
            return [np.full((len(array) + 7) // 8, 255, np.uint8) for _ in masks]
        if pa.types.is_boolean(kind):
            return self._yes_or_no(array, masks)
        if _is_list(kind):
            return self._lists(array, masks, first_row)
        if is_text(kind) or pa.types.is_dictionary(kind):
            return self._texts(array, masks, first_row)
        return self._ordered(array, masks, first_row)

    def stated(self, array: pa.Array) -> NDArray[np.bool_]:
        """The rows whose cell says something that counts. Asked of cells that were read before."""
        kind = array.type
        if pa.types.is_null(kind):
            return np.zeros(len(array), np.bool_)
        if _is_list(kind):
            return np.bincount(_owners(array, valid=True), minlength=len(array)) > 0
        if pa.types.is_boolean(kind) or is_text(kind) or pa.types.is_dictionary(kind):
            return self._stated_values(array)
        return np.asarray(pc.is_valid(array).to_numpy(zero_copy_only=False))

    def _stated_values(self, array: pa.Array) -> NDArray[np.bool_]:
        coded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
        counts = [self._counts(value) for value in coded.dictionary.to_pylist()]
        codes = pc.fill_null(coded.indices.cast(pa.int32()), len(counts)).to_numpy(zero_copy_only=False)
        return np.asarray(np.array([*counts, False])[codes])

    def _counts(self, value: object) -> bool:
        try:
            return self.column.known(self.domain, self.column.value(value)) is not None
        except InputError:  # in the dictionary, but on no row
            return False

    # --- yes or no: the bitmaps as they are -----------------------------------------------------------

    def _yes_or_no(self, array: pa.Array, masks: Sequence[int]) -> list[Bits]:
        values, valid = bitmap(array, 1), bitmap(array, 0)
        yes = ~valid
        yes |= values
        planes = {(False, True): yes, (True, False): yes ^ valid}
        either = [self._mask(said) for said in (False, True)]
        return [_possible(planes, valid, *(bool(cells & mask) for cells in either)) for mask in masks]

    def _mask(self, value: object) -> int:
        found = self._said.get(value)
        if found is None:
            found = self._said[value] = self.column.mask(self.domain, value)
        return found

    # --- texts: each distinct one is read once ---------------------------------------------------------

    def _texts(self, array: pa.Array, masks: Sequence[int], first_row: int) -> list[Bits]:
        codes, said = self._coded(array, lambda at: first_row + at)
        return [_packed(_told(said, mask)[codes]) for mask in masks]

    def _coded(self, array: pa.Array, row_of: RowOf) -> tuple[NDArray[Any], list[int]]:
        """A code for each row, and the cells that each code leaves possible; the last code is "nothing said"."""
        if not pa.types.is_dictionary(array.type):
            array = pc.dictionary_encode(array)
        values = array.dictionary.to_pylist()
        codes = pc.fill_null(array.indices.cast(pa.int32()), len(values)).to_numpy(zero_copy_only=False)
        said = [self._read(value, codes, code, row_of) for code, value in enumerate(values)]
        return codes, [*said, self.domain.full]

    def _read(self, value: object, codes: NDArray[Any], code: int, row_of: RowOf) -> int:
        key = (type(value), value)
        found = self._said.get(key)
        if found is None:
            try:
                found = self._said[key] = self.column.mask(self.domain, self.column.value(value))
            except InputError as error:
                rows = np.flatnonzero(codes == code)
                if not len(rows):
                    return self.domain.full  # in the dictionary, but on no row
                raise at_row(error, self.column, row_of(int(rows[0]))) from error
        return found

    # --- lists: one of these ------------------------------------------------------------------------

    def _lists(self, array: pa.Array, masks: Sequence[int], first_row: int) -> list[Bits]:
        flat, rows = array.flatten(), _owners(array)
        if not is_text(flat.type):
            raise InputError(self.column.name, f"A list has to hold text, not {flat.type}.")
        codes, said = self._coded(flat, lambda at: first_row + int(rows[at]))
        spoken = codes < len(said) - 1  # an empty part says nothing beside the others
        silent = np.bincount(rows[spoken], minlength=len(array)) == 0
        planes = []
        for mask in masks:
            possible = silent.copy()
            possible[rows[spoken & _told(said, mask)[codes]]] = True
            planes.append(_packed(possible))
        return planes

    # --- numbers and dates --------------------------------------------------------------------------

    def _ordered(self, array: pa.Array, masks: Sequence[int], first_row: int) -> list[Bits]:
        valid = pc.is_valid(array).to_numpy(zero_copy_only=False)
        values = _numbers(array)
        bad = valid & ~np.isfinite(values)
        if bad.any():
            error = InputError(self.column.name, "This is not a number; leave an unknown cell empty.")
            raise at_row(error, self.column, first_row + int(np.argmax(bad)))
        codes = np.zeros(len(values), np.int64)
        for bound in self.domain.bounds:
            codes += (values > bound).view(np.int8)
            codes += (values >= bound).view(np.int8)
        codes[~valid] = self.domain.size
        said = [1 << cell for cell in range(self.domain.size)] + [self.domain.full]
        return [_packed(_told(said, mask)[codes]) for mask in masks]


def _owners(array: pa.Array, *, valid: bool = False) -> NDArray[np.int64]:
    """The row of each part of a list column; `valid`: of those parts that say something."""
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    rows = np.repeat(np.arange(len(array)), lengths)
    return rows[pc.is_valid(array.flatten()).to_numpy(zero_copy_only=False)] if valid else rows


def _numbers(array: pa.Array) -> NDArray[np.float64]:
    if is_day(array.type):
        days = pc.fill_null(array.cast(pa.date32()).cast(pa.int32()), 0)
        return np.asarray(days.to_numpy(zero_copy_only=False) + EPOCH, np.float64)
    return np.asarray(pc.fill_null(array.cast(pa.float64(), safe=False), 0.0).to_numpy(zero_copy_only=False))


def dated(kind: pa.DataType) -> None:
    """Raises InputError where the column of days holds no days."""
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (is_day(inner) or is_text(inner) or pa.types.is_null(inner)):
        raise InputError(DAY, f"The column holds {kind}; it takes dates, or text like 2026-11-21.")


def day_numbers(array: pa.Array, default: int, first_row: int) -> NDArray[np.int32]:
    """The day of each row; the default where none is given. Raises InputError with the row that holds no date."""
    if not pa.types.is_date(array.type):
        array = pa.array(
            [_day(text, row, first_row) for row, text in enumerate(array.to_pylist())], pa.date32()
        )
    days = array.cast(pa.date32()).cast(pa.int32())
    found = pc.fill_null(days, default - EPOCH).to_numpy(zero_copy_only=False)
    return np.asarray(found + EPOCH, np.int32)


def _day(text: object, row: int, first_row: int) -> date | None:
    return day(text, f"{DAY}, row {first_row + row + 1}") if text else None


def at_row(error: InputError, column: Column, row: int) -> InputError:
    """The error with the row it stands on; the first row is 1."""
    return InputError(f"{column.name}, row {row + 1}", error.reason, error.nearest)


def _told(said: Sequence[int], mask: int) -> NDArray[np.bool_]:
    return np.fromiter((cells & mask != 0 for cells in said), np.bool_, len(said))


def _possible(planes: Mapping[tuple[bool, bool], Bits], valid: Bits, no: bool, yes: bool) -> Bits:
    """Where nothing is said, or what is said leaves one of the cells possible."""
    if no != yes:
        return planes[no, yes]
    return np.full(len(valid), 255, np.uint8) if yes else ~valid


def _packed(flags: NDArray[np.bool_]) -> Bits:
    return np.packbits(flags, bitorder="little")


def bitmap(array: pa.Array, which: int) -> Bits:
    """One of the array's bitmaps (0 validity, 1 values), a bit a row from the first bit on."""
    buffer = array.buffers()[which]
    length = (len(array) + 7) // 8
    if buffer is None:
        return np.full(length, 255, np.uint8)
    start, shift = divmod(array.offset, 8)
    raw = np.frombuffer(buffer, np.uint8)
    if not shift:
        return raw[start : start + length]
    flags = np.unpackbits(raw[start : start + length + 1], bitorder="little")
    return np.packbits(flags[shift : shift + 8 * length], bitorder="little")[:length]
