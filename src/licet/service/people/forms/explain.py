from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from ..policy import ACTS


class ExplainForm(PlainForm):
    """Which act, and to which object."""

    act = forms.ChoiceField(label=_("Act"))
    object_id = forms.UUIDField(
        label=_("Number of the object"),
        required=False,
        help_text=_("The identifier in the address of its page. Leave it empty to ask of the role alone."),
        error_messages={
            "invalid": _("Enter the identifier as the address shows it: 32 letters and digits with hyphens")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["act"])
        field.choices = [
            (act.code, f"{act.label} ({act.code})") for act in sorted(ACTS.values(), key=lambda a: a.code)
        ]
