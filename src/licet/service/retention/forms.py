"""The schedule, kind by kind, and the reasons of every other act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm, speak_plainly

from .schedule import LONGEST, Kind, Rule, Rules, Since


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ScheduleForm(PlainForm):
    """Three boxes for each kind of file, then why it changes."""

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, rule in rules.items():
            self.fields |= _fields(kind, rule)
        self.fields["reason"] = _reason()
        for name, field in self.fields.items():
            speak_plainly(name, field)

    def rules(self) -> dict[Kind, Rule]:
        given = self.cleaned_data
        return {
            kind: Rule(
                given[f"{kind.value}_years"],
                Since(given[f"{kind.value}_since"]),
                given[f"{kind.value}_basis"].strip(),
            )
            for kind in Kind
        }


def _fields(kind: Kind, rule: Rule) -> dict[str, forms.Field]:
    named = {"kind": kind.label}
    return {
        f"{kind.value}_years": forms.IntegerField(
            label=_("%(kind)s: years") % named, min_value=1, max_value=LONGEST, initial=rule.years
        ),
        f"{kind.value}_since": forms.ChoiceField(
            label=_("%(kind)s: counted from the end of the year of") % named,
            choices=Since.choices,
            initial=rule.since.value,
            widget=forms.RadioSelect,
        ),
        f"{kind.value}_basis": forms.CharField(
            label=_("%(kind)s: basis") % named,
            help_text=_("The law or the decision that the number rests on."),
            initial=rule.basis,
            widget=area(2),
        ),
    }


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Why the schedule changes"), widget=area(3))


class HoldForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why this case must be kept"),
        help_text=gettext_lazy("For instance a complaint, a court, an inquiry, with its number."),
        widget=area(3),
    )


class LiftForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it need not be kept any longer"),
        help_text=gettext_lazy("What ended, and when."),
        widget=area(3),
    )


class ProposeForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why these files are destroyed now"),
        help_text=gettext_lazy("It is recorded with every act that is destroyed, and stays."),
        widget=area(3),
    )


class TurnDownForm(PlainForm):
    reason = forms.CharField(label=gettext_lazy("Why these files stay"), widget=area(3))
