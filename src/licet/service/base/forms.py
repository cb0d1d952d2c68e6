"""Forms that look and speak like the rest of the site: own renderer, plain-word messages, a date in three boxes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .languages import switching

CHOOSING = (
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.TypedChoiceField,
    forms.ModelChoiceField,
    forms.NullBooleanField,
)


class GovukRenderer(TemplatesSetting):
    """Renders every form, field and widget with the templates under `base/forms/` and `django/forms/widgets/`."""

    form_template_name = "base/forms/form.html"
    field_template_name = "base/forms/field.html"


class PlainMessages:
    """Says what to do in the name of the field: “Enter the end-use”, never “This field is required.”"""

    use_required_attribute = False  # the page names every fault at once; a browser would stop at the first

    fields: dict[str, forms.Field]
    is_bound: bool
    _errors: ErrorDict | None
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(name, field)

    def full_clean(self) -> None:
        """A form that is only shown in another language has no faults yet."""
        if switching.get() and self.is_bound:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()  # type: ignore[misc]  # a form stands behind this in every class that uses it

    def is_valid(self) -> bool:
        return not switching.get() and bool(super().is_valid())  # type: ignore[misc]


class PlainForm(PlainMessages, forms.Form):
    """The form every page starts from."""


class PlainModelForm(PlainMessages, forms.ModelForm[Any]):
    """The same for a form made from a model."""


def speak_plainly(name: str, field: forms.Field) -> None:
    """Replace Django's stock messages of `field`; messages its author wrote stay."""
    stock = _stock_messages(field)
    label = field.label or name.replace("_", " ")
    for code, template in _templates(field).items():
        if code in field.error_messages and field.error_messages[code] == stock.get(code):
            field.error_messages[code] = _filled(template, label)
    for validator in field.validators:
        _plain_validator(validator, label)


def _stock_messages(field: forms.Field) -> dict[str, Any]:
    stock: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        stock.update(getattr(cls, "default_error_messages", {}))
    return stock


def _templates(field: forms.Field) -> Mapping[str, Promise]:
    if isinstance(field, forms.FileField):
        return {
            "required": gettext_lazy("Select a file: %(label)s"),
            "empty": gettext_lazy("The selected file is empty"),
        }
    if isinstance(field, forms.BooleanField):
        return {"required": gettext_lazy("Tick the box: %(label)s")}
    if isinstance(field, CHOOSING):
        return {
            "required": gettext_lazy("Select an answer: %(label)s"),
            "invalid_choice": gettext_lazy("Select one of the answers offered: %(label)s"),
            "invalid_list": gettext_lazy("Select one of the answers offered: %(label)s"),
        }
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return {
            "required": gettext_lazy("Enter a number: %(label)s"),
            "invalid": gettext_lazy("Write digits only: %(label)s"),
        }
    if isinstance(field, forms.DateField):
        return {
            "required": gettext_lazy("Enter a date: %(label)s"),
            "invalid": gettext_lazy("Enter a real date, like 27 3 2027: %(label)s"),
        }
    return {"required": gettext_lazy("Enter an answer: %(label)s")}


def _fill(template: str | Promise, label: str | Promise) -> str:
    return str(template) % {"label": str(label)}


_filled = lazy(_fill, str)


def _plain_validator(validator: Any, label: str | Promise) -> None:
    """Length and range limits say which field they speak of."""
    templates = {
        "max_length": gettext_lazy("Shorten this to %%(limit_value)d characters or fewer: %(label)s"),
        "max_value": gettext_lazy("Enter a number of at most %%(limit_value)s: %(label)s"),
        "min_value": gettext_lazy("Enter a number of at least %%(limit_value)s: %(label)s"),
    }
    template = templates.get(getattr(validator, "code", ""))
    if template is not None and "message" not in vars(validator):
        validator.message = _filled(template, label)


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes: nobody has to guess a format."""

    template_name = "base/forms/date_boxes.html"
    use_fieldset = True
    parts = (
        ("day", gettext_lazy("Day"), 2),
        ("month", gettext_lazy("Month"), 2),
        ("year", gettext_lazy("Year"), 4),
    )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        values = self._split(value)
        context["boxes"] = [
            {
                "name": f"{name}_{part}",
                "id": self._box_id(context["widget"]["attrs"].get("id", f"id_{name}"), part),
                "label": label,
                "width": width,
                "value": values.get(part, ""),
            }
            for part, label, width in self.parts
        ]
        return context

    def _box_id(self, base: str, part: str) -> str:
        return base if part == "day" else f"{base}_{part}"  # the error summary links to the first box

    def _split(self, value: Any) -> dict[str, str]:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        pieces = str(value).split("-") if value else []
        return dict(zip(("year", "month", "day"), pieces, strict=False))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """ISO text; what was typed comes back even when it is no date."""
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part, _l, _w in self.parts)
        if not (day or month or year):
            return data.get(name) or None
        return f"{year}-{month}-{day}"

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part, _l, _w in self.parts)

    def id_for_label(self, id_: str) -> str:
        return id_


class DateField(forms.DateField):
    """A date typed in three boxes. The message says which part is missing."""

    widget = DateBoxes
    input_formats = ["%Y-%m-%d"]

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value not in self.empty_values:
            self._refuse_gaps(value)
        return super().to_python(value)

    def _refuse_gaps(self, value: str) -> None:
        pieces = value.split("-")
        names = [str(label) for _part, label, _width in reversed(DateBoxes.parts)]
        missing = [name.lower() for name, piece in zip(names, pieces, strict=False) if not piece]
        if missing:
            label = self.label or _("the date")
            text = _("The date must include a %(missing)s: %(label)s")
            raise ValidationError(
                text % {"missing": ", ".join(reversed(missing)), "label": label}, code="incomplete"
            )
        if len(pieces[0]) != 4:
            text = _("Write the year with four digits: %(label)s")
            raise ValidationError(text % {"label": self.label or _("the date")}, code="year")
