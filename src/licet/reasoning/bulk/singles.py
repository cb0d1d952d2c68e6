"""Rows that the diagrams cannot settle, put one by one to the engine for single documents.

These are rows whose facts exclude each other, and the rows of a regime whose diagrams are too large for the table. Rows
that say the same are asked once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from licet.reasoning.answers import Result
from licet.reasoning.bulk.columns import Column
from licet.reasoning.engine import Law

KEPT = 100_000
Found = tuple[Mapping[str, Result], Mapping[str, tuple[str, ...]]]


class Singles:
    """Asks of rows what `Law.results` asks of documents; keeps the answers of the last rows that differed. `by_solver`: rows
    with a rule that has no diagram."""

    def __init__(self, law: Law, columns: Sequence[Column]) -> None:
        self.law, self.columns = law, columns
        self._kept: dict[object, tuple[Found, bool]] = {}
        self.by_solver = 0

    def ask(
        self, rows: pa.RecordBatch, row: int, day: date, regimes: Sequence[str], rules: Sequence[str]
    ) -> Found:
        """The results of the rules and the outcomes of the regimes, on that row."""
        facts = self.facts(rows, row)
        key = day, tuple(regimes), repr(facts)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            document, world = {"facts": facts, "regimes": list(regimes)}, self.law.day(day).world
            before = world.solver_asked
            found = self.law.results(document, rules, day), world.solver_asked > before
            self._kept[key] = found
        self.by_solver += found[1]
        return found[0]

    def facts(self, rows: pa.RecordBatch, row: int) -> dict[str, Any]:
        """The row as the facts of a flat document."""
        facts = {}
        for column in self.columns:
            value = column.value(rows.column(column.name)[row].as_py())
            if value is not None:
                facts[column.name] = column.stated(value)
        return facts
