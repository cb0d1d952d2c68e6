"""What was answered, as rows of words: for the lists, for checking, for reading after submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licet.service.base import countries
from licet.service.base.templatetags.base import day
from licet.service.chains.models import Item, PartyRole, Transfer
from licet.service.chains.reading import parties_in
from licet.service.corpus.red_flags import red_flags as flags_of_the_law
from licet.service.corpus.words import words
from licet.service.files.models import Document
from licet.service.letters.models import Letter
from licet.service.letters.telling import happened
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.records import types
from licet.service.records.selectors import events_of

from .. import certificate, red_flags
from ..models import Application, State
from ..sections import BY_CODE, SECTIONS, Section, answers
from ..selectors import documents_of
from .common import items_of, legs_of, to

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartyRow:
    party: Party
    roles: list[str]
    is_end_user: bool

    @property
    def role_names(self) -> str:
        return ", ".join(str(PartyRole(role).label) for role in self.roles)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its rows, and where they are changed."""

    title: str
    rows: list[Row]


def party_rows(application: Application) -> list[PartyRow]:
    roles: dict[Party, list[str]] = {}
    for row in parties_in(application.chain):
        roles.setdefault(row.party, []).append(row.role)
    return [PartyRow(party, held, PartyRole.END_USER in held) for party, held in roles.items()]


def summary(application: Application) -> list[Group]:
    """The whole application in words; with links to change it while it is a draft."""
    groups = [
        Group(_("Parties"), [_party_row(row, application) for row in party_rows(application)]),
        Group(_("Items"), _item_rows(application)),
        Group(_("Transfers"), [_leg_row(leg, application) for leg in legs_of(application)]),
        *(Group(str(section.title), list(_section_rows(section, application))) for section in SECTIONS),
        Group(
            _("Documents"),
            [
                *(_document_row(document, application) for document in documents_of(application)),
                *_certificate_rows(application),
            ],
        ),
        *_red_flags(application),
    ]
    if explained := application.data.get("explanations"):
        rows = [{"key": row["text"], "value": row["why"]} for row in explained.values()]
        groups.append(Group(_("What does not fit together, and why"), rows))
    return groups


def _row(application: Application, key: Any, value: str, page: str, *more: object, anchor: str = "") -> Row:
    """`page`: where it is changed while that can be done."""
    row: Row = {"key": key, "value": value}
    linked = application.state == State.DRAFT
    return {**row, "href": to(application, page, *more) + anchor} if linked else row


def _party_row(row: PartyRow, application: Application) -> Row:
    party = row.party
    parts = [party.name, countries.name_of(party.country), str(party.get_type_display())]
    if party.parent:
        parts.append(_("belongs to %(name)s") % {"name": party.parent.name})
    if party.mandate:
        parts.append(_("mandate: %(mandate)s") % {"mandate": party.mandate})
    return _row(application, row.role_names, " · ".join(parts), "party", party.pk)


def _item_rows(application: Application) -> list[Row]:
    items = items_of(application)
    called = {item.pk: item.name for item in items}
    return [_item_row(item, called, application) for item in items]


def _item_row(item: Item, called: Mapping[UUID, str], application: Application) -> Row:
    belongs = [f"{row.get_relation_display()} {called[row.target_id]}" for row in item.relations.all()]
    alone = [_("stands on its own: it belongs to nothing else")] if item.stands_alone else []
    parts = [
        str(item.get_kind_display()),
        *belongs,
        *alone,
        item.description,
        item.quantity,
        str(item.value or ""),
    ]
    return _row(application, item.name, " · ".join(part for part in parts if part), "item", item.pk)


def _leg_row(leg: Transfer, application: Application) -> Row:
    return _row(application, leg.item.name, sentence(leg), "transfer", leg.pk)


def sentence(leg: Transfer) -> str:
    """One leg in words."""
    said = _("%(act)s. By %(actor)s, from %(source)s to %(destination)s.") % {
        "act": leg.get_act_display(),
        "actor": leg.actor.name,
        "source": leg.source.name,
        "destination": leg.destination.name,
    }
    through = [*(party.name for party in leg.via.all()), *(countries.name_of(c) for c in leg.via_countries)]
    if through:
        said += " " + _("Through %(names)s.") % {"names": ", ".join(through)}
    if leg.host:
        said += " " + _("Hosted by %(name)s.") % {"name": leg.host.name}
    if leg.accessor:
        said += " " + _("Reachable by %(name)s.") % {"name": leg.accessor.name}
    return said


def _document_row(document: Document, application: Application) -> Row:
    value = f"{document.get_kind_display()} · {document.filename} · SHA-256 {document.sha256[:16]}…"
    return _row(application, document.title, value, "documents")


def _certificate_rows(application: Application) -> Iterator[Row]:
    """What the exporter found in the certificate, and what is essential and was not found."""
    if certificate.stated(application) is None:
        return
    for key, clauses in (
        (_("Stands in the end-user certificate"), certificate.found(application)),
        (_("Essential and not found in it"), certificate.lacking(application)),
    ):
        said = ", ".join(words(each.title) for each in clauses) or _("nothing")
        yield _row(application, key, said, "certificate")


def _red_flags(application: Application) -> Iterator[Group]:
    """What she answered to each, and what she looked into; nothing while she has not gone through them."""
    given = red_flags.said(application)
    known = flags_of_the_law()
    rows = [
        _row(application, words(known[id].title), str(red_flags.ANSWERS[answer]), "red-flags")
        for id, answer in given.items()
    ]
    if rows and (told := red_flags.looked_into(application)):
        rows.append(_row(application, _("What was looked into"), told, "red-flags"))
    if rows:
        yield Group(_("Red flags"), rows)


def _section_rows(section: Section, application: Application) -> Iterator[Row]:
    given = answers(application, section.code)
    for name, asked in _asked(section.code, get_language() or "en").items():
        value = in_words(asked, given.get(name))
        yield _row(application, asked.label, value, "data", section.code, anchor=f"#id_{name}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as the readers of one language are asked it; `choices` by their codes, where it has any."""

    field: forms.Field
    label: str
    choices: Mapping[str, str]


@cache
def _asked(code: str, language: str) -> dict[str, Asked]:
    """The fields of a section. To make them all takes longer than the rest of the application."""
    fields = BY_CODE[code].form().fields
    return {name: Asked(field, str(field.label or ""), _choices(field)) for name, field in fields.items()}


def _choices(field: forms.Field) -> dict[str, str]:
    found: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return {str(key): str(label) for key, label in found if not isinstance(label, (list, tuple))}


def in_words(asked: Asked, value: Any) -> str:
    """A stored answer as the reader chose it."""
    if value in (None, "", []):
        return _("Not answered")
    if isinstance(asked.field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(asked.choices.get(str(each), str(each)) for each in chosen)
    return day(asked.field.to_python(value)) if isinstance(asked.field, forms.DateField) else str(value)


def timeline(application: Application, letters: Iterable[Letter] = ()) -> list[dict[str, Any]]:
    """What happened to it and the letters about it, in words; edits of a draft are left out."""
    events = [e for e in events_of(application) if e.type != "application.changed"]
    names = dict(
        User.objects.filter(pseudonym__in={e.actor for e in events}).values_list("pseudonym", "name")
    )
    own = [
        {
            "title": types.label(e.type),
            "at": e.at,
            "by": names.get(e.actor, "") if e.actor else "",
            "text": _event_text(e.payload),
        }
        for e in events
    ]
    return sorted([*own, *happened(letters)], key=lambda row: row["at"])


def _event_text(payload: Any) -> str:
    return str((payload or {}).get("reason", ""))
