"""The kinds of field the application data are asked with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.chains.forms import country_choices

CHOOSE = ("", gettext_lazy("Choose one"))
YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
YES_NO_UNKNOWN = (*YES_NO, ("unknown", gettext_lazy("I don’t know")))


def text(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=5000,
        required=required,
    )


def line(label: Any, help_text: Any = "", *, required: bool = True, max_length: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=max_length, required=required)


def radios(label: Any, choices: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text, required=required
    )


def ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class CountryField(forms.ChoiceField):
    """Names are in the reader's language, so they are looked up for each form."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            choices=lambda: country_choices(_("Choose a country")),
        )
