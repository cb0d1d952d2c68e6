"""Forms of guidance."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm


class PutForwardForm(PlainForm):
    note = forms.CharField(label=_("What you change, and why"), max_length=300, required=False)


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why this guidance is taken back"),
        help_text=_("The office and the auditor read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
