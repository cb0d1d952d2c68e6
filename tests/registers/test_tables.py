"""A file that is not what it should be is refused as a whole, with its line and what to do."""

from __future__ import annotations

import pytest
from register_file import register, row

from licet.service.base.imports import FileRefused
from licet.service.registers.nl.profile import HEADER, read
from licet.service.registers.tables import read_table


def refused(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_table(content, HEADER)
    assert caught.value.remedy
    return caught.value


def test_rows_carry_the_line_they_begin_on_though_a_cell_runs_over_lines() -> None:
    content = register([row(goods="Glazen\nknikkers"), row(), row(end_use="Knikkeren,\nook buiten")])
    assert [each.line for each in read_table(content, HEADER)] == [2, 4, 5]


def test_a_mark_at_the_beginning_semicolons_and_empty_lines_do_no_harm() -> None:
    plain = register([row(goods="knikkers", value="5")])
    semicolons = b"\xef\xbb\xbf" + plain.replace(b",", b";") + b"\r\n;;;;;;;;;\r\n"
    assert len(read_table(semicolons, HEADER)) == 1


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refused(b" \r\n").fault


def test_another_header_is_named_beside_the_one_expected() -> None:
    fault = refused(register([row()], header=[*HEADER[:-1], "Einddatum"]))
    assert fault.line == 1
    assert "Einddatum" in fault.fault
    assert "Datum verval" in fault.fault


def test_capitals_and_spaces_in_column_names_do_no_harm() -> None:
    content = register([row()], header=[f" {name.upper()} " for name in HEADER])
    assert len(read_table(content, HEADER)) == 1


def test_columns_in_another_order_are_refused() -> None:
    assert refused(register([row()], header=HEADER[::-1])).line == 1


def test_a_file_in_another_encoding_is_refused_with_the_line_of_the_first_fault() -> None:
    content = register([row(), row(destination="Israël")]).decode().encode("cp1252")
    assert refused(content).line == 1  # the euro sign of the header
    content = register([row(), row(destination="Israël")]).replace("ë".encode(), b"\xeb")
    assert refused(content).line == 3


def test_utf_16_is_named() -> None:
    assert "UTF-16" in refused(register([row()]).decode().encode("utf-16")).fault


def test_a_nul_byte_is_refused_with_its_line() -> None:
    content = register([row(), row(goods="knikkers"), row()])
    at = content.index(b"knikkers", content.index(b"knikkers") + 20)
    assert refused(content[:at] + b"\0" + content[at:]).line == 3


def test_a_quotation_mark_that_is_never_closed_is_refused_with_the_line_it_stands_on() -> None:
    content = (
        register([row(), row()])
        + b'14-01-2030,10000009,9Z999a,"Glazen knikkers,Knikkeren\r\n'
        + register([row()])
    )
    assert refused(content).line == 4


@pytest.mark.parametrize("cut", [30, 60, 80])
def test_a_file_cut_off_in_the_middle_of_its_last_row_is_refused(cut: int) -> None:
    content = register([row(), row(), row()])
    assert refused(content[:-cut]).line == 4


def test_a_file_cut_off_in_its_last_cell_loses_that_row_only() -> None:
    content = register([row(), row()])
    reading = read(content.rstrip()[:-2])
    assert (reading.rows, len(reading.lines)) == (2, 1)
    assert [fault["line"] for fault in reading.rejected] == [3]


def test_a_row_with_too_few_or_too_many_cells_is_rejected_with_its_line() -> None:
    short, long = row()[:-1], [*row(), "extra"]
    reading = read(register([row(), short, long, row()]))
    assert [fault["line"] for fault in reading.rejected] == [3, 4]
    assert "9 cells, not 10" in reading.rejected[0]["reason"]
    assert len(reading.lines) == 2


def test_a_number_that_stands_twice_is_rejected_the_second_time_with_the_line_of_the_first() -> None:
    reading = read(register([row(number="10000042"), row(), row(number="10000042", goods="Houten knikkers")]))
    assert reading.rejected == [{"line": 4, "reason": "Number 10000042 stands on line 2 already."}]


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ({"issued": "32-01-2030"}, "There is no day"),
        ({"expires": "ooit"}, "is not a date"),
        ({"number": ""}, "number is missing"),
        ({"value": "25.740"}, "fraction"),
        ({"kind": ""}, "neither D"),
        ({"destination": "Isra\u00c3\u00abl"}, "damaged"),
        ({"expires": "13-01-2030"}, "not after it was issued"),
    ],
)
def test_each_fault_of_a_row_is_said_and_the_other_rows_stay(cells: dict[str, str], word: str) -> None:
    reading = read(register([row(), row(**cells), row()]))
    assert [fault["line"] for fault in reading.rejected] == [3]
    assert word in reading.rejected[0]["reason"]
    assert reading.rows == len(reading.lines) + 1
