"""Forms of the authority's own law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import DateField, PlainForm

from .uploads import LARGEST_UPLOAD, Files, UploadRefused, read_pasted, read_upload

ON_TOP, IN_PLACE = "on_top", "in_place"


def note() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What it changes, and why"),
        help_text=gettext_lazy("Whoever signs reads it first, and it is recorded."),
        max_length=300,
    )


def starts_on() -> DateField:
    return DateField(
        label=gettext_lazy("From which day is it to be the law of this office?"),
        help_text=gettext_lazy("If it is signed only later, it begins on the day of the signature."),
        initial=timezone.localdate,
    )


class PutForwardForm(PlainForm):
    note = note()
    upload = forms.FileField(
        label=gettext_lazy("A law file, or a zip of them"),
        help_text=gettext_lazy("Files that end in .yaml, in UTF-8. At most 2 MB."),
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste one file"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        required=False,
        max_length=200_000,
        strip=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the pasted file"),
        help_text=gettext_lazy(
            "Such as export/access.yaml. A name that the own law has already replaces that file."
        ),
        required=False,
        max_length=200,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How does it stand to the own law that is in force?"),
        choices=[
            (ON_TOP, gettext_lazy("On top: what it does not replace stays")),
            (IN_PLACE, gettext_lazy("In its place: this is the whole own law")),
        ],
        initial=ON_TOP,
        widget=forms.RadioSelect,
    )
    starts_on = starts_on()

    def clean_upload(self) -> UploadedFile[Any] | None:
        upload: UploadedFile[Any] | None = self.cleaned_data["upload"]
        if upload and (upload.size or 0) > LARGEST_UPLOAD:
            raise ValidationError(_("The file is larger than 2 MB. Leave out what is not your own law."))
        return upload

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "upload" in self.errors or "text" in self.errors:
            return given
        upload, text = given.get("upload"), given.get("text", "")
        if bool(upload) == bool(text.strip()):
            self.add_error("upload", _("Choose a file, or paste one. One of both, not both."))
        elif upload:
            given["own"] = self._read("upload", lambda: read_upload(upload.read(), upload.name or ""))
        elif not given.get("name", "").strip():
            self.add_error("name", _("Enter the name of the pasted file, such as access.yaml"))
        else:
            given["own"] = self._read("name", lambda: read_pasted(text, given["name"]))
        return given

    def _read(self, field: str, read: Any) -> Files:
        try:
            own: Files = read()
        except UploadRefused as refused:
            self.add_error(field, str(refused))
            return {}
        if not own:
            self.add_error(field, _("There is no law file in it. Put files that end in .yaml into it."))
        return own


class AgainForm(PlainForm):
    """The own law in force, on the law of this version; or the end of it."""

    note = note()
    starts_on = starts_on()


class MarkForm(PlainForm):
    mark = forms.ChoiceField(
        label=gettext_lazy("How well did you check it?"),
        choices=[
            (
                "verified",
                gettext_lazy("Fully: I read the operative text in force, and the rule says what it says"),
            ),
            ("partial", gettext_lazy("Partly: I read a reliable account of it, or only a part")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=gettext_lazy("What did you read?"),
        help_text=gettext_lazy(
            "Instrument, article, edition, and where you read it. It is shown beside the rule."
        ),
        max_length=300,
    )
    read_on = DateField(label=gettext_lazy("When did you read it?"), initial=timezone.localdate)
    starts_on = starts_on()

    def clean_read_on(self) -> date:
        day: date = self.cleaned_data["read_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Enter the day on which you read it."))
        return day


class SignForm(PlainForm):
    digest = forms.CharField(widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=gettext_lazy("I have read what it says and what it moves, and I sign it"),
    )


class TakeBackForm(PlainForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is it taken back?"), widget=forms.Textarea(attrs={"rows": 4})
    )


class DayForm(PlainForm):
    day = DateField(label=gettext_lazy("Which law did this office answer from on this day?"), required=False)
