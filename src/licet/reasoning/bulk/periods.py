"""The rows of a table under one period of the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from licet.law.model import Corpus, Regime
from licet.reasoning.bulk.answered import Answers, plane_of, rows_of
from licet.reasoning.bulk.clash_nodes import ClashNodes
from licet.reasoning.bulk.clashes import Clashes
from licet.reasoning.bulk.columns import Column
from licet.reasoning.bulk.packing import Packer
from licet.reasoning.bulk.plan import Plan, codes_of, rules_of
from licet.reasoning.bulk.program import Bits, Literal, Plane
from licet.reasoning.bulk.projection import NODE_LIMIT, TooMany
from licet.reasoning.store import Period

PATIENCE = 1_000
"""So many rows whose facts exclude each other go one by one; beyond, diagrams for them are worth their making."""
CLASHES = 3
"""Times the node limit that the diagrams for such rows may take: a table has them once, not once a regime."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table asks of every period. `patience`, `node_limit`: see PATIENCE and `projection`."""

    corpus: Corpus
    regimes: Sequence[Regime]
    columns: Sequence[Column]
    entries: bool = False
    node_limit: int = NODE_LIMIT
    patience: int = PATIENCE


class PeriodRows:
    """Answers rows under one period. What is needed for it is made once."""

    def __init__(self, asked: Asked, period: Period) -> None:
        self.asked, self.period = asked, period
        self.plan = Plan(
            asked.corpus, period, asked.regimes, asked.columns,
            entries=asked.entries, node_limit=asked.node_limit,
        )  # fmt: skip
        self._packers = [Packer(c, c.domain(period.domains)) for c in asked.columns]
        self._clashes: Clashes | None = None
        self._single = 0
        self._too_many = bool(self.plan.slow)

    def answers(self, rows: pa.RecordBatch, first_row: int, here: Plane) -> Answers:
        """Of every row; `single` are those left to the engine. `here`: the rows of this period, the others may be told
        anything."""
        answers = self.plan.answers(self._literals(rows, self.plan.masks, first_row))
        for id in self.plan.slow:
            regime = next(regime for regime in self.asked.regimes if regime.id == id)
            rules = rules_of(regime, self.asked.entries)
            answers.leave(rules, id, codes_of(self.asked.corpus, regime))
        answers.single = answers.single & here
        where = rows_of(answers.single, rows.num_rows)
        self._single += len(where)
        if len(where) and self._single > self.asked.patience and not self._too_many:
            self._put_in(answers, rows.take(pa.array(where)), where)
        return answers

    def _literals(
        self, rows: pa.RecordBatch, wanted: Mapping[int, Sequence[int]], first_row: int
    ) -> dict[Literal, Bits]:
        found: dict[Literal, Bits] = {}
        for packer in self._packers:
            # where no rule of the day speaks of it, the column is read all the same: a fault is a fault
            v = self.plan.index.get(packer.column.var, -1)
            masks = wanted.get(v, [])
            planes = packer.planes(rows.column(packer.column.name), masks, first_row)
            found |= {(v, mask): bits for mask, bits in zip(masks, planes, strict=True)}
        return found

    # --- facts that exclude each other ----------------------------------------------------------------

    def _put_in(self, answers: Answers, rows: pa.RecordBatch, where: NDArray[np.int64]) -> None:
        """Answer the rows that stood at these places, and put the answers there."""
        try:
            clashes = self._made()
        except TooMany:
            self._too_many = True
            return
        literals = self._literals(rows, clashes.masks, 0)
        found = clashes.answers(literals, self._stated(rows, clashes), rows.num_rows)
        answers.put_in(found, where)

    def _made(self) -> Clashes:
        if self._clashes is None:
            asked, index = self.asked, self.plan.index
            kept = {index[c.var] for c in asked.columns if c.var in index}
            nodes = ClashNodes(
                asked.corpus, self.period, asked.regimes, kept,
                entries=asked.entries, node_limit=CLASHES * asked.node_limit,
            )  # fmt: skip
            self._clashes = Clashes(nodes, asked.regimes)
        return self._clashes

    def _stated(self, rows: pa.RecordBatch, clashes: Clashes) -> dict[int, Plane]:
        vars = {self.plan.index.get(packer.column.var, -1): packer for packer in self._packers}
        return {v: plane_of(vars[v].stated(rows.column(vars[v].column.name))) for v in clashes.linked}
