from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm
from licet.service.jobs import import_pages

from .models import HitStatus, Profile


class ImportForm(import_pages.ImportForm):
    profile = forms.ChoiceField(label=gettext_lazy("Kind of list"), choices=Profile.choices)
    upload = forms.FileField(label=gettext_lazy("File of the list, as published"))


class SearchForm(PlainForm):
    text = forms.CharField(label=gettext_lazy("Name or reference"), required=False, max_length=100)


class SettleForm(PlainForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Are the party and the entry the same?"),
        choices=[
            (HitStatus.CLEARED, gettext_lazy("No: only the name is the same")),
            (HitStatus.CONFIRMED, gettext_lazy("Yes: the same person or body")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy(
            "What you compared (date of birth, nationality, address, function) and what you found."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
