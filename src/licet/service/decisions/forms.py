"""The proposal, and what the approver writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import DateField, PlainForm
from licet.service.corpus.clauses import bearer_words, for_licences
from licet.service.corpus.words import words

from .grounds import choices
from .models import Kind
from .services.hearing import HEARD_WITHIN
from .services.proposing import LONGEST, Draft

SUGGESTED = _("What the signed assessment found, or the last notice named, is chosen already. Check it.")


def clause_choices() -> list[tuple[str, str]]:
    """Each with whose obligation it is, and the whole text."""
    row = gettext("%(title)s (%(bearer)s). %(text)s")
    return [
        (
            each.id,
            row % {"title": words(each.title), "bearer": bearer_words(each), "text": words(each.text)},
        )
        for each in for_licences()
    ]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class KindForm(PlainForm):
    """The first step: which outcome. The second asks only what that outcome needs."""

    kind = forms.ChoiceField(label=_("Outcome"), choices=Kind.choices, widget=forms.RadioSelect)


class ProposalForm(PlainForm):
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("They are printed in the letter. The exporter and a court will read them."),
        widget=area(8),
    )
    said = forms.CharField(
        label=_("What the exporter answered to the notice"),
        help_text=_("In short, and so that the exporter finds every point made. It stands in the letter."),
        widget=area(4),
    )
    weighed = forms.CharField(
        label=_("How the answer was weighed"),
        help_text=_("Point by point: what it changed, or why it changes nothing. It stands in the letter."),
        widget=area(4),
    )
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of the refusal"),
        help_text=SUGGESTED,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.CharField(
        label=_("Lawful purpose of the licence"),
        help_text=_("One purpose, and the law it rests on."),
        widget=area(2),
    )
    clauses = forms.MultipleChoiceField(
        label=_("Conditions from the clauses of the law"),
        help_text=_("Each stands in the letter in full, in the exporter’s language; it binds whom it names."),
        choices=clause_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    conditions = forms.CharField(
        label=_("Further conditions of the licence"),
        help_text=_("One on each line."),
        widget=area(5),
        required=False,
    )
    valid_until = DateField(
        label=_("Last day of the licence"),
        help_text=_(
            "At most two years from today, unless you give a reason below (Regulation (EU) 2021/821, Art. 12)."
        ),
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

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        changed: bool,
        answered: bool,
        suggested: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["grounds"].initial = suggested
        self.fields["valid_until"].initial = timezone.localdate() + LONGEST / 2
        asked = {"acknowledged": changed, "said": answered, "weighed": answered}
        asked["grounds"] = kind == Kind.REFUSE
        asked |= dict.fromkeys(("purpose", "clauses", "conditions", "valid_until"), kind == Kind.GRANT)
        for name in (name for name, needed in asked.items() if not needed):
            del self.fields[name]

    def draft(self) -> Draft:
        given = self.cleaned_data
        lines = [line.strip() for line in given.get("conditions", "").splitlines()]
        return Draft(
            kind=self.kind,
            reasons=given["reasons"],
            grounds=given.get("grounds", []),
            clauses=given.get("clauses", []),
            conditions=[line for line in lines if line],
            purpose=given.get("purpose", ""),
            valid_until=given.get("valid_until"),
            acknowledged=given.get("acknowledged", ""),
            written_reason=given["written_reason"],
            said=given.get("said", ""),
            weighed=given.get("weighed", ""),
        )


class NoticeForm(PlainForm):
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of the intended refusal"),
        help_text=SUGGESTED,
        choices=choices,
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
