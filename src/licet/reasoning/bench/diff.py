"""Two laws held against each other: each way in which they differ, its smallest example, and what makes the difference.

Differences are put apart by their cause. A cause that was named takes its cases along, so that one large difference does not
hide the others behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from licet.reasoning.bench.causes import Cause, Causes, Conditions, Difference, Row, Swaps
from licet.reasoning.bench.progress import Progress, unwatched
from licet.reasoning.bench.said import NO, OPEN, YES, holding, says, subjects_of_regime, subjects_of_two
from licet.reasoning.bench.sides import Side
from licet.reasoning.bench.space import Space
from licet.reasoning.expressions import Var

PAIRS = ((NO, YES), (YES, NO), (OPEN, YES), (YES, OPEN), (NO, OPEN), (OPEN, NO))
"""The firm differences first."""
SHOWN = 5
"""Causes shown of one difference, unless more are asked for."""


class Diff:
    """Differences between two sides. Of one regime they are put apart by the rule that changed, of two by the condition that one
    of them asks for."""

    def __init__(self, one: Side, other: Side, most: int = SHOWN) -> None:
        self.one, self.other, self.most = one, other, most
        self.space = Space(one, other)
        self.same = one.regime.id == other.regime.id
        self.context = self.space.at_home(one)

    def rows(self, progress: Progress = unwatched) -> Iterator[Row]:
        found = list(self.differences())
        sides = self.space, self.one, self.other
        causes: Causes = Swaps(*sides) if self.same else Conditions(*sides, found)
        for number, difference in enumerate(found):
            progress(number / len(found))
            yield from self._rows(difference, causes)

    def differences(self) -> Iterator[Difference]:
        subjects = (subjects_of_regime if self.same else subjects_of_two)(self.one, self.other)
        inside = self.space.possible & self.space.stating(self.context)
        for subject in subjects:
            one, other = (says(self.space, side, subject) for side in (self.one, self.other))
            for mine, theirs in PAIRS:
                cases = one.where(mine) & other.where(theirs) & inside
                if cases != self.space.bdd.false:
                    yield Difference(subject, mine, theirs, cases)

    def _rows(self, difference: Difference, causes: Causes) -> Iterator[Row]:
        """One row for each cause; then what no single cause explains."""
        left, shown = difference.cases, 0
        for stage in causes.stages(difference):
            if left == self.space.bdd.false:
                return
            for cause in self._lightest_first(stage()):
                example = self.space.smallest(cause.cases & left, self.context)
                if example is None:
                    continue
                if shown == self.most:
                    yield self._row(difference, {"kind": "more"}, None)
                    return
                yield self._row(difference, cause.row, example)
                left &= ~cause.cases
                shown += 1
        example = self.space.smallest(left, self.context)
        if example is not None:
            yield self._row(difference, {"kind": "together"}, example)

    def _lightest_first(self, causes: Iterable[Cause]) -> list[Cause]:
        weighed = [(self.space.lightest(cause.cases), n, cause) for n, cause in enumerate(causes)]
        return [cause for _, _, cause in sorted(weighed, key=lambda row: row[:2])]

    def _row(self, difference: Difference, cause: Row, example: Mapping[Var, int] | None) -> Row:
        row: Row = {
            "subject": difference.subject._asdict(),
            "one": difference.one,
            "other": difference.other,
            "cause": cause,
        }
        if example is not None:
            row["facts"] = self.space.document(example)
            row["holds"] = {
                "one": holding(self.space, self.one, example),
                "other": holding(self.space, self.other, example),
            }
        return row
