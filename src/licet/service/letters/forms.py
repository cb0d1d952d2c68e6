"""Forms: checking a letter, withdrawing one, wording them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from .wording import HEADING, shipped

NAMES = {
    HEADING: _("Heading"),
    "opening": _("Opening"),
    "hold": _("What this letter does not allow"),
    "next": _("What happens next"),
    "answering": _("How to answer"),
    "silence": _("If there is no answer"),
    "hearing": _("How to be heard"),
    "withdrawing": _("Withdrawing the application"),
    "term": _("After the last day"),
    "limits": _("How long and how far it holds"),
    "effect": _("What it means for the transfers"),
    "appeal": _("How to appeal"),
}


class CheckForm(PlainForm):
    number = forms.CharField(
        label=_("Number of the letter"), help_text=_("For example NM-2026-000123-L2"), max_length=60
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Sixteen letters and digits, as printed at the end of the letter"),
        max_length=60,
    )


class CheckFileForm(PlainForm):
    letter = forms.FileField(
        label=_("The letter as PDF"),
        help_text=_("Only its fingerprint is computed; the file is not kept."),
    )


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why this letter is withdrawn"),
        help_text=_("The office and the auditor read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WordingForm(PlainForm):
    """One box for each text of a kind of letter, and what the change is for."""

    note = forms.CharField(label=_("What you change, and why"), max_length=300, required=False)

    def __init__(self, *args: Any, kind: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields.pop("note")
        for name in shipped(kind, language):
            rows = 1 if name == HEADING else 6
            self.fields[name] = forms.CharField(
                label=NAMES[name], widget=forms.Textarea(attrs={"rows": rows, "lang": language})
            )
        self.fields["note"] = note

    def texts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}
