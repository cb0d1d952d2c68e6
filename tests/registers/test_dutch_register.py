"""3,817 licences of 2004–2011. What is expected here was read off the file's own lines by eye."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from real_data import real_file

from licet.service.registers.nl.places import Place
from licet.service.registers.nl.profile import Line, Reading, read


@pytest.fixture(scope="module")
def register() -> Reading:
    return read(real_file("registers/nl-dual-use-2004-2011.csv").read_bytes())


@pytest.fixture(scope="module")
def by_line(register: Reading) -> dict[int, Line]:
    return {line.line: line for line in register.lines}


def test_one_row_cannot_be_dated(register: Reading) -> None:
    """12/07/2006 to 11/30/2006 between lines of December 2006: expired before it was issued, or issued in July."""
    assert [fault["line"] for fault in register.rejected] == [1170]
    assert register.rows == 3817 == len(register.lines) + 1


@pytest.mark.parametrize(
    ("line", "issued", "expires"),
    [
        (2, date(2004, 1, 5), date(2005, 1, 31)),  # 05-01-2004, the day first
        (390, date(2004, 12, 31), date(2005, 12, 31)),
        (391, date(2005, 1, 6), date(2006, 1, 31)),  # 01/06/2005, from here on the month first
        (1504, date(2007, 10, 8), date(2008, 10, 31)),
        (1505, date(2007, 10, 8), date(2010, 10, 30)),  # 10/08/2007 and 30-10-2010 in one row
        (2071, date(2008, 11, 5), date(2011, 11, 30)),  # 05-11-2008, the day first again
        (2135, date(2009, 1, 6), date(2010, 1, 31)),  # 01/06/2009, and back
        (3119, date(2010, 10, 18), date(2012, 11, 1)),
        (3593, date(2011, 10, 28), date(2012, 10, 31)),
        (3594, date(2011, 7, 4), date(2014, 7, 31)),  # the third quarter stands after October
        (3818, date(2011, 12, 30), date(2014, 12, 31)),
    ],
)
def test_days_read_by_eye(by_line: dict[int, Line], line: int, issued: date, expires: date) -> None:
    assert (by_line[line].term.issued, by_line[line].term.expires) == (issued, expires)


def test_every_line_expires_after_its_issue_and_only_one_block_is_out_of_order(register: Reading) -> None:
    terms = [line.term for line in register.lines]
    assert all(0 < (term.expires - term.issued).days < 4 * 366 for term in terms)
    assert [now.line for before, now in pairwise(register.lines) if now.term.issued < before.term.issued] == [
        3594
    ]
    assert {term.issued.year for term in terms} == set(range(2004, 2012))


def test_ordinary_cells(by_line: dict[int, Line]) -> None:
    first = by_line[2]
    assert (first.number, first.codes, first.value_eur, first.temporary) == (
        "23632284",
        ("6A002a2a",),
        25_740,
        False,
    )
    assert (first.destination.to, first.destination.via) == (
        (Place("Chili", "CL"),),
        (Place("België", "BE"),),
    )
    assert first.origin.to == (Place("Nederland", "NL"),)


def test_a_line_without_code_bound_for_a_group(by_line: dict[int, Line]) -> None:
    last = by_line[3818]
    assert (last.number, last.value_eur, last.codes) == ("28936869", 9_000_000_000, ())
    assert last.destination.to == (Place("Diverse landen", is_group=True),)


def test_several_codes_in_one_cell(by_line: dict[int, Line]) -> None:
    assert by_line[97].codes == ("5A002", "5D", "5E002")


def test_four_destinations_by_one_way(by_line: dict[int, Line]) -> None:
    """China, Singapore, Maleisië, Zuid-Korea via Taiwan."""
    route = by_line[2798].destination
    assert [place.country for place in route.to] == ["CN", "SG", "MY", "KR"]
    assert [place.country for place in route.via] == ["TW"]


def test_a_group_that_leaves_a_country_out_is_not_bound_for_it(by_line: dict[int, Line]) -> None:
    assert by_line[1475].destination.to == (Place("Wereld muv gevoelige landen en China", is_group=True),)


def test_the_raw_cells_are_kept_with_their_spaces(by_line: dict[int, Line]) -> None:
    assert dict(by_line[2135].raw)["SG-Post"] == "0B001b    "
    assert by_line[2135].codes == ("0B001b",)
