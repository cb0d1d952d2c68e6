"""Forms of the bench: which laws, which definition, which draft, and what became of a gap."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service import corpus
from licet.service.base.countries import sort_key
from licet.service.base.forms import DateField, PlainForm
from licet.service.base.templatetags.base import day as day_words
from licet.service.corpus.services import home_regime, home_regimes
from licet.service.corpus.words import words
from licet.service.files.packages import BROKEN

from .drafts import WORKED
from .models import Status

MOST_BYTES = 1_000_000
MOST_FILES = 50


def regimes() -> list[tuple[str, str]]:
    rows = [(id, words(one.title)) for id, one in corpus.law().regimes.items() if one.measures]
    return sorted(rows, key=lambda row: sort_key(row[1]))


def kinds() -> list[tuple[str, str]]:
    law = corpus.law().corpus
    return [(id, words(law.rules[id].title)) for id in law.ccic_kinds]


class _Dated(PlainForm):
    """A form that names a regime and the day of its law; no day means today."""

    def covered(self, regime: str, day: str) -> date:
        """The day, refused where the law of the site has nothing of the regime on it."""
        chosen: date = self.cleaned_data.get(day) or timezone.localdate()
        known = corpus.law().regimes.get(self.cleaned_data.get(regime, ""))
        if known and chosen < known.covers_from:
            since = _("What this site has of that law begins on %(day)s. Choose that day or a later one.")
            self.add_error(day, since % {"day": day_words(known.covers_from)})
        elif known and known.covers_until and chosen > known.covers_until:
            until = _("What this site has of that law ends on %(day)s. Choose that day or an earlier one.")
            self.add_error(day, until % {"day": day_words(known.covers_until)})
        return chosen


class DiffForm(_Dated):
    one = forms.ChoiceField(label=gettext_lazy("One law"), choices=regimes, initial=home_regime)
    one_day = DateField(
        label=gettext_lazy("Of which day?"), help_text=gettext_lazy("Left empty: today."), required=False
    )
    other = forms.ChoiceField(
        label=gettext_lazy("The other law"),
        choices=regimes,
        help_text=gettext_lazy("Another state’s, or the same on another day."),
    )
    other_day = DateField(
        label=gettext_lazy("Of which day?"), help_text=gettext_lazy("Left empty: today."), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        days = [self.covered(side, f"{side}_day") for side in ("one", "other")]
        if (given.get("one"), days[0]) == (given.get("other"), days[1]):
            self.add_error("other", _("This is the same law. Choose another state or another day."))
        return given

    @property
    def asked(self) -> dict[str, Any]:
        days = {f"{side}_day": self.covered(side, f"{side}_day").isoformat() for side in ("one", "other")}
        return {"one": self.cleaned_data["one"], "other": self.cleaned_data["other"], **days}


class RegimeForm(_Dated):
    regime = forms.ChoiceField(label=gettext_lazy("Whose law?"), choices=regimes, initial=home_regime)
    as_of = DateField(
        label=gettext_lazy("Of which day?"), help_text=gettext_lazy("Left empty: today."), required=False
    )

    def clean(self) -> dict[str, Any]:
        self.covered("regime", "as_of")
        return self.cleaned_data

    @property
    def asked(self) -> dict[str, Any]:
        return {
            "regime": self.cleaned_data["regime"],
            "as_of": self.covered("regime", "as_of").isoformat(),
        }


class GapsForm(RegimeForm):
    kind = forms.ChoiceField(label=gettext_lazy("What kind of capability?"), choices=kinds)
    field_order = ("regime", "kind", "as_of")

    @property
    def asked(self) -> dict[str, Any]:
        return {**super().asked, "kind": self.cleaned_data["kind"]}


class AmendmentForm(PlainForm):
    worked = forms.ChoiceField(
        label=gettext_lazy("A worked amendment"),
        choices=lambda: [*WORKED.items(), ("", _("None: I send a draft of my own"))],
        widget=forms.RadioSelect,
        required=False,
    )
    upload = forms.FileField(
        label=gettext_lazy("A draft of your own"),
        help_text=gettext_lazy(
            "One .yaml file of rules, or several in a .zip. A rule takes the place of the one with its id. It is read by you alone and dropped after 30 days."
        ),
        required=False,
    )
    regimes = forms.MultipleChoiceField(
        label=gettext_lazy("Under which rules?"),
        choices=regimes,
        initial=home_regimes,
        widget=forms.CheckboxSelectMultiple,
    )
    cases = forms.BooleanField(
        label=gettext_lazy("Also put the decided cases of this office to both laws"), required=False
    )

    def clean_upload(self) -> dict[str, str]:
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        return {} if upload is None else files_of(upload)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "upload" in given and bool(given.get("worked")) == bool(given["upload"]):
            self.add_error("upload", _("Choose a worked amendment or send a draft: one of the two."))
        return given

    @property
    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "worked": given["worked"],
            "files": given["upload"],
            "regimes": given["regimes"],
            "cases": given["cases"],
            "as_of": timezone.localdate().isoformat(),
        }


def files_of(upload: UploadedFile[Any]) -> dict[str, str]:
    """The files of a draft by name. Names of folders are left out: a rule is known by its id."""
    if (upload.size or 0) > MOST_BYTES:
        raise forms.ValidationError(_("The file is larger than a megabyte. Send only the rules that change."))
    name, content = PurePosixPath(upload.name or "").name, upload.read()
    if name.lower().endswith(".zip"):
        return _unpacked(content)
    if not name.lower().endswith((".yaml", ".yml")):
        raise forms.ValidationError(
            _("The name has to end in one of: %(endings)s.") % {"endings": ".yaml, .zip"}
        )
    return {"draft.yaml": _text(content)}


def _unpacked(content: bytes) -> dict[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive)
    except BROKEN:
        raise forms.ValidationError(
            _("This .zip file cannot be read. Pack it anew, without a password.")
        ) from None


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    rows = [row for row in archive.infolist() if row.filename.lower().endswith((".yaml", ".yml"))]
    if not rows:
        raise forms.ValidationError(_("There is no .yaml file in this .zip file."))
    if len(rows) > MOST_FILES or sum(row.file_size for row in rows) > MOST_BYTES:
        text = _("At most %(files)d files and a megabyte in all. Send only the rules that change.")
        raise forms.ValidationError(text % {"files": MOST_FILES})
    return {f"draft-{number}.yaml": _text(_read(archive, row)) for number, row in enumerate(rows, start=1)}


def _read(archive: zipfile.ZipFile, row: zipfile.ZipInfo) -> bytes:
    """No more than the archive says it is."""
    with archive.open(row) as file:
        return file.read(MOST_BYTES)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise forms.ValidationError(
            _("The file is not text in UTF-8. Save it so and send it again.")
        ) from None


class GapForm(PlainForm):
    note = forms.CharField(
        label=gettext_lazy("What this gap means"),
        help_text=gettext_lazy("For instance which products fall into it. It is recorded with your name."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )


class StepForm(PlainForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=Status.choices, initial=Status.OPEN, widget=forms.RadioSelect
    )
    rule = forms.CharField(
        label=gettext_lazy("The rule that closes it"),
        help_text=gettext_lazy(
            "Only where a rule closes it: its id in the law of this site, such as EU.ART3."
        ),
        required=False,
        max_length=120,
    )
    note = forms.CharField(
        label=gettext_lazy("What happened"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    public = forms.BooleanField(
        label=gettext_lazy("Publish this: everybody reads the gap, this status and what I wrote"),
        required=False,
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["public"]


__all__ = ["AmendmentForm", "DiffForm", "GapForm", "GapsForm", "RegimeForm", "StepForm"]
