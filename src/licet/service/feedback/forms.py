from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm

LONGEST = 2000


class FeedbackForm(PlainForm):
    doing = forms.CharField(
        label=gettext_lazy("What were you doing?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    wrong = forms.CharField(
        label=gettext_lazy("What went wrong?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail, if you want an answer"),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter an e-mail address like name@example.org.")},
    )
