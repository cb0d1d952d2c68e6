"""The application data, one form per section. Boxes of Annex III.A of Regulation (EU) 2021/821 are named by their number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import DateField, PlainForm
from licet.service.chains.forms import country_choices

CHOOSE = ("", gettext_lazy("Choose one"))
YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
YES_NO_UNKNOWN = (*YES_NO, ("unknown", gettext_lazy("I don’t know")))
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


def text(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=5000,
        required=required,
    )


def line(label: Any, help_text: Any = "", *, required: bool = True, max_length: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=max_length, required=required)


def radios(label: Any, choices: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text, required=required
    )


def ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class CountryField(forms.ChoiceField):
    """Names are in the reader's language, so they are looked up for each form."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            choices=lambda: country_choices(_("Choose a country")),
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


class ContractForm(PlainForm):
    """Quantity, value, contract."""

    status = radios(
        gettext_lazy("How far is the contract?"),
        (
            ("tender", gettext_lazy("A tender or an offer")),
            ("negotiated", gettext_lazy("Being negotiated")),
            ("signed", gettext_lazy("Signed")),
        ),
    )
    number = line(gettext_lazy("Contract or order number"), required=False)
    signed_on = DateField(
        label=gettext_lazy("Date of the contract (box 20)"),
        required=False,
        help_text=gettext_lazy("For example 27 3 2026. Leave empty if it is not signed."),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency (box 17)"),
        choices=[
            CHOOSE,
            ("EUR", "EUR"),
            ("USD", "USD"),
            ("GBP", "GBP"),
            ("CHF", "CHF"),
            ("XXX", gettext_lazy("Another")),
        ],
    )
    value = forms.DecimalField(
        label=gettext_lazy("Total value (box 17)"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=gettext_lazy("What the customer pays over the whole term, services included."),
    )
    quantity = line(
        gettext_lazy("Quantity (box 18)"), gettext_lazy("For example: one tenant, 20 seats, 24 months.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("status") == "signed"
            and not cleaned.get("signed_on")
            and "signed_on" not in self.errors
        ):
            self.add_error("signed_on", _("Enter the date on which the contract was signed."))
        return cleaned


class FormalForm(PlainForm):
    """The remaining boxes of Annex III.A. Customs boxes matter only where goods cross a border."""

    identification = line(
        gettext_lazy("Your identification number (box 2)"), gettext_lazy("EORI or national number.")
    )
    contact_name = line(gettext_lazy("Contact person (box 4)"))
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail of the contact person (box 4)"),
        error_messages={"invalid": gettext_lazy("Enter an e-mail address like name@example.org.")},
    )
    contact_phone = line(
        gettext_lazy("Telephone of the contact person (box 4)"), required=False, max_length=50
    )
    agent = line(
        gettext_lazy("Agent or representative, if somebody else acts for you (box 7)"), required=False
    )
    consignment_country = CountryField(gettext_lazy("Country it is sent from (box 8)"))
    location_country = CountryField(gettext_lazy("Country where the items are, or will be (box 10)"))
    final_country = CountryField(gettext_lazy("Country of final destination (box 12)"))
    origin_country = CountryField(gettext_lazy("Country of origin (box 14)"))
    entries = line(
        gettext_lazy("Control-list entries, if you know them (box 16)"),
        gettext_lazy("For example 4D004. The indication names the entries that the rules find."),
        required=False,
    )
    procedure_country = CountryField(
        gettext_lazy("Hardware only: member state where it enters the export procedure (box 11)"),
        required=False,
    )
    commodity_code = line(
        gettext_lazy("Hardware only: commodity code, eight digits (box 15)"), required=False, max_length=12
    )
    customs_procedure = line(gettext_lazy("Hardware only: customs procedure (box 21)"), required=False)
    additional = text(
        gettext_lazy("Anything else the authority should know (box 22)"), required=False, rows=3
    )

    def clean_commodity_code(self) -> str:
        code: str = self.cleaned_data["commodity_code"].replace(" ", "").replace(".", "")
        if code and not (code.isdigit() and len(code) in (6, 8, 10)):
            raise forms.ValidationError(
                _("Enter a commodity code of six, eight or ten digits, for example 84714900.")
            )
        return code
