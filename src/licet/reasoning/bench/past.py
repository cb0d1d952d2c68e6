"""What an amendment does to a table of past cases: each row answered under both laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from licet.reasoning import Law
from licet.reasoning.bulk import Evaluator

RESULTS = ("false", "true", "unknown", "contradictory")
Codes = NDArray[np.int8]


class Past:
    """Reads rows stretch by stretch and counts what each measure says of them before and after."""

    def __init__(
        self, before: Law, after: Law, schema: pa.Schema, *, as_of: date, regimes: list[str]
    ) -> None:
        both = [Evaluator(law, schema, as_of=as_of, regimes=regimes) for law in (before, after)]
        self.before, self.after = both
        self.measures = list(
            dict.fromkeys(
                id for law in (before, after) for regime in regimes for id in law.regimes[regime].measures
            )
        )
        self.counts: Counter[tuple[str, int, int]] = Counter()
        self.rows = self.touched = 0

    def read(self, stretches: Iterable[pa.RecordBatch]) -> None:
        for rows in stretches:
            old, new = self.before.batch(rows), self.after.batch(rows)
            touched = np.zeros(rows.num_rows, np.bool_)
            for measure in self.measures:
                was, now = codes(old, measure), codes(new, measure)
                pairs = np.bincount(was * len(RESULTS) + now, minlength=len(RESULTS) ** 2)
                for number in np.flatnonzero(pairs).tolist():
                    self.counts[(measure, *divmod(number, len(RESULTS)))] += int(pairs[number])
                touched |= was != now
            self.rows += rows.num_rows
            self.touched += int(touched.sum())

    def report(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "touched": self.touched,
            "changes": [
                {"measure": measure, "before": RESULTS[was], "after": RESULTS[now], "rows": rows}
                for (measure, was, now), rows in sorted(self.counts.items())
                if was != now
            ],
        }


def codes(rows: pa.RecordBatch, measure: str) -> Codes:
    """What a measure says of each row; one that the law does not have says no."""
    if measure not in rows.schema.names:
        return np.zeros(rows.num_rows, np.int8)
    found = rows.column(measure).cast(pa.int8()).fill_null(2).to_numpy(zero_copy_only=False).astype(np.int8)
    clash = rows.column(f"{measure}.contradictory").to_numpy(zero_copy_only=False)
    return np.where(clash, np.int8(3), found)
