"""The same answers as `licet check`, for the rows of a table: Arrow in, Arrow out. Needs pyarrow.

from licet.reasoning import Law
from licet.reasoning.bulk import Evaluator

answers = Evaluator(Law.load(), table.schema, as_of=date(2026, 11, 21), regimes=["EU"]).evaluate(table)
"""

from __future__ import annotations

from licet.reasoning.bulk.evaluate import Counts, Evaluator

__all__ = ["Counts", "Evaluator"]
