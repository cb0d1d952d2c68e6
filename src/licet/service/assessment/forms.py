"""Forms of an assessment: a source, one answer, the signature, a declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import DateField, PlainForm

from .criteria import Asked, declarations
from .models import About, Answer, Assessment
from .outline import Line, State
from .selectors import APPLY_CRITERION_2


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EvidenceForm(PlainForm):
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Who says it: a UN or Council of Europe body, a court, an embassy, an NGO, a newspaper."),
        max_length=200,
    )
    dated_on = DateField(
        label=_("Date of the source"), help_text=_("The day it was issued, not the day you found it.")
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    about = forms.ChoiceField(
        label=_("What it speaks of"),
        help_text=_(
            "Facts about this end-user or this item carry a finding; reports on a country alone seldom do."
        ),
        choices=About.choices,
        widget=forms.RadioSelect,
    )
    upload = forms.FileField(
        label=_("The document itself"),
        help_text=_("Kept and hashed here. It can vanish elsewhere."),
        required=False,
    )
    reference = forms.CharField(
        label=_("Where it can be found"),
        help_text=_("Number, address or register, if you do not upload it."),
        max_length=500,
        required=False,
    )


class AnswerForm(PlainForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=Answer.choices, widget=forms.RadioSelect)
    harms = forms.MultipleChoiceField(
        label=_("Which of these"),
        help_text=_("With “yes”: name at least one."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.CharField(label=_("Reasons"), widget=area(6))
    evidence = forms.MultipleChoiceField(
        label=_("Evidence it rests on"),
        help_text=_("“Yes” and “no” need at least one source."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tried = forms.CharField(
        label=_("What was tried"),
        help_text=_(
            "With “cannot be established”: sources searched, bodies asked, and when. It is never favourable."
        ),
        widget=area(4),
        required=False,
    )

    def __init__(self, *args: Any, asked: Asked, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["harms"].choices = [(harm.id, harm.text) for harm in asked.harms]  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [(str(each.pk), str(each)) for each in assessment.evidence.all()]  # type: ignore[attr-defined]
        if not asked.names_harms:
            self.fields["harms"].help_text = ""
        if not asked.harms:
            del self.fields["harms"]
        if not self.fields["evidence"].choices:  # type: ignore[attr-defined]
            del self.fields["evidence"]


class SetAsideForm(PlainForm):
    """One box for each criterion that may be irrelevant and is not answered."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.always_assessed or line.answered or line.state not in (State.OPEN, State.NOT_RELEVANT):
                continue
            self.fields[line.id] = forms.CharField(
                label=_("%(criterion)s: not relevant here, because") % {"criterion": line.title},
                widget=area(2),
                required=False,
                initial=line.aside.reasons if line.aside else "",
            )

    def unsaid(self) -> bool:
        """Whether a criterion is left of which nothing was said yet."""
        return any(not field.initial for field in self.fields.values())

    def reasons(self) -> dict[str, str]:
        return {id: why for id, why in self.cleaned_data.items() if why}

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if self.fields and not any(self.cleaned_data.values()):
            raise forms.ValidationError(gettext("Give the reason for at least one criterion."))
        return given


class SignForm(PlainForm):
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("What the assessment comes to, in a few sentences. Signed, it does not change any more."),
        widget=area(5),
    )


class DisclosureForm(PlainForm):
    may_be_named = forms.ChoiceField(
        label=_("May letters to the exporter name this source?"),
        help_text=_(
            "If they may, a notice or a refusal names who says it, its date, its title and where it can be found. The file"
            " itself is never sent."
        ),
        choices=[("yes", _("It may be named")), ("no", _("It may not be named"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_(
            "For instance: it is public; its author asked for silence; it shows how it was obtained."
        ),
        widget=area(3),
    )


class DeclareForm(PlainForm):
    code = forms.ChoiceField(
        label=_("What it is about"), choices=declarations, widget=forms.RadioSelect, initial=APPLY_CRITERION_2
    )
    declared = forms.ChoiceField(
        label=_("What you do"),
        choices=[("yes", _("Declare it")), ("no", _("Take it back"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Text"), help_text=_("Letters cite it word for word."), widget=area(4))
    reason = forms.CharField(label=_("Reason"), widget=area(3))
    in_force_from = DateField(label=_("In force from"), initial=timezone.localdate)


class RedFlagForm(PlainForm):
    shows = forms.ChoiceField(
        label=_("Does it show in this case?"),
        choices=[("yes", _("It shows, or cannot be ruled out")), ("no", _("It does not show"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("What was examined, and what it showed."), widget=area(4)
    )
