"""A wrong day is worse than a rejected row."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.service.registers.nl.dates import Basis, Calendar, DateFault, Form, Term, read_cell

Pair = tuple[str, str]


def term(pairs: Sequence[Pair], index: int) -> Term:
    return Calendar(
        [read_cell(issued) for issued, _ in pairs], [read_cell(expires) for _, expires in pairs]
    ).term(index)


def fault(pairs: Sequence[Pair], index: int) -> str:
    with pytest.raises(DateFault) as caught:
        term(pairs, index)
    return str(caught.value)


class TestOneCell:
    def test_a_day_above_twelve_leaves_one_reading(self) -> None:
        assert read_cell("31-12-2030").sure == date(2030, 12, 31)
        assert read_cell("12/31/2030").sure == date(2030, 12, 31)

    def test_a_day_that_could_be_a_month_leaves_two(self) -> None:
        assert read_cell("05-11-2030").days == {date(2030, 11, 5), date(2030, 5, 11)}

    def test_the_same_day_and_month_is_sure_but_shows_no_form(self) -> None:
        cell = read_cell("05/05/2030")
        assert (cell.sure, cell.form) == (date(2030, 5, 5), None)

    def test_the_year_first_is_beyond_doubt(self) -> None:
        assert read_cell("2030-05-11").sure == date(2030, 5, 11)

    def test_spaces_around_and_single_digits_do_no_harm(self) -> None:
        assert read_cell(" 7.1.2030  ").days == {date(2030, 1, 7), date(2030, 7, 1)}

    @pytest.mark.parametrize("text", ["31-02-2030", "00/00/2030", "13-13-2030", "2030-02-30"])
    def test_a_day_that_does_not_exist_is_a_fault(self, text: str) -> None:
        with pytest.raises(DateFault, match="There is no day"):
            read_cell(text)

    @pytest.mark.parametrize(
        "text", ["", "soon", "1-2-30", "01-02/2030", "01-02-20300", "40123", "٠١-٠٢-٢٠٣٠"]
    )
    def test_what_is_no_date_is_named_with_the_forms_that_are(self, text: str) -> None:
        with pytest.raises(DateFault, match="12/31/2004"):
            read_cell(text)


class TestTheRow:
    def test_the_other_date_of_the_row_shows_the_form(self) -> None:
        assert term([("05-11-2030", "30-11-2031")], 0) == Term(
            date(2030, 11, 5), date(2031, 11, 30), Basis.ROW
        )
        assert term([("11/05/2030", "11/30/2031")], 0) == Term(
            date(2030, 11, 5), date(2031, 11, 30), Basis.ROW
        )

    def test_it_shows_nothing_under_another_separator(self) -> None:
        assert "nothing in the file excludes" in fault([("10/08/2030", "30-10-2031")], 0)

    def test_an_expiry_is_settled_by_the_date_of_issue(self) -> None:
        assert term([("10/18/2030", "11/01/2032")], 0).expires == date(2032, 11, 1)

    def test_both_doubtful_and_nothing_around_is_rejected_with_both_readings(self) -> None:
        text = fault([("05-06-2030", "07-08-2031")], 0)
        assert "5 June 2030" in text
        assert "6 May 2030" in text


class TestTheOrder:
    def test_only_one_reading_stands_between_the_lines_around(self) -> None:
        pairs = [("28-09-2030", "2031-09-30"), ("10/08/2030", "30-10-2031"), ("15-10-2030", "2031-10-31")]
        assert term(pairs, 1) == Term(date(2030, 10, 8), date(2031, 10, 30), Basis.ORDER)

    def test_two_readings_between_the_lines_around_are_rejected(self) -> None:
        pairs = [("15-01-2030", "2031-09-30"), ("10/08/2030", "30-10-2031"), ("15-12-2030", "2031-10-31")]
        assert "nothing in the file excludes" in fault(pairs, 1)

    def test_no_reading_between_the_lines_around_is_rejected(self) -> None:
        pairs = [("15-11-2030", "2031-09-30"), ("10/08/2030", "30-10-2031"), ("15-12-2030", "2031-10-31")]
        assert "contradict" in fault(pairs, 1)

    def test_a_file_without_order_says_nothing_by_its_order(self) -> None:
        disorder = [
            (f"{day}-{month:02}-2030", "2032-01-31")
            for month, day in zip([9, 3, 7, 1, 8], range(20, 25), strict=True)
        ]
        pairs = [
            *disorder,
            ("2030-09-28", "2031-09-30"),
            ("10/08/2030", "30-10-2031"),
            ("2030-10-15", "2031-10-31"),
        ]
        assert "nothing in the file excludes" in fault(pairs, 6)

    def test_a_block_out_of_order_is_settled_by_its_own_rows(self) -> None:
        orderly = [(f"2030-09-{day:02}", "2031-09-30") for day in range(1, 29)]
        pairs = [
            *orderly,
            ("10/28/2030", "10/31/2031"),
            ("07/04/2030", "07/31/2031"),
            ("07/13/2030", "07/31/2031"),
        ]
        assert term(pairs, 29) == Term(date(2030, 7, 4), date(2031, 7, 31), Basis.ROW)


class TestContradiction:
    def test_a_term_that_fits_the_wrong_reading_only_is_rejected_not_followed(self) -> None:
        pairs = [("12/06/2030", "12/31/2031"), ("12/07/2030", "11/30/2030"), ("12/13/2030", "12/31/2031")]
        assert "contradict each other" in fault(pairs, 1)

    def test_row_against_order_is_rejected(self) -> None:
        pairs = [("2030-09-28", "2031-09-30"), ("10-08-2030", "30-10-2031"), ("2030-10-15", "2031-10-31")]
        assert "contradict each other" in fault(pairs, 1)

    def test_a_form_that_both_neighbours_show_speaks_against_the_other(self) -> None:
        pairs = [("15-01-2030", "2031-01-31"), ("03-02-2030", "02/28/2031"), ("16-03-2030", "2031-03-31")]
        assert "nothing in the file excludes" in fault(pairs, 1)
        pairs = [("15-01-2030", "2031-01-31"), ("03-02-2030", "02-28-2031"), ("16-12-2030", "2031-03-31")]
        assert "contradict each other" in fault(pairs, 1)


class TestTheTerm:
    def test_an_expiry_before_the_issue_is_rejected_though_both_are_sure(self) -> None:
        assert "not after it was issued" in fault([("31-12-2030", "30-12-2030")], 0)

    def test_an_expiry_on_the_day_of_issue_is_rejected(self) -> None:
        assert "not after it was issued" in fault([("31-12-2030", "31-12-2030")], 0)

    def test_a_slip_in_the_century_is_rejected(self) -> None:
        assert "no licence runs that long" in fault([("31-12-2030", "31-12-2130")], 0)

    def test_the_term_alone_settles_nothing(self) -> None:
        assert "nothing in the file excludes" in fault([("28-01-2030", "02/01/2030")], 0)

    def test_the_term_with_the_form_of_the_lines_around_does(self) -> None:
        pairs = [("27-01-2030", "01/31/2031"), ("28-01-2030", "02/01/2030"), ("29-01-2030", "01/31/2031")]
        assert term(pairs, 1) == Term(date(2030, 1, 28), date(2030, 2, 1), Basis.TERM)


def test_a_missing_date_is_said() -> None:
    with pytest.raises(DateFault, match="missing"):
        Calendar([None], [read_cell("31-12-2030")]).term(0)


WRITE = {Form.DAY_FIRST: "%d{}%m{}%Y", Form.MONTH_FIRST: "%m{}%d{}%Y"}


def written(day: date, form: Form, separator: str) -> str:
    return day.strftime(WRITE[form].format(separator, separator))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@settings(max_examples=150, deadline=None)
@given(
    gaps=st.lists(st.integers(0, 9), min_size=5, max_size=60),
    changes=st.lists(st.integers(0, 60), max_size=3),
    separators=st.lists(st.sampled_from("-/."), min_size=4, max_size=4),
    strays=st.sets(st.integers(0, 60), max_size=4),
)
def test_in_an_orderly_register_whose_form_changes_no_day_is_ever_read_wrongly(
    gaps: list[int], changes: list[int], separators: list[str], strays: set[int]
) -> None:
    """The form may change several times, with its separator or without; some expiries keep the other form."""
    pairs, truth, day = [], [], date(2030, 1, 2)
    for index, gap in enumerate(gaps):
        day += timedelta(days=gap)
        block = sum(index >= change for change in changes)
        form = (Form.DAY_FIRST, Form.MONTH_FIRST)[block % 2]
        other = Form.MONTH_FIRST if form == Form.DAY_FIRST else Form.DAY_FIRST
        expiry = month_end(day + timedelta(days=365))
        pairs.append(
            (
                written(day, form, separators[block]),
                written(expiry, other if index in strays else form, separators[block]),
            )
        )
        truth.append((day, expiry))
    calendar_ = Calendar([read_cell(one) for one, _ in pairs], [read_cell(two) for _, two in pairs])
    for index, (issued, expires) in enumerate(truth):
        try:
            found = calendar_.term(index)
        except DateFault:
            continue
        if index not in strays:
            assert (found.issued, found.expires) == (issued, expires)
