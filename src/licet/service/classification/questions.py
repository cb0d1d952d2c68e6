"""Questions of the law as form fields, and answers as claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.law.model import FactType
from licet.service.base.forms import DateField, PlainForm, speak_plainly
from licet.service.chains.facts import FactRefused, is_informed, refuse_for_exporter
from licet.service.chains.forms import country_choices
from licet.service.chains.services import Claim

from .asking import Question, words

OPEN, SERVED = "open", "served"
RANGE = re.compile(r"^\s*(-?\d+(?:[.,]\d+)?)\s*(?:(?:-|–|to|à)\s*(-?\d+(?:[.,]\d+)?))?\s*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is asked, in that person’s words. `informed`: the answers to “has the authority informed you?”. `refuse` raises
    FactRefused for what this person cannot state."""

    informed: tuple[tuple[str, Any], ...]
    refuse: Callable[[str, Any], None] = refuse_for_exporter


PUBLIC = Voice(
    (
        ("no", gettext_lazy("No notice was served on us")),
        (SERVED, gettext_lazy("A notice was served on us: what it says goes before any answer here")),
        (OPEN, gettext_lazy("I don’t know")),
    )
)
EXPORTER = Voice(
    (
        ("no", gettext_lazy("No notice was served on us")),
        (SERVED, gettext_lazy("A notice was served on us, and we add it under Documents")),
        (OPEN, gettext_lazy("I don’t know")),
    )
)
"""Either of the last two leaves the fact open: the authority enters the notice it served."""


class OpenableChoices(forms.MultipleChoiceField):
    """One or several of the options, or “I don’t know”, not both."""

    def clean(self, value: Any) -> Any:
        chosen: list[str] = super().clean(value)
        if OPEN in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Tick what it may be, or “I don’t know”, not both."))
        return chosen


class NumberOrRange(forms.CharField):
    """“56”, “100-400”, or “?” for not known."""

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        if given in ("", "?"):
            return OPEN if given else None
        found = RANGE.match(given)
        if not found:
            raise forms.ValidationError(
                _("Enter a number like 56, a range like 100-400, or ? if you do not know.")
            )
        low, high = (number(part) if part else None for part in found.groups())
        if high is not None and low is not None and low > high:
            raise forms.ValidationError(_("Enter the lower number first."))
        return low if high is None else {"min": low, "max": high}


def number(text: str) -> float | int:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _boolean(question: Question, **common: Any) -> forms.Field:
    choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")), (OPEN, gettext_lazy("I don’t know"))]
    return forms.ChoiceField(
        choices=choices, widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}), **common
    )


def _choice(question: Question, **common: Any) -> forms.Field:
    options = [(option.value, words(option.label)) for option in question.fact.options]
    common["help_text"] = common["help_text"] or _("If you are not sure, tick all that it may be.")
    return OpenableChoices(
        choices=[*options, (OPEN, _("I don’t know"))], widget=forms.CheckboxSelectMultiple, **common
    )


def _country(question: Question, **common: Any) -> forms.Field:
    return forms.ChoiceField(choices=[*country_choices(""), (OPEN, _("I don’t know"))], **common)


def _number(question: Question, **common: Any) -> forms.Field:
    hint = _("A number, a range like 100-400, or ? if you do not know.")
    common["help_text"] = f"{common['help_text']} {hint}".strip()
    return NumberOrRange(**common)


def _date(question: Question, **common: Any) -> forms.Field:
    return DateField(**common)


def _speak(field: forms.Field, voice: Voice) -> None:
    assert isinstance(field, forms.ChoiceField), "that one was informed is a yes or a no"
    field.choices = voice.informed


FIELDS = {
    FactType.BOOLEAN: _boolean,
    FactType.CHOICE: _choice,
    FactType.COUNTRY: _country,
    FactType.NUMBER: _number,
    FactType.DATE: _date,
}


class QuestionForm(PlainForm):
    """Several questions at once, in the words of whoever asks. What is left untouched is asked again; “I don’t know” is
    not."""

    def __init__(self, *args: Any, questions: Sequence[Question], voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voice = voice
        self.questions = {question.key: question for question in questions}
        for key, question in self.questions.items():
            field = FIELDS[question.fact.type](
                question, label=words(question.fact.ask), help_text=words(question.fact.help), required=False
            )
            if is_informed(question.fact.id):
                _speak(field, voice)
            # The page says once that all may be left open; no “(optional)” on each.
            field.says_so_itself = True  # type: ignore[attr-defined]
            speak_plainly(key, field)
            self.fields[key] = field

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each thing under its name."""
        found: dict[str, list[forms.BoundField]] = {}
        for key, question in self.questions.items():
            found.setdefault(question.name, []).append(self[key])
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key, question in self.questions.items():
            try:
                self.voice.refuse(question.fact.id, _value(cleaned.get(key)))
            except FactRefused as refusal:
                self.add_error(key, refusal.message)
        return cleaned

    def answers(self) -> list[tuple[Question, Any]]:
        """What was answered; None where it was left open knowingly."""
        return [
            (question, _value(self.cleaned_data[key]))
            for key, question in self.questions.items()
            if self.cleaned_data.get(key) not in (None, "", [])
        ]

    def claims(self) -> list[Claim]:
        """The same, as statements on the things of a deal."""
        return [
            Claim(question.fact.scope.value, question.thing, question.fact.id, value)
            for question, value in self.answers()
        ]


def _value(answer: Any) -> Any:
    """An answer as the contract writes it; None leaves open."""
    if answer in (OPEN, SERVED, [OPEN], "", None, []):
        return None
    if isinstance(answer, list):
        return answer[0] if len(answer) == 1 else {"one_of": answer}
    if hasattr(answer, "isoformat"):
        return answer.isoformat()
    return {"yes": True, "no": False}.get(answer, answer) if isinstance(answer, str) else answer


def shown(question: Question, value: Any) -> Any:
    """A stated value as its form field takes it."""
    if value is None:
        return (
            [OPEN]
            if question.fact.type == FactType.CHOICE
            else "?"
            if question.fact.type == FactType.NUMBER
            else OPEN
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return value["one_of"] if "one_of" in value else f"{value.get('min', '')}-{value.get('max', '')}"
    return [value] if question.fact.type == FactType.CHOICE else value


def in_words(question: Question, value: Any) -> str:
    """A stated value as a reader reads it."""
    if value is None:
        return _("I don’t know")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        if "one_of" in value:
            return _(" or ").join(in_words(question, each) for each in value["one_of"])
        return _("between %(min)s and %(max)s") % {"min": value.get("min", "…"), "max": value.get("max", "…")}
    labels = {option.value: words(option.label) for option in question.fact.options}
    return labels.get(value, str(value))
