"""Tables on disk: read in stretches, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

from licet.reasoning.bulk.packing import is_text
from licet.reasoning.bulk.program import ROWS
from licet.reasoning.bulk.tabled import joined
from licet.reasoning.errors import InputError

FORMATS = {
    ".csv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}
READ_AT_ONCE = 1 << 20
"""Bytes of a column chunk held while it is read, however large the row group."""


def format_of(path: Path) -> str:
    """By the end of the name. Raises InputError for any other."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(str(path), f"The name has to end in one of: {', '.join(FORMATS)}.")
    return form


Opened = tuple[pa.Schema, Iterator[pa.RecordBatch], Callable[[], float]]
TEXT = pa.dictionary(pa.int32(), pa.string())


class Source:
    """A table that is read in stretches. Columns to keep are read as they are, texts of facts as dictionaries."""

    def __init__(self, path: Path, keep: Collection[str] = ()) -> None:
        """Opens the file and reads its schema. Raises InputError where it cannot be read as what its name says."""
        self.path, self.keep = path, keep
        opened = {"csv": self._csv, "parquet": self._parquet, "arrow": self._arrow}[format_of(path)]
        self._done = 0
        with readable_as(path):
            self.schema, self._batches, self._share = opened()

    def share(self) -> float:
        """How much of it is read, between 0 and 1."""
        return min(1.0, self._share())

    def stretches(self) -> Iterator[pa.RecordBatch]:
        """The rows in pieces of ROWS, the last one shorter; one empty piece where there are none."""
        waiting: list[pa.RecordBatch] = []
        count, seen = 0, False
        with readable_as(self.path):
            for batch in self._batches:
                while batch.num_rows:
                    part = batch.slice(0, ROWS - count)
                    waiting.append(part)
                    count, batch = count + part.num_rows, batch.slice(part.num_rows)
                    if count == ROWS:
                        yield self._joined(waiting)
                        waiting, count, seen = [], 0, True
        if count or not seen:
            yield self._joined(waiting)

    def _joined(self, waiting: list[pa.RecordBatch]) -> pa.RecordBatch:
        made = joined(pa.Table.from_batches(waiting, self.schema))
        self._done += made.num_rows
        return made

    def _csv(self) -> Opened:
        # each text is read by the fact it stands for, so that a fault is told by column and row; "NA" is a country
        with csv.open_csv(self.path) as first:
            names = first.schema.names
        text = {name: pa.string() if name in self.keep else TEXT for name in names}
        convert = csv.ConvertOptions(
            column_types=text, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
        )
        file, size = pa.OSFile(str(self.path)), max(1, self.path.stat().st_size)
        reader = csv.open_csv(
            file,
            csv.ReadOptions(block_size=READ_AT_ONCE * 8),
            csv.ParseOptions(newlines_in_values=True),
            convert,
        )
        return reader.schema, iter(reader), lambda: file.tell() / size

    def _parquet(self) -> Opened:
        texts = [
            f.name for f in parquet.read_schema(self.path) if is_text(f.type) and f.name not in self.keep
        ]
        file = parquet.ParquetFile(
            self.path, read_dictionary=texts, pre_buffer=False, buffer_size=READ_AT_ONCE
        )
        rows = max(1, file.metadata.num_rows)
        return file.schema_arrow, file.iter_batches(ROWS, use_threads=False), lambda: self._done / rows

    def _arrow(self) -> Opened:
        file = ipc.open_file(pa.memory_map(str(self.path)))
        left = list(range(file.num_record_batches))
        batches = (file.get_batch(left.pop(0)) for _ in range(len(left)))
        return file.schema, batches, lambda: 1 - len(left) / max(1, file.num_record_batches)


@contextmanager
def readable_as(path: Path) -> Iterator[None]:
    """What pyarrow and the system say of a file that cannot be read, as an InputError."""
    try:
        yield
    except OSError as error:
        raise InputError(str(path), f"It cannot be read: {error.strerror or error}.") from error
    except pa.ArrowInvalid as error:
        raise InputError(str(path), f"It is no sound {format_of(path)} file: {error}") from error


@contextmanager
def written(path: Path, schema: pa.Schema) -> Iterator[Any]:
    """A writer with `write_batch`. The file appears under its name once all is written; else nothing is left of it."""
    form = format_of(path)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with WRITERS[form](scratch, schema) as writer:
            yield writer
        with scratch.open("rb+") as done:
            os.fsync(done.fileno())
        scratch.replace(path)
    finally:
        with suppress(FileNotFoundError):
            scratch.unlink()


class Words:
    """Answers as CSV, in the four words of an indication: an empty cell might be taken for a no."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        rules = {
            name.removesuffix(".contradictory") for name in schema.names if name.endswith(".contradictory")
        }
        self._rules = rules
        self._names = [name for name in schema.names if name.removesuffix(".contradictory") == name]
        plain = [schema.field(name) for name in self._names]
        self.schema = pa.schema(
            [pa.field(f.name, pa.string() if self._as_text(f) else f.type) for f in plain]
        )
        self._writer = csv.CSVWriter(path, self.schema)

    def _as_text(self, field: pa.Field) -> bool:
        return field.name in self._rules or pa.types.is_dictionary(field.type)

    def __enter__(self) -> Words:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def write_batch(self, batch: pa.RecordBatch) -> None:
        arrays = [self._column(batch, name) for name in self._names]
        self._writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=self.schema))

    def _column(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        column = batch.column(name)
        if name in self._rules:
            return _words(column, batch.column(f"{name}.contradictory"))
        return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _words(result: pa.Array, contradictory: pa.Array) -> pa.Array:
    open_or_not = pc.if_else(contradictory, "contradictory", "unknown")
    return pc.coalesce(pc.if_else(result, "true", "false"), open_or_not)


WRITERS: dict[str, Any] = {
    "csv": Words,
    "parquet": parquet.ParquetWriter,
    "arrow": lambda path, schema: ipc.new_file(str(path), schema),
}
