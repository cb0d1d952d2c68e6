"""Read a table of text: rows with the line they begin on, or a refusal that says where and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licet.service.base.imports import FileRefused

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    line: int  # the first line of the file that the row stands on
    cells: tuple[str, ...]


def read_table(content: bytes, header: Sequence[str]) -> list[Row]:
    """The rows under `header`; rows without any text are no rows. A row may have too few or too many cells."""
    text = _decoded(content)
    rows = _records(text, _delimiter(text, header))
    _refuse_cut_off(text, rows, len(header))
    return rows


def _decoded(content: bytes) -> str:
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise FileRefused(_("The file is empty."), _("Fetch it again from its publisher."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(
            _("The file is in UTF-16, not UTF-8."), _("Save it as “CSV UTF-8” and import that."), line=1
        )
    if (at := content.find(b"\0")) >= 0:
        line = content.count(b"\n", 0, at) + 1
        raise FileRefused(
            _("Line %(line)s holds a NUL byte, so this is not a text file.") % {"line": line},
            _("Fetch the file again, or save it as “CSV UTF-8”."),
            line=line,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            _("Line %(line)s is not UTF-8 (byte %(byte)s of the file).")
            % {"line": line, "byte": error.start + 1},
            _("Save the file as “CSV UTF-8” and import that."),
            line=line,
        ) from None


def _delimiter(text: str, header: Sequence[str]) -> str:
    """The one that splits the first line into exactly the expected columns."""
    first = text.splitlines()[0]
    found: list[str] = [first]
    for delimiter in _DELIMITERS:
        cells = [cell.strip() for cell in _first_cells(first, delimiter)]
        if [_bare(cell) for cell in cells] == [_bare(name) for name in header]:
            return delimiter
        found = max(found, cells, key=len)
    raise FileRefused(
        _("Line 1 names the columns %(found)s; this profile reads %(expected)s.")
        % {"found": " | ".join(found)[:500], "expected": " | ".join(header)},
        _("Choose the profile that fits the file, or the file that fits the profile."),
        line=1,
    )


def _first_cells(line: str, delimiter: str) -> list[str]:
    """None where a single cell is longer than the reader takes: no column has such a name."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _bare(name: str) -> str:
    """Column names are compared without capitals and spaces."""
    return "".join(name.split()).casefold()


def _records(text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    before = 0
    try:
        for cells in reader:
            rows.append(Row(before + 1, tuple(cells)))
            before = reader.line_num
    except csv.Error as error:
        raise FileRefused(
            _("The row that begins on line %(line)s is not closed properly (%(fault)s).")
            % {"line": before + 1, "fault": error},
            _("The file may be cut off, or a quotation mark is missing. Fetch it again."),
            line=before + 1,
        ) from None
    return [row for row in rows[1:] if any(cell.strip() for cell in row.cells)]


def _refuse_cut_off(text: str, rows: list[Row], columns: int) -> None:
    """A last line without its end and without all its cells: the rest of the file is missing as well."""
    if rows and not text.endswith(("\n", "\r")) and len(rows[-1].cells) < columns:
        raise FileRefused(
            _("The file ends in the middle of line %(line)s.") % {"line": rows[-1].line},
            _("It is cut off there. Fetch it again."),
            line=rows[-1].line,
        )
