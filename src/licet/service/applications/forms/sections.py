"""End-use, operation, safeguards: who uses it against whom, how it runs, what was looked into."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import DateField, PlainForm

from .fields import YES_NO, YES_NO_UNKNOWN, CountryField, radios, text, ticks

INTERCEPTION = "lawful_interception"
SAYS_NOTHING = frozenset(
    {
        "",
        "lawful interception",
        "lawful intercept",
        "interception",
        "interception légale",
        "law enforcement",
        "lawful use",
    }
)
PURPOSES = (
    ("criminal_investigation", gettext_lazy("Investigating crimes")),
    ("counter_terrorism", gettext_lazy("Preventing terrorism")),
    ("intelligence", gettext_lazy("Intelligence")),
    (INTERCEPTION, gettext_lazy("Lawful interception")),
    ("cyber_defence", gettext_lazy("Defending networks")),
    ("penetration_testing", gettext_lazy("Penetration testing")),
    ("research", gettext_lazy("Security research")),
    ("other", gettext_lazy("Something else")),
)


class EndUseForm(PlainForm):
    """Who is used against whom, on what legal ground, with whose leave."""

    purposes = ticks(gettext_lazy("What will it be used for?"), PURPOSES)
    purpose_text = text(
        gettext_lazy("Describe the use in the end-user’s own words"),
        gettext_lazy("Which tasks, which offences or threats, in which cases."),
    )
    legal_basis = text(
        gettext_lazy("Which law lets the unit use it?"), gettext_lazy("Name the act and the section."), rows=3
    )
    authorised_by = radios(
        gettext_lazy("Who authorises each use?"),
        (
            ("judge", gettext_lazy("A judge or court")),
            ("prosecutor", gettext_lazy("A prosecutor")),
            ("minister", gettext_lazy("A minister")),
            ("head", gettext_lazy("The head of the unit or service")),
            ("nobody", gettext_lazy("Nobody: the unit decides itself")),
            ("unknown", gettext_lazy("I don’t know")),
        ),
    )
    territory = text(
        gettext_lazy("In which territory may the targets be?"),
        gettext_lazy("Name the countries. Say how use outside them is prevented."),
        rows=3,
    )
    targets = text(
        gettext_lazy("Who may be a target?"),
        gettext_lazy("And who may not: for example journalists, lawyers, members of parliament."),
        rows=3,
    )

    def clean_purpose_text(self) -> str:
        given: str = self.cleaned_data["purpose_text"]
        if given.strip(" .").casefold() in SAYS_NOTHING:
            raise forms.ValidationError(interception_is_no_purpose())
        return given

    def clean_purposes(self) -> list[str]:
        given: list[str] = self.cleaned_data["purposes"]
        if given == [INTERCEPTION]:
            raise forms.ValidationError(interception_is_no_purpose())
        return given


def interception_is_no_purpose() -> str:
    return _(
        "“Lawful interception” says how, not what for. Tick also what the interception serves, and describe it: which"
        " unit, under which mandate, on which tenant, with what capacity, against targets in which territory."
    )


class OperationForm(PlainForm):
    """How it runs: host, operator, keys, capacity, term, updates, support."""

    tenant = text(
        gettext_lazy("Which tenant or installation?"),
        gettext_lazy("Its name or address, and whether anybody else shares it."),
        rows=2,
    )
    hosted_by = radios(
        gettext_lazy("Who hosts it?"),
        (
            ("end_user", gettext_lazy("The end-user")),
            ("exporter", gettext_lazy("We do")),
            ("affiliate", gettext_lazy("An affiliate of ours")),
            ("third_party", gettext_lazy("Somebody else")),
            ("not_hosted", gettext_lazy("Nobody: it does not run on a server")),
        ),
    )
    hosting_country = CountryField(
        gettext_lazy("In which country are the servers?"),
        gettext_lazy("Leave empty if nothing is hosted."),
        required=False,
    )
    operator = radios(
        gettext_lazy("Who operates it day to day?"),
        (
            ("end_user", gettext_lazy("The end-user alone")),
            ("exporter", gettext_lazy("We do, for the end-user")),
            ("together", gettext_lazy("The end-user with our staff")),
            ("third_party", gettext_lazy("Somebody else")),
        ),
    )
    keys = radios(
        gettext_lazy("Who holds the keys that open the system?"),
        (
            ("end_user", gettext_lazy("The end-user alone")),
            ("exporter", gettext_lazy("We do")),
            ("host", gettext_lazy("The host")),
            ("shared", gettext_lazy("Several: nobody opens it alone")),
            ("unknown", gettext_lazy("I don’t know")),
        ),
    )
    sees_data = radios(gettext_lazy("Can you see the targets or what is collected?"), YES_NO_UNKNOWN)
    capacity = forms.IntegerField(
        label=gettext_lazy("Capacity: how many targets at the same time?"), min_value=0, max_value=10_000_000
    )
    seats = forms.IntegerField(
        label=gettext_lazy("How many operators (seats)?"), min_value=0, max_value=1_000_000
    )
    term_months = forms.IntegerField(
        label=gettext_lazy("Term: for how many months?"), min_value=1, max_value=600
    )
    starts_on = DateField(label=gettext_lazy("When shall it start?"), required=False)
    updates = text(
        gettext_lazy("Updates: what, from whom, how often, until when?"),
        gettext_lazy("Write “none” if there are none."),
        rows=3,
    )
    exploits = radios(
        gettext_lazy("Are exploits supplied?"),
        (
            ("none", gettext_lazy("No")),
            ("initial", gettext_lazy("Once, at the start")),
            ("feed", gettext_lazy("Continually")),
        ),
    )
    support = text(
        gettext_lazy("Support and training: what, by whom, from where?"),
        gettext_lazy("Write “none” if there is none."),
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("hosted_by", "not_hosted") != "not_hosted" and not cleaned.get("hosting_country"):
            self.add_error("hosting_country", _("Choose the country where the servers are."))
        return cleaned


class SafeguardsForm(PlainForm):
    """What is built in and what was looked into before selling."""

    built_in = ticks(
        gettext_lazy("Which safeguards are built in?"),
        (
            ("audit_log", gettext_lazy("A log of every use that the operator cannot alter")),
            ("geo_fence", gettext_lazy("Use only within a territory")),
            ("target_cap", gettext_lazy("A limit on the number of targets")),
            ("block_list", gettext_lazy("Numbers, people or countries that cannot be targeted")),
            ("remote_stop", gettext_lazy("You can stop the system from afar")),
            ("misuse_detection", gettext_lazy("Misuse is detected and reported to you")),
            ("none", gettext_lazy("None of these")),
        ),
    )
    built_in_text = text(
        gettext_lazy("How do they work, and who can switch them off?"),
        gettext_lazy("Write “none” if there are none."),
        rows=3,
    )
    due_diligence = text(
        gettext_lazy("Due diligence: what did you examine before the contract?"),
        gettext_lazy(
            "The unit, its record, its oversight, the law of the country, reports of misuse; with dates and sources."
        ),
        rows=5,
    )
    due_diligence_found = text(gettext_lazy("What did you find, and what did you do about it?"))
    programme = radios(gettext_lazy("Have you an internal compliance programme?"), YES_NO)
    may_suspend = radios(
        gettext_lazy("May you suspend or end the service under the contract if it is misused?"),
        YES_NO_UNKNOWN,
    )
    no_reexport = radios(
        gettext_lazy("Has the end-user undertaken not to pass it on or use it elsewhere?"), YES_NO_UNKNOWN
    )

    def clean_built_in(self) -> list[str]:
        given: list[str] = self.cleaned_data["built_in"]
        if "none" in given and len(given) > 1:
            raise forms.ValidationError(_("Tick either “None of these” or the safeguards there are."))
        return given
