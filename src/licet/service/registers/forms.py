from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.countries import name_of, sort_key
from licet.service.base.forms import PlainForm
from licet.service.jobs import import_pages

from .models import Profile
from .selectors import DEFINITIVE, GROUPS, TEMPORARY, Filters, choices


class FilterForm(PlainForm):
    """What the page, its pictures and the file are narrowed to; the same in the address of each."""

    register = forms.ChoiceField(label=gettext_lazy("Register"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year of issue"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Control-list code"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("The beginning is enough, for example 5A002"),
    )
    destination = forms.ChoiceField(label=gettext_lazy("Destination"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of export"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Words in goods, end-use or number"), required=False, max_length=100
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_so_itself = True  # type: ignore[attr-defined]  # nothing here is ever required
        offered = choices()
        self._choose("register", [(code, str(Profile(code).label)) for code in offered.registers])
        self._choose("year", [(str(year), str(year)) for year in offered.years])
        self._choose("kind", [(DEFINITIVE, _("Definitive")), (TEMPORARY, _("Temporary"))])
        countries = sorted(
            ((code, name_of(code) or code) for code in offered.destinations),
            key=lambda pair: sort_key(pair[1]),
        )
        self._choose("destination", [(GROUPS, _("A group of countries")), *countries])

    def _choose(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *options]

    def filters(self) -> Filters:
        """What fits is asked; a form with a fault asks for everything."""
        return Filters(**self.cleaned_data) if self.is_valid() else Filters()


class ImportForm(import_pages.ImportForm):
    profile = forms.ChoiceField(label=gettext_lazy("Kind of register"), choices=Profile.published)
    upload = forms.FileField(label=gettext_lazy("File of the register, as published"))
