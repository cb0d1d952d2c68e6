"""The expected access matrix: a reviewed table, role by act by state. The tests hold the rules to it cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .policy import ACTS

PACKAGED = Path(__file__).with_name("access-matrix.csv")
CHECKOUT = Path(__file__).parents[4] / "docs" / "access-matrix.csv"

COLUMNS: dict[str, str | Promise] = {
    "anonymous": _("Visitor"),
    "exporter": _("Exporter"),
    "other_exporter": _("Other exporter"),
    "officer": _("Officer"),
    "assessor": _("Assessor"),
    "adviser": _("Adviser"),
    "approver": _("Approver"),
    "auditor": _("Auditor"),
}
# The administrator comes last and may be left out: who looks after people may then do what any visitor may, and no more.
LAST = "administrator"
HEAD = ["act", "state", *COLUMNS, "why", LAST]
ROLES: dict[str, str | Promise] = {**COLUMNS, LAST: _("Administrator")}
ANSWERS = {"yes": True, "no": False}


class MatrixError(ValueError):
    """A line of the file is wrong. The text names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    act: str
    state: str
    expected: dict[str, bool]
    why: str

    @property
    def label(self) -> str | Promise:
        """The act in words; its code while no app declares it."""
        declared = ACTS.get(self.act)
        return declared.label if declared else self.act


def path() -> Path:
    return PACKAGED if PACKAGED.exists() else CHECKOUT


def load(file: Path | None = None) -> list[Row]:
    source = file or path()
    with source.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        head = next(reader, [])
        if head != HEAD:
            raise MatrixError(f"{source.name}:1: the columns are {head}. Write {HEAD}.")
        return [_row(source.name, reader.line_num, cells) for cells in reader]


def _row(name: str, line: int, cells: list[str]) -> Row:
    if len(cells) == len(HEAD) - 1:
        cells = [*cells, cells[HEAD.index("anonymous")]]
    if len(cells) != len(HEAD):
        raise MatrixError(
            f"{name}:{line}: {len(cells)} cells. Write {len(HEAD)}, or leave out the administrator’s."
        )
    values = dict(zip(HEAD, cells, strict=True))
    wrong = [column for column in ROLES if values[column] not in ANSWERS]
    if wrong or not values["why"]:
        raise MatrixError(
            f"{name}:{line}: {', '.join(wrong) or 'why'}. Write yes or no in every role, and a reason."
        )
    expected = {column: ANSWERS[values[column]] for column in ROLES}
    return Row(values["act"], values["state"], expected, values["why"])


def by_noun(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under the noun of their act: `case.propose` under “case”."""
    ordered = sorted(rows, key=lambda row: row.act.partition(".")[0])
    return [
        (noun, list(group)) for noun, group in groupby(ordered, key=lambda row: row.act.partition(".")[0])
    ]
