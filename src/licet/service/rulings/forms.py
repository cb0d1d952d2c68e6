"""Forms of those who ask for a ruling, draft it and sign it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import DateField, PlainForm
from licet.service.casework.forms import TextArea

from .services.inquiring import ANSWER_WITHIN


class AskForm(PlainForm):
    text = forms.CharField(
        label=_("What do you want to know, and what for?"),
        help_text=_("For instance: whether the item is listed, because you intend to bid and for whom."),
        widget=TextArea(),
    )
    own_view = forms.CharField(
        label=_("Your own view"),
        help_text=_("Which entry you think applies, or that none does, and why."),
        required=False,
        widget=TextArea(4),
    )


class TakeBackForm(PlainForm):
    reason = forms.CharField(label=_("Why you take the request back"), widget=TextArea(4))


class QuestionForm(PlainForm):
    text = forms.CharField(
        label=_("Your question"), help_text=_("The exporter reads exactly this."), widget=TextArea()
    )
    working_days = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=60, initial=ANSWER_WITHIN
    )


class LineForm(PlainForm):
    applies = forms.ChoiceField(
        label=_("Your ruling on this entry"),
        choices=[("yes", _("The entry applies to the item")), ("no", _("The entry does not apply"))],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Limb by limb, on the facts. The exporter reads them in the letter."),
        widget=TextArea(),
    )

    def given(self) -> dict[str, Any]:
        return {"applies": self.cleaned_data["applies"] == "yes", "reasons": self.cleaned_data["reasons"]}


class ReasonsForm(PlainForm):
    reasons = forms.CharField(
        label=_("Reasons of the ruling"),
        help_text=_(
            "What was asked, what was examined, what follows. The exporter reads them in the letter."
        ),
        widget=TextArea(),
    )
    valid_until = DateField(
        label=_("Last day of the ruling"),
        help_text=_("Empty: it stands until it is withdrawn or replaced."),
        required=False,
    )


class SendBackForm(PlainForm):
    reason = forms.CharField(
        label=_("What its drafter has to look at"),
        help_text=_("For the office alone."),
        widget=TextArea(4),
    )


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why the ruling is withdrawn"),
        help_text=_("The exporter reads exactly this in the letter."),
        widget=TextArea(4),
    )
