"""Entries and parties as rows of what is known of them, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.base.templatetags.base import day, short_day
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.records import types
from licet.service.records.models import Event

from .models import ListEntry, ListName


def entry_rows(entry: ListEntry) -> list[dict[str, Any]]:
    rows = [
        (_("Reference"), entry.reference),
        (_("List"), entry.list_type),
        (_("Kind"), _("Person") if entry.kind == "person" else _("Organisation")),
        (_("Listed on"), day(entry.listed_on) if entry.listed_on else _("not stated")),
        (_("Born"), "; ".join(entry.born)),
        (_("Nationality"), "; ".join(entry.nationalities)),
        (_("Addresses"), "; ".join(entry.addresses)),
        (_("Documents"), "; ".join(entry.documents)),
        (_("Comments"), entry.comments),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def party_rows(party: Party) -> list[dict[str, Any]]:
    rows = [
        (_("Name"), party.name),
        (_("Other names"), "; ".join(party.other_names)),
        (_("Type"), party.type_text or party.get_type_display()),
        (_("Belongs to"), ", ".join(body.name for body in party.ancestors())),
        (_("Country"), name_of(party.country)),
        (_("Address"), party.address),
        (_("Registration"), party.registration),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def generation_head() -> list[str]:
    return [_("Reference"), _("Name"), _("Kind"), _("Listed on")]


def generation_row(entry: ListEntry) -> list[Any]:
    return [
        {"text": entry.reference or entry.number, "href": reverse("lists:entry", args=[entry.pk])},
        entry.name,
        _("Person") if entry.kind == "person" else _("Organisation"),
        short_day(entry.listed_on),
    ]


def published_names(entry: ListEntry) -> list[ListName]:
    """Each published name once; some are compared in several forms."""
    return list({(name.name, name.quality): name for name in entry.names.all()}.values())


def timeline(events: Iterable[Event]) -> list[dict[str, Any]]:
    known = list(events)
    names = dict(
        User.objects.filter(pseudonym__in=[each.actor for each in known]).values_list("pseudonym", "name")
    )
    return [
        {
            "title": types.label(each.type),
            "at": each.at,
            "by": names.get(each.actor, "") if each.actor else "",
            "text": (each.payload or {}).get("reason", ""),
        }
        for each in known
    ]
