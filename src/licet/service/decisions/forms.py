"""The proposal, and what the approver writes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import DateField, PlainForm

from .grounds import Ground
from .models import Kind
from .services.hearing import HEARD_WITHIN
from .services.proposing import LONGEST, Draft


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ProposalForm(PlainForm):
    kind = forms.ChoiceField(label=_("Outcome"), choices=Kind.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("They are printed in the letter. The exporter and a court will read them."),
        widget=area(8),
    )
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of a refusal"),
        choices=Ground.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label=_("Lawful purpose of a licence"),
        help_text=_("One purpose, and the law it rests on."),
        widget=area(2),
        required=False,
    )
    conditions = forms.CharField(
        label=_("Conditions of a licence"), help_text=_("One on each line."), widget=area(5), required=False
    )
    valid_until = DateField(
        label=_("Last day of a licence"),
        help_text=_(
            "At most two years from today, unless you give a reason below (Regulation (EU) 2021/821, Art. 12)."
        ),
        required=False,
    )
    acknowledged = forms.CharField(
        label=_("What has changed, and what it means here"),
        help_text=_("Each change named above."),
        widget=area(3),
    )
    written_reason = forms.CharField(
        label=_("Written reason"),
        help_text=_(
            "Needed only where a matter is named above. A body whose advice is departed from reads it."
        ),
        widget=area(4),
        required=False,
    )

    def __init__(self, *args: Any, changed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = timezone.localdate() + LONGEST / 2
        if not changed:
            del self.fields["acknowledged"]

    def draft(self) -> Draft:
        given = self.cleaned_data
        lines = [line.strip() for line in given["conditions"].splitlines()]
        granted = given["kind"] == Kind.GRANT
        return Draft(
            kind=Kind(given["kind"]),
            reasons=given["reasons"],
            grounds=given["grounds"] if given["kind"] == Kind.REFUSE else [],
            conditions=[line for line in lines if line] if granted else [],
            purpose=given["purpose"] if granted else "",
            valid_until=given["valid_until"] if granted else None,
            acknowledged=given.get("acknowledged", ""),
            written_reason=given["written_reason"],
        )


class NoticeForm(PlainForm):
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of the intended refusal"),
        choices=Ground.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = forms.CharField(
        label=_("Reasons"), help_text=_("The exporter reads exactly this."), widget=area(8)
    )
    working_days = forms.IntegerField(
        label=_("Working days to be heard"), min_value=1, max_value=90, initial=HEARD_WITHIN
    )


class RespondForm(PlainForm):
    text = forms.CharField(label=_("What speaks against a refusal"), widget=area(8))
    upload = forms.FileField(
        label=_("Document"), help_text=_("For instance PDF, Word, an image or text."), required=False
    )


class DecideForm(PlainForm):
    acknowledged = forms.CharField(
        label=_("What has changed since the proposal, and what it means here"), widget=area(3)
    )
    written_reason = forms.CharField(
        label=_("Your written reason"), help_text=_("Answer each matter named above."), widget=area(4)
    )

    def __init__(self, *args: Any, changed: bool, called: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["acknowledged"]
        if not called:
            del self.fields["written_reason"]


class ReturnForm(PlainForm):
    reason = forms.CharField(label=_("What has to change first"), widget=area(4))
