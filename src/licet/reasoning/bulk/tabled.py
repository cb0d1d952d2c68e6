"""Arrow tables cut into stretches of rows, and planes turned into Arrow columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from licet.reasoning.bulk.columns import BETWEEN
from licet.reasoning.bulk.program import ROWS, Plane


def plain_type(kind: pa.DataType) -> pa.DataType:
    """A file has one dictionary a column, and stretches may come with one each; so what is kept is written out."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def stretches(table: pa.Table | pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The table in pieces of at most ROWS rows; at least one piece, so that an empty table has an answer too."""
    whole = pa.Table.from_batches([table]) if isinstance(table, pa.RecordBatch) else table
    for start in range(0, max(1, whole.num_rows), ROWS):
        yield joined(whole.slice(start, ROWS))


def joined(part: pa.Table) -> pa.RecordBatch:
    """One record batch; columns that lie in one piece are not copied."""
    columns = [c.chunk(0) if c.num_chunks == 1 else _one_chunk(c) for c in part.columns]
    return pa.RecordBatch.from_arrays(columns, schema=part.schema)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    whole = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
    made = whole.combine_chunks()
    return made.chunk(0) if isinstance(made, pa.ChunkedArray) else made


def bit_column(bits: Plane, count: int, valid: Plane | None = None) -> pa.Array:
    buffers = [None if valid is None else pa.py_buffer(valid), pa.py_buffer(bits)]
    return pa.Array.from_buffers(pa.bool_(), count, buffers)


def outcome_column(possible: Mapping[str, Plane], count: int) -> pa.Array:
    """The outcomes still possible, gravest first, with a bar between them: one value where it is settled."""
    codes = list(possible)
    number: NDArray[Any] = np.zeros(count, np.uint8 if len(codes) <= 8 else np.uint16)
    for place, code in enumerate(codes):
        bits = np.unpackbits(possible[code].view(np.uint8), bitorder="little", count=count)
        bits = bits.astype(number.dtype, copy=False)
        np.left_shift(bits, place, out=bits)
        number |= bits
    return pa.DictionaryArray.from_arrays(number.astype(np.int16), _combinations(tuple(codes)))


@lru_cache(maxsize=64)
def _combinations(codes: tuple[str, ...]) -> pa.Array:
    """Every set of outcomes, at the number whose bits say which they are."""
    sets = range(1 << len(codes))
    return pa.array([BETWEEN.join(c for n, c in enumerate(codes) if told >> n & 1) for told in sets])
