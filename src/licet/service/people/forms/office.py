from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from ..office import Particulars
from .plain import EMAIL_ERRORS


class OfficeForm(PlainForm):
    name = forms.CharField(
        label=_("Name of the office"), help_text=_("As its letters are signed."), max_length=200
    )
    address = forms.CharField(
        label=_("Postal address"),
        help_text=_("Up to six lines."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label=_("E-mail address of the office"),
        help_text=_("Where exporters and the public write to. It is published."),
        error_messages=EMAIL_ERRORS,
    )
    phone = forms.CharField(label=_("Telephone"), max_length=50, required=False)
    appeal_body = forms.CharField(
        label=_("Who decides appeals"),
        help_text=_("As it stands in a sentence: “You can appeal to the Administrative Court.”"),
        max_length=200,
    )
    appeal_body_fr = forms.CharField(
        label=_("Who decides appeals, in French"),
        help_text=_("As in “Vous pouvez former un recours en saisissant le tribunal administratif.”"),
        max_length=200,
        required=False,
    )

    @staticmethod
    def filled(office: Particulars) -> dict[str, Any]:
        return {
            "name": office.name,
            "address": "\n".join(office.address),
            "email": office.email,
            "phone": office.phone,
            "appeal_body": office.appeal_body_en,
            "appeal_body_fr": office.appeal_body_fr,
        }
