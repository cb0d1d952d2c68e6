"""Describe parties. What was said before stays in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from licet.service.people.models import Organisation, User
from licet.service.people.policy import require
from licet.service.records.services import record

from .models import Party, PartyKind, PartyType

_AMENDABLE = frozenset(
    {
        "name",
        "other_names",
        "kind",
        "type",
        "type_text",
        "country",
        "address",
        "parent",
        "mandate",
        "registration",
    }
)


@transaction.atomic
def register_party(
    *,
    actor: User,
    name: str,
    kind: str,
    type: str,
    country: str,
    organisation: Organisation | None = None,
    parent: Party | None = None,
    other_names: Sequence[str] = (),
    type_text: str = "",
    address: str = "",
    mandate: str = "",
    registration: str = "",
) -> Party:
    """A party as `organisation` describes it; a unit names the ministry or body it belongs to."""
    require(actor, "party.register", organisation)
    party = Party(
        name=_tidy(name),
        other_names=_tidy_all(other_names),
        kind=kind,
        type=type,
        type_text=type_text.strip(),
        country=country.strip().upper(),
        address=address.strip(),
        parent=parent,
        mandate=mandate.strip(),
        registration=registration.strip(),
        created_by_organisation=organisation,
    )
    _check(party, actor)
    party.save(force_insert=True)
    _record("party.registered", actor, party)
    return party


@transaction.atomic
def amend_party(*, actor: User, party: Party, **changes: object) -> Party:
    """Change what is said of a party; a screening made under its former names no longer counts."""
    require(actor, "party.amend", party)
    if unknown := set(changes) - _AMENDABLE:
        raise TypeError(f"A party has no field to amend called {', '.join(sorted(unknown))}.")
    for field, value in changes.items():
        setattr(party, field, value)
    party.name, party.other_names = _tidy(party.name), _tidy_all(party.other_names)
    _check(party, actor)
    party.save()
    _record("party.amended", actor, party)
    return party


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _tidy_all(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(tidy for name in names if (tidy := _tidy(name))))


def _check(party: Party, actor: User) -> None:
    """Every fault at once, by field, each with what to do."""
    faults: dict[str, str] = {}
    if party.type == PartyType.OTHER and not party.type_text:
        faults["type_text"] = _("Say in words what kind of party this is.")
    if party.kind == PartyKind.UNIT and party.parent is None:
        faults["parent"] = _("Name the ministry or organisation the unit belongs to.")
    if party.parent is not None:
        faults |= _parent_faults(party, party.parent, actor)
    if faults:
        raise ValidationError(faults)
    party.full_clean(exclude=["parent", "created_by_organisation"])


def _parent_faults(party: Party, parent: Party, actor: User) -> dict[str, str]:
    if not Party.objects.visible_to(actor).filter(pk=parent.pk).exists():
        return {"parent": _("Choose a party that you have described.")}
    if party.pk in {ancestor.pk for ancestor in [parent, *parent.ancestors()]}:
        return {"parent": _("A party cannot belong to itself. Choose the body above it.")}
    return {}


def _record(type: str, actor: User, party: Party) -> None:
    record(
        type=type,
        actor=actor.pseudonym,
        subject=party,
        payload={
            "kind": party.kind,
            "type": party.type,
            "country": party.country,
            "parent": str(party.parent_id) if party.parent_id else None,
        },
        # A party may be a person: name and address can be destroyed without harm to the rest.
        personal={
            "name": party.name,
            "other_names": party.other_names,
            "address": party.address,
            "registration": party.registration,
            "mandate": party.mandate,
        },
    )
