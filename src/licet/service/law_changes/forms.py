"""Forms of the work list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm


class LookForm(PlainForm):
    reason = forms.CharField(
        label=_("What follows, or why nothing does"),
        help_text=_("It is recorded with your name. A case or a licence is changed by its own acts."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
