"""Register lines as the rows of tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.base.templatetags.base import day, short_day

from . import worldmap
from .counting import Counted
from .models import PlaceRole, RegisterLine, RegisterPlace

BASES = {
    "written": lambda: _("The cells leave one reading only."),
    "row": lambda: _("The other date of the row shows the form."),
    "order": lambda: _("Only this reading fits the order of the lines."),
    "term": lambda: _(
        "Only this reading lets the licence expire after it was issued, and the lines around it agree."
    ),
}


def head() -> list[str]:
    return [_("Issued"), _("Number"), _("Codes"), _("Goods"), _("Destination"), _("Value in euros")]


def row(line: RegisterLine) -> list[Any]:
    return [
        short_day(line.issued_on),
        {"text": line.number, "href": reverse("registers:line", args=[line.pk])},
        codes(line) or _("none stated"),
        line.goods,
        route(line),
        {"text": number_format(line.value_eur, force_grouping=True), "numeric": True},
    ]


def codes(line: RegisterLine) -> str:
    return ", ".join(code.code for code in line.codes.all())


def route(line: RegisterLine) -> str:
    to, via = places(line, PlaceRole.DESTINATION), places(line, PlaceRole.VIA)
    return _("%(to)s via %(via)s") % {"to": to, "via": via} if via else to


def places(line: RegisterLine, role: str) -> str:
    return ", ".join(_place(place) for place in line.places.all() if place.role == role)


def _place(place: RegisterPlace) -> str:
    """The country's name in the reader's language; what is no country stays as written."""
    name = name_of(place.country) if place.country else ""
    return name if name and name != place.country else place.name


def read(line: RegisterLine) -> list[dict[str, Any]]:
    """What was read in the cells."""
    return [
        {"key": _("Issued"), "value": day(line.issued_on)},
        {"key": _("Expires"), "value": day(line.expires_on)},
        {"key": _("Why these days"), "value": BASES[line.date_basis]()},
        {"key": _("Number"), "value": line.number},
        {"key": _("Codes"), "value": codes(line) or _("none stated")},
        {"key": _("Goods"), "value": line.goods},
        {"key": _("Declared end-use"), "value": line.end_use},
        {"key": _("Kind"), "value": _("Temporary") if line.temporary else _("Definitive")},
        {"key": _("Destination"), "value": places(line, PlaceRole.DESTINATION) or _("not stated")},
        {"key": _("Via"), "value": places(line, PlaceRole.VIA) or _("not stated")},
        {"key": _("Origin"), "value": places(line, PlaceRole.ORIGIN) or _("not stated")},
        {"key": _("Value in euros"), "value": number_format(line.value_eur, force_grouping=True)},
    ]


def published(line: RegisterLine) -> list[dict[str, Any]]:
    """The cells as they stood in the file."""
    return [{"key": column, "value": text or _("(empty)")} for column, text in line.raw]


def year_head() -> list[str]:
    return [_("Year"), _("Definitive"), _("Temporary"), _("Lines")]


def country_head() -> list[str]:
    return [_("Destination"), _("Lines")]


def years(found: Counted) -> list[list[str]]:
    return [
        [str(row.year), *(number(lines) for lines in (row.definitive, row.temporary, row.total))]
        for row in found.years
    ]


def countries(found: Counted) -> list[list[str]]:
    return [[name_of(code) or code, number(lines)] for code, lines in found.destinations]


def off_the_map(found: Counted) -> list[str]:
    return [name_of(code) or code for code in worldmap.off_the_map(dict(found.destinations))]


def number(value: int) -> str:
    return number_format(value, force_grouping=True)
