"""Contract and licence form. Boxes of Annex III.A of Regulation (EU) 2021/821 are named by their number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import DateField, PlainForm

from .fields import CHOOSE, CountryField, line, radios, text


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
        if (day := cleaned.get("signed_on")) and day > timezone.localdate():
            self.add_error(
                "signed_on", _("The contract cannot have been signed on a day that is still to come.")
            )
        elif day and cleaned.get("status") in ("tender", "negotiated"):
            self.add_error(
                "signed_on", _("You say that it is not signed. Leave the date empty, or choose “Signed”.")
            )
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
        gettext_lazy("Hardware only: commodity code, 6, 8 or 10 digits (box 15)"),
        required=False,
        max_length=12,
    )
    customs_procedure = line(gettext_lazy("Hardware only: customs procedure (box 21)"), required=False)
    additional = text(
        gettext_lazy("Anything else the authority should know (box 22)"), required=False, rows=3
    )

    def clean_commodity_code(self) -> str:
        code: str = self.cleaned_data["commodity_code"].replace(" ", "").replace(".", "")
        if code and not (code.isdigit() and len(code) in (6, 8, 10)):
            raise forms.ValidationError(
                _("Enter a commodity code of 6, 8 or 10 digits, for example 84714900.")
            )
        return code
