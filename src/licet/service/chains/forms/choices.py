"""Choices that are known only when a form is made."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from licet.service.base import countries


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """What can be chosen is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), f"{name} offers choices"
    field.choices = list(choices)


def country_choices(empty: str) -> list[tuple[str, str]]:
    return [("", empty), *countries.choices()]
