from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import DateField, PlainForm

from .. import law
from ..services import home_regimes
from ..words import words
from . import services

ENDINGS = (".csv", ".parquet", ".arrow")


def regimes() -> list[tuple[str, str]]:
    return [(id, words(regime.title)) for id, regime in law().regimes.items() if regime.measures]


class TableForm(PlainForm):
    upload = forms.FileField(
        label=gettext_lazy("Table of transfers"),
        help_text=gettext_lazy(
            "CSV (UTF-8, commas), Parquet or Arrow. One row is one transfer of one item; each column is named after a fact."
        ),
    )
    regimes = forms.MultipleChoiceField(
        label=gettext_lazy("Under which rules?"),
        choices=regimes,
        initial=home_regimes,
        widget=forms.CheckboxSelectMultiple,
    )
    as_of = DateField(
        label=gettext_lazy("On the law of which day?"),
        help_text=gettext_lazy("A column as_of says it for each row. Left empty: today."),
        required=False,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Who states what the table says?"),
        choices=[
            ("exporter", gettext_lazy("Exporters: it counts as claimed")),
            ("authority", gettext_lazy("The authority: it counts as found, and settles terms of judgement")),
        ],
        initial="exporter",
        widget=forms.RadioSelect,
    )
    keep = forms.CharField(
        label=gettext_lazy("Columns to carry over"),
        help_text=gettext_lazy(
            "Such as a number of yours, with commas between. Any other column that is no fact is refused."
        ),
        required=False,
        max_length=500,
    )

    def clean_upload(self) -> UploadedFile[Any]:
        upload: UploadedFile[Any] = self.cleaned_data["upload"]
        if (upload.size or 0) > services.limit():
            limit = filesizeformat(services.limit())
            raise forms.ValidationError(
                _("The file is larger than %(limit)s. Split it, or use “licet evaluate” at the console.")
                % {"limit": limit}
            )
        if not (upload.name or "").lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("The name has to end in one of: %(endings)s.") % {"endings": ", ".join(ENDINGS)}
            )
        return upload

    def clean_keep(self) -> list[str]:
        return [name for part in self.cleaned_data["keep"].split(",") if (name := part.strip())]
