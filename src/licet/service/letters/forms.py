"""Forms: checking a letter, withdrawing one, wording them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from .models import Letter
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
    told = forms.CharField(
        label=_("What was wrong with it, in the words of a letter"),
        help_text=_("The exporter reads it. Write it in the language of the letter: %(language)s."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    replace = forms.ChoiceField(
        label=_("What does the exporter receive instead?"),
        choices=[
            ("yes", _("A corrected letter on the same act, made anew with today’s wording and particulars")),
            ("no", _("A notice that the letter is withdrawn and that none replaces it for now")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.fields["told"]
        told.help_text = told.help_text % {"language": letter.get_language_display()}
        told.widget.attrs["lang"] = letter.language


class LeaveForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the letter stays as it is"),
        help_text=_("The office and the auditor read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AdoptForm(PlainForm):
    reason = forms.CharField(
        label=_("Why this wording is adopted"),
        help_text=_("It is recorded with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


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
