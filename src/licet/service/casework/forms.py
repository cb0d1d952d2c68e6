"""Forms of the office, the consulted body and the exporter who answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import DateField, PlainForm
from licet.service.classification.questions import QuestionForm, Voice
from licet.service.people.models import Organisation

from .models import Position, Power, SourceKind
from .selectors import bodies
from .services.consultations import ADVISE_WITHIN
from .services.questions import ANSWER_WITHIN


class TextArea(forms.Textarea):
    def __init__(self, rows: int = 6) -> None:
        super().__init__(attrs={"rows": rows})


class NoteForm(PlainForm):
    text = forms.CharField(
        label=_("Note"),
        help_text=_("For the office alone. Neither the exporter nor a consulted body sees it."),
        widget=TextArea(),
    )


class ExpediteForm(PlainForm):
    asked_by = forms.CharField(label=_("Who asked"), help_text=_("Name and office"), max_length=200)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("As it was given. It shortens dates inside the office and skips no step."),
        widget=TextArea(4),
    )


class AskForm(PlainForm):
    text = forms.CharField(
        label=_("Your question"), help_text=_("The exporter reads exactly this."), widget=TextArea()
    )
    working_days = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=60, initial=ANSWER_WITHIN
    )


class AnswerForm(PlainForm):
    text = forms.CharField(label=_("Your answer"), widget=TextArea())
    upload = forms.FileField(
        label=_("Document"),
        help_text=_("For instance PDF, Word, an image or text."),
        required=False,
    )


class CloseForm(PlainForm):
    reason = forms.CharField(
        label=_("Why you stop waiting"),
        help_text=_("What you asked stays unknown. The exporter reads this reason."),
        widget=TextArea(4),
    )


class ConsultForm(PlainForm):
    body = forms.ModelChoiceField(
        label=_("Body"), queryset=Organisation.objects.none(), empty_label=_("Choose a body")
    )
    text = forms.CharField(
        label=_("What you ask"),
        help_text=_("The body sees the application, the chain and this text."),
        widget=TextArea(),
    )
    working_days = forms.IntegerField(
        label=_("Working days to answer"), min_value=1, max_value=60, initial=ADVISE_WITHIN
    )
    power = forms.ChoiceField(
        label=_("What its word does"),
        choices=[(Power.HEARD, Power.HEARD.label), (Power.ADVISES, Power.ADVISES.label)],
        initial=Power.ADVISES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies()  # type: ignore[attr-defined]


class AdviseForm(PlainForm):
    position = forms.ChoiceField(label=_("Your advice"), choices=Position.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("If it cannot be established: what was tried, and what is missing."),
        widget=TextArea(),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("What should be required if a licence is granted."),
        required=False,
        widget=TextArea(3),
    )


class SilenceForm(PlainForm):
    tried = forms.CharField(
        label=_("What was done to get an answer"), help_text=_("Reminders, calls, dates."), widget=TextArea(4)
    )


class ReleaseForm(PlainForm):
    reason = forms.CharField(
        label=_("Why this is none of the six kinds"),
        help_text=_("A second person has to confirm it before it counts."),
        widget=TextArea(),
    )


def _nothing_refused(fact: str, value: Any) -> None:
    """What only the authority can state, it states here."""


OFFICER = Voice(
    (("yes", _("A notice was served on the exporter")), ("no", _("No notice was served"))), _nothing_refused
)


class FindingForm(QuestionForm):
    """One fact, as the authority finds it, or doubts what is claimed of it."""

    status = forms.ChoiceField(
        label=_("What you record"),
        choices=[
            ("found", _("Found: it is as answered here")),
            ("disputed", _("Disputed: what is claimed is doubted, and counts as unknown until found")),
        ],
        initial="found",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("What was examined, and what it showed."), widget=TextArea(4)
    )
    source = forms.ChoiceField(
        label=_("What it rests on"), choices=SourceKind.choices, widget=forms.RadioSelect
    )
    upload = forms.FileField(
        label=_("The document"), help_text=_("A test report, a data sheet, a record."), required=False
    )
    source_text = forms.CharField(
        label=_("The source in words"),
        help_text=_(
            "Of a statement: who made it, and how. Of a public source: what it is, and where it can be found. Of your own"
            " knowledge: how you know it, in a sentence."
        ),
        widget=TextArea(3),
        required=False,
    )
    source_date = DateField(label=_("Date of the statement or public source"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, voice=OFFICER, **kwargs)

    def clean(self) -> dict[str, Any]:
        """An answer is needed unless the claim is disputed."""
        cleaned = super().clean()
        if cleaned.get("status") == "found" and not self.claims():
            for key in self.questions:
                self.add_error(key, _("Answer what was found, or choose “Disputed”."))
        return cleaned
