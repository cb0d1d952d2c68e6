"""Invented applications of the demo authority: a platform sold through three states, and a small one handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item, PartyRole, Transfer, TransferAct
from licet.service.chains.services import Claim
from licet.service.corpus import law
from licet.service.files.models import DocumentKind
from licet.service.files.services import store
from licet.service.parties.models import Party, PartyKind, PartyType
from licet.service.people.models import Organisation, User

from . import services
from .demo_answers import FACTS, LEG_FACTS, PLATFORM, TOOLKIT
from .models import Application

PLATFORM_TITLE = "Lynx Platform for State D"
TOOLKIT_TITLE = "Test toolkit for Tern Security"


@transaction.atomic
def load(people: Mapping[str, User]) -> list[Application]:
    """The demo applications of Elena's company; loading again changes nothing."""
    elena = people["elena"]
    organisation = elena.posts[0].organisation
    known = {
        row.chain.title: row
        for row in Application.objects.filter(organisation=organisation).select_related("chain")
    }
    platform = known.get(PLATFORM_TITLE) or _platform(elena, organisation)
    toolkit = known.get(TOOLKIT_TITLE) or _toolkit(elena, organisation)
    return [platform, toolkit]


def _platform(actor: User, organisation: Organisation) -> Application:
    """A vendor, its subsidiary that hosts, a reseller that contracts, a police unit that uses."""
    application = services.create(actor=actor, organisation=organisation, title=PLATFORM_TITLE)
    chain = application.chain
    parties = _platform_parties(actor, chain)
    parts = (
        "agent",
        "command_and_control",
        "exploit_feed",
        "updates",
        "access",
        "hosting",
        "support",
        "training",
        "source_code",
    )
    made = chains.split_platform(actor=actor, chain=chain, sold_as="Lynx Platform", parts=parts)
    items = {item.part: item for item in made}
    _platform_legs(actor, chain, parties, items)
    _state(actor, chain)
    for section, answers in PLATFORM.items():
        services.save_section(
            actor=actor, application=application, section=section, answers=answers, complete=True
        )
    _attach(
        actor, application, "lynx-overview.txt", "Lynx Platform: technical overview", DocumentKind.TECHNICAL
    )
    return application


def _platform_parties(actor: User, chain: Chain) -> dict[str, Party]:
    own = chain.organisation
    return {
        "vendor": _party(
            actor,
            chain,
            own.name,
            own.country,
            PartyType.PRIVATE_COMPANY,
            ["exporter", "applicant", "manufacturer"],
        ),
        "host": _party(
            actor, chain, "Perceptor Cloud Services", "XT", PartyType.PRIVATE_COMPANY, ["host", "consignee"]
        ),
        "reseller": _party(
            actor,
            chain,
            "Quillon Trading",
            "XQ",
            PartyType.RESELLER_DISTRIBUTOR,
            ["purchaser", "intermediary"],
        ),
        "unit": _party(
            actor,
            chain,
            "Police Directorate, Department 9",
            "XD",
            PartyType.GOV_POLICE,
            ["end_user", "operator"],
            ministry="Ministry of the Interior of State D",
            mandate="Police Act of State D, sections 41 to 47: interception in investigations of listed offences, on a judge’s order.",
        ),
    }


def _party(
    actor: User,
    chain: Chain,
    name: str,
    country: str,
    type: str,
    roles: list[str],
    ministry: str = "",
    mandate: str = "",
) -> Party:
    known = Party.objects.filter(created_by_organisation=chain.organisation, name=name).first()
    if known:
        chains.add_party(actor=actor, chain=chain, party=known, roles=roles)
        return known
    answers: dict[str, Any] = {
        "name": name,
        "other_names": [],
        "kind": PartyKind.UNIT if ministry else PartyKind.ORGANISATION,
        "type": type,
        "type_text": "",
        "country": country,
        "address": "",
        "registration": "",
        "ministry": ministry,
        "mandate": mandate,
        "roles": [PartyRole(role).value for role in roles],
    }
    return chains.describe_party(actor=actor, chain=chain, answers=answers)


def _platform_legs(
    actor: User, chain: Chain, parties: Mapping[str, Party], items: Mapping[str, Item]
) -> None:
    vendor, host, reseller, unit = (parties[key] for key in ("vendor", "host", "reseller", "unit"))
    for part in ("source_code", "agent", "command_and_control", "exploit_feed", "updates"):
        _leg(actor, chain, items[part], TransferAct.TRANSMIT, vendor, vendor, host)
    _leg(actor, chain, items["access"], TransferAct.GRANT_ACCESS, host, host, unit, host=host, accessor=unit)
    _leg(actor, chain, items["access"], TransferAct.BROKER, reseller, host, unit)
    _leg(actor, chain, items["hosting"], TransferAct.ASSIST, host, host, unit, host=host)
    _leg(actor, chain, items["support"], TransferAct.ASSIST, vendor, vendor, unit)
    _leg(actor, chain, items["training"], TransferAct.ASSIST, vendor, vendor, unit, via_countries=["XQ"])


def _leg(
    actor: User,
    chain: Chain,
    item: Item,
    act: str,
    who: Party,
    source: Party,
    destination: Party,
    **more: Any,
) -> Transfer:
    leg = {"item": item, "act": act, "actor": who, "source": source, "destination": destination, **more}
    return chains.add_transfer(actor=actor, chain=chain, leg=leg)


def _toolkit(actor: User, organisation: Organisation) -> Application:
    """Control software of a test toolkit, sold to a company that tests other companies' networks."""
    application = services.create(actor=actor, organisation=organisation, title=TOOLKIT_TITLE)
    chain = application.chain
    own = _party(
        actor, chain, organisation.name, organisation.country, PartyType.PRIVATE_COMPANY, ["exporter"]
    )
    buyer = _party(
        actor,
        chain,
        "Tern Security",
        "XQ",
        PartyType.PRIVATE_COMPANY,
        ["purchaser", "consignee", "end_user", "operator"],
    )
    parts = ("agent", "command_and_control", "updates")
    for item in chains.split_platform(actor=actor, chain=chain, sold_as="Kestrel Test Toolkit", parts=parts):
        _leg(actor, chain, item, TransferAct.TRANSMIT, own, own, buyer)
    _state(actor, chain)
    for section, answers in TOOLKIT.items():
        services.save_section(
            actor=actor, application=application, section=section, answers=answers, complete=True
        )
    _attach(
        actor,
        application,
        "kestrel-datasheet.txt",
        "Kestrel Test Toolkit: data sheet",
        DocumentKind.TECHNICAL,
    )
    declared = {
        "name": actor.name,
        "position": "Head of export compliance",
        "true_and_complete": True,
        "will_report": True,
        "knowingly": True,
    }
    return services.submit(actor=actor, application=application, declared=declared)


def _state(actor: User, chain: Chain) -> None:
    """What the law's vocabulary knows of it; another corpus may ask other things."""
    known = law().facts
    stated = [
        ("item", item.pk, name, value)
        for item in chain.items.all()
        for name, value in FACTS.get(item.part, {}).items()
    ]
    stated += [
        ("transfer", leg.pk, name, value)
        for leg in chain.transfers.all()
        for name, value in LEG_FACTS.items()
    ]
    claims = [
        Claim(scope, key, f"{scope}.{name}", value)
        for scope, key, name, value in stated
        if f"{scope}.{name}" in known
    ]
    chains.claim_facts(actor=actor, chain=chain, claims=claims)


def _attach(actor: User, application: Application, filename: str, title: str, kind: str) -> None:
    text = f"{title}\n\nThis document is invented, like everything in the demonstration.\n"
    store(
        actor=actor,
        upload=SimpleUploadedFile(filename, text.encode(), content_type="text/plain"),
        title=title,
        organisation=application.organisation,
        subject=application,
        kind=kind,
    )
