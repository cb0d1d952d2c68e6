"""Arrow in, Arrow out: the exact answers of `licet check` for every row of a table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from licet import __version__
from licet.law.model import Regime
from licet.reasoning.answers import Result
from licet.reasoning.bulk.answered import Answers, everywhere, nothing, plane_of, rows_of
from licet.reasoning.bulk.columns import DAY, columns_of
from licet.reasoning.bulk.packing import EPOCH, dated, day_numbers, readable
from licet.reasoning.bulk.periods import PATIENCE, Asked, PeriodRows
from licet.reasoning.bulk.plan import outside_codes
from licet.reasoning.bulk.program import ROWS, Plane
from licet.reasoning.bulk.projection import NODE_LIMIT
from licet.reasoning.bulk.singles import Singles
from licet.reasoning.bulk.tabled import bit_column, outcome_column, plain_type, stretches
from licet.reasoning.check import covers
from licet.reasoning.engine import Law
from licet.reasoning.errors import not_among

PROVENANCE = b"licet"
Days = NDArray[np.int32]
"""The day of each row, as Python numbers days."""


@dataclass(slots=True)
class Counts:
    """What was done: rows, rows answered one by one, and of each rule how often it was true, false, and so on."""

    rows: int = 0
    single: int = 0
    results: dict[str, Counter[str]] = field(default_factory=dict)


class Evaluator:
    """Evaluates record batches of one schema. `law` may be asked by one thread at a time."""

    def __init__(
        self,
        law: Law,
        schema: pa.Schema,
        *,
        as_of: date,
        regimes: Sequence[str] | None = None,
        by: str = "exporter",
        keep: Collection[str] = (),
        entries: bool = False,
        node_limit: int = NODE_LIMIT,
        patience: int = PATIENCE,
    ) -> None:
        """Raises InputError, before any row is read, where a column is none of the law's or of a wrong type."""
        self.law, self.as_of, self.entries = law, as_of, entries
        self.regimes = [_regime(law, id) for id in dict.fromkeys(regimes or law.regimes)]
        self.columns = columns_of(law.corpus, schema.names, by=by, kept=keep)
        for column in self.columns:
            readable(column, schema.field(column.name).type)
        self.has_days = DAY in schema.names and DAY not in keep
        if self.has_days:
            dated(schema.field(DAY).type)
        self.kept = [name for name in schema.names if name in keep]
        self._regimes_of = self._listed()
        self.schema = self._schema(schema)
        self.counts = Counts(results={id: Counter() for id in self._regimes_of})
        self._same_for_all = (
            pa.array(np.full(ROWS, as_of.toordinal() - EPOCH, np.int32)).cast(pa.date32()),
            pa.DictionaryArray.from_arrays(np.zeros(ROWS, np.int8), [law.digest]),
        )
        self._asked_of_each = Asked(law.corpus, self.regimes, self.columns, entries, node_limit, patience)
        self.periods: dict[date, PeriodRows] = {}
        self._singles = Singles(law, self.columns)

    def _listed(self) -> dict[str, list[str]]:
        """The rules with a column of their own (measures, and entries where they are asked for), and whose they are."""
        found: dict[str, list[str]] = {}
        for regime in self.regimes:
            for id in (*regime.measures, *(regime.entries if self.entries else ())):
                found.setdefault(id, []).append(regime.id)
        return found

    def _schema(self, given: pa.Schema) -> pa.Schema:
        fields = [pa.field(name, plain_type(given.field(name).type)) for name in self.kept]
        fields.append(pa.field(DAY, pa.date32(), nullable=False))
        fields.append(pa.field("law", pa.dictionary(pa.int8(), pa.string())))
        outcome = pa.dictionary(pa.int16(), pa.string())
        fields += [pa.field(f"{regime.id}.outcome", outcome) for regime in self.regimes]
        for id in self._regimes_of:
            fields += [pa.field(id, pa.bool_()), pa.field(f"{id}.contradictory", pa.bool_(), nullable=False)]
        return pa.schema(fields, {PROVENANCE: json.dumps(self.provenance()).encode()})

    def provenance(self) -> dict[str, Any]:
        """Which law and which software answered; stands in the schema of what is written."""
        return {
            "schema": "licet.evaluation/1",
            "law": {"digest": self.law.digest, "editions": self.law.editions_on(self.as_of)},
            "software": f"licet {__version__}",
            "as_of": "by row" if self.has_days else self.as_of.isoformat(),
            "regimes": [regime.id for regime in self.regimes],
        }

    def summary(self) -> dict[str, Any]:
        """What was done so far: `provenance`, rows, rows answered one by one, and each rule's results counted."""
        done = {
            "rows": self.counts.rows,
            "one_by_one": self.counts.single,
            "by_solver": self._singles.by_solver,
        }
        words = [result.value for result in Result]
        results = {id: {word: found[word] for word in words} for id, found in self.counts.results.items()}
        return self.provenance() | done | {"results": results}

    # --- rows ---------------------------------------------------------------------------------------

    def evaluate(self, table: pa.Table | pa.RecordBatch) -> pa.Table:
        """The answers, row for row. Raises InputError with column and row of a value that cannot be read."""
        batches = [self.batch(part) for part in stretches(table)]
        return pa.Table.from_batches(batches, self.schema)

    def batch(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """Answers for at most ROWS rows."""
        assert rows.num_rows <= ROWS, "a plane holds ROWS rows"
        days = self._days(rows)
        answers = self._answered(rows, days)
        self._outside(days, answers)
        self._one_by_one(rows, days, answers)
        self.counts.rows += rows.num_rows
        return self._written(rows, days, answers)

    def _days(self, rows: pa.RecordBatch) -> Days:
        if not self.has_days:
            return np.full(rows.num_rows, self.as_of.toordinal(), np.int32)
        return day_numbers(rows.column(DAY), self.as_of.toordinal(), self.counts.rows)

    def _answered(self, rows: pa.RecordBatch, days: Days) -> Answers:
        """By diagrams, period by period."""
        starts = [start.toordinal() for start in self.law.starts]
        asked = days if self.has_days else days[:1]
        periods = np.maximum(np.searchsorted(starts, asked, side="right") - 1, 0)
        first, *others = np.unique(periods) if len(days) else [0]
        found = self._period(rows, first, periods)
        for number in others:
            found = found.mixed(self._period(rows, number, periods), plane_of(periods == number))
        return found

    def _period(self, rows: pa.RecordBatch, number: int, periods: NDArray[np.int64]) -> Answers:
        here = plane_of(periods == number) if self.has_days else everywhere()
        return self._under(self.law.starts[number]).answers(rows, self.counts.rows, here)

    def _under(self, start: date) -> PeriodRows:
        if start not in self.periods:
            self.periods[start] = PeriodRows(self._asked_of_each, self.law.day(start).world.period)
        return self.periods[start]

    def _outside(self, days: Days, answers: Answers) -> None:
        """A day that no regime of a rule covers: the rule is open, and so is every outcome."""
        outside = {regime.id: self._not_covered(regime, days) for regime in self.regimes}
        for regime in self.regimes:
            if outside[regime.id].any():
                possible = answers.possible[regime.id]
                codes = outside_codes(self.law.corpus, regime)
                answers.possible[regime.id] = {
                    code: plane | outside[regime.id] if code in codes else plane & ~outside[regime.id]
                    for code, plane in possible.items()
                }
        for id, regimes in self._regimes_of.items():
            nowhere = np.bitwise_and.reduce([outside[regime] for regime in regimes])
            if nowhere.any():
                answers.open(id, nowhere)
        answers.single = answers.single & ~np.bitwise_and.reduce(list(outside.values()))

    def _not_covered(self, regime: Regime, days: Days) -> Plane:
        if not self.has_days and covers(regime, self.as_of):
            return nothing()
        return plane_of(~covered(regime, days))

    def _one_by_one(self, rows: pa.RecordBatch, days: Days, answers: Answers) -> None:
        """Replace what the diagrams say of single rows."""
        where = rows_of(answers.single, rows.num_rows).tolist()
        if not where:
            return
        self.counts.single += len(where)
        by_regimes: dict[tuple[str, ...], list[int]] = {}
        for row in where:
            day = date.fromordinal(int(days[row]))
            by_regimes.setdefault(tuple(r.id for r in self.regimes if covers(r, day)), []).append(row)
        for regimes, here in by_regimes.items():
            self._asked(rows, days, answers, regimes, here)

    def _asked(
        self, rows: pa.RecordBatch, days: Days, answers: Answers, regimes: Sequence[str], where: Sequence[int]
    ) -> None:
        rules = [id for id in self.counts.results if not set(regimes).isdisjoint(self._regimes_of[id])]
        found = [self._singles.ask(rows, r, date.fromordinal(int(days[r])), regimes, rules) for r in where]
        for id in rules:
            answers.result(id, where, [results[id] for results, _ in found])
        for regime in regimes:
            answers.outcomes(regime, where, [possible[regime] for _, possible in found])

    # --- answers ------------------------------------------------------------------------------------

    def _written(self, rows: pa.RecordBatch, days: Days, answers: Answers) -> pa.RecordBatch:
        count = rows.num_rows
        live = plane_of(np.ones(count, np.bool_))
        arrays = [rows.column(name).cast(self.schema.field(name).type) for name in self.kept]
        day, law = self._same_for_all
        arrays.append(pa.array(days - EPOCH, pa.int32()).cast(pa.date32()) if self.has_days else day[:count])
        arrays.append(law[:count])
        arrays += [outcome_column(answers.possible[regime.id], count) for regime in self.regimes]
        for id, counter in self.counts.results.items():
            found = answers.counted(id, live)
            counter.update(found)
            can, cannot = answers.can[id], answers.cannot[id]
            arrays.append(bit_column(can.copy(), count, valid=can ^ cannot))
            clash = ~(can | cannot) if found[Result.CONTRADICTORY.value] else nothing()
            arrays.append(bit_column(clash, count))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


def _regime(law: Law, id: str) -> Regime:
    if id not in law.regimes:
        raise not_among("regime", "a regime of this law", id, law.regimes)
    return law.regimes[id]


def covered(regime: Regime, days: Days) -> NDArray[np.bool_]:
    until = regime.covers_until or date.max
    return (days >= regime.covers_from.toordinal()) & (days <= until.toordinal())
