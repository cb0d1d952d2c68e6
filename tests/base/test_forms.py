from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from licet.service.base.forms import DateField, PlainForm


class Deal(PlainForm):
    end_user = forms.CharField(label="End-user", help_text="The unit.", max_length=10)
    seats = forms.IntegerField(label="Seats", min_value=1)
    purpose = forms.ChoiceField(label="Purpose", choices=[("a", "A")], widget=forms.RadioSelect)
    delivery = DateField(label="Delivery")
    own = forms.CharField(label="Own", error_messages={"required": "Say what is yours"})
    remark = forms.CharField(label="Remark", required=False)


FILLED = {
    "end_user": "Unit 9",
    "seats": "5",
    "purpose": "a",
    "delivery_day": "27",
    "delivery_month": "3",
    "delivery_year": "2027",
    "own": "x",
}


def errors(**changes: str) -> dict[str, list[str]]:
    form = Deal(FILLED | changes)
    form.is_valid()
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def test_a_filled_form_has_no_errors() -> None:
    form = Deal(FILLED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["delivery"] == date(2027, 3, 27)


def test_every_missing_answer_is_asked_for_by_its_name() -> None:
    form = Deal({})
    assert not form.is_valid()
    said = {name: texts[0] for name, texts in form.errors.items()}
    assert said == {
        "end_user": "Enter an answer: End-user",
        "seats": "Enter a number: Seats",
        "purpose": "Select an answer: Purpose",
        "delivery": "Enter a date: Delivery",
        "own": "Say what is yours",
    }


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("end_user", "x" * 11, "Shorten this to 10 characters or fewer: End-user"),
        ("seats", "many", "Write digits only: Seats"),
        ("seats", "0", "Enter a number of at least 1: Seats"),
        ("purpose", "z", "Select one of the answers offered: Purpose"),
    ],
)
def test_a_wrong_answer_says_how_to_put_it_right(field: str, typed: str, said: str) -> None:
    assert errors(**{field: typed}) == {field: [said]}


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("", "3", "2027", "The date must include a day: Delivery"),
        ("", "", "2027", "The date must include a day, month: Delivery"),
        ("31", "2", "2027", "Enter a real date, like 27 3 2027: Delivery"),
        ("x", "2", "2027", "Enter a real date, like 27 3 2027: Delivery"),
        ("1", "2", "27", "Write the year with four digits: Delivery"),
        ("1", "2-3", "2027", "Enter a real date, like 27 3 2027: Delivery"),
    ],
)
def test_a_date_says_which_part_is_wrong(day: str, month: str, year: str, said: str) -> None:
    typed = {"delivery_day": day, "delivery_month": month, "delivery_year": year}
    assert errors(**typed) == {"delivery": [said]}


def test_what_was_typed_comes_back_even_when_it_is_no_date() -> None:
    page = Deal(FILLED | {"delivery_day": "31", "delivery_month": "2"}).as_p()
    for part, value in (("day", "31"), ("month", "2"), ("year", "2027")):
        assert f'name="delivery_{part}" type="text" inputmode="numeric" value="{value}"' in page


def test_a_date_that_is_known_fills_its_boxes() -> None:
    page = str(Deal(initial={"delivery": date(2027, 3, 5)})["delivery"])
    assert 'name="delivery_day" type="text" inputmode="numeric" value="5"' in page


def test_hint_and_error_are_tied_to_their_field() -> None:
    form = Deal({})
    form.is_valid()
    group = form["end_user"].as_field_group()
    assert 'aria-describedby="id_end_user_helptext id_end_user_error"' in group
    assert 'id="id_end_user_helptext"' in group
    assert 'id="id_end_user_error"' in group
    assert 'aria-invalid="true"' in group


def test_choices_stand_in_a_fieldset_with_its_legend() -> None:
    group = Deal()["purpose"].as_field_group()
    assert "<fieldset" in group
    assert 'class="govuk-radios__input"' in group
    assert "<legend" in group


def test_the_browser_never_stops_a_form_before_the_page_can_explain() -> None:
    assert " required" not in str(Deal())


def test_only_optional_fields_are_marked() -> None:
    assert "(optional)" in Deal()["remark"].as_field_group()
    assert "(optional)" not in Deal()["end_user"].as_field_group()


def test_what_a_user_typed_is_escaped() -> None:
    page = str(Deal(FILLED | {"end_user": '"><script>'}))
    assert "<script>" not in page


def test_messages_follow_the_language_of_the_reader() -> None:
    with override("fr"):
        form: Any = Deal({})
        assert form.errors["seats"] == ["Indiquez un nombre\u00a0: Seats"]
