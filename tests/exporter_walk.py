"""What the tests of the exporter's side begin with: a small law, deals and applications in the states they need."""

from __future__ import annotations

from typing import Any

import exporter_law
import pytest
from cast import organisation_of
from django.core.files.uploadedfile import SimpleUploadedFile

from licet.reasoning import Law
from licet.service.applications import services
from licet.service.applications.demo_answers import PLATFORM, TOOLKIT
from licet.service.applications.models import Application
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item, Transfer
from licet.service.files.models import Document
from licet.service.files.services import store
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.records.models import Event

DECLARED = {
    "name": "Elena Marsh",
    "position": "Compliance",
    "true_and_complete": True,
    "will_report": True,
    "knowingly": True,
}
ANSWERS = {
    **PLATFORM,
    "operation": {**PLATFORM["operation"], "exploits": "none"},
    "formal": {**TOOLKIT["formal"], "final_country": "XD"},
}


@pytest.fixture(scope="session")
def exporter_small_law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    root = exporter_law.write(tmp_path_factory.mktemp("exporter-law"))
    return Law.load([root], tmp_path_factory.mktemp("exporter-compiled"))


@pytest.fixture(autouse=True)
def small_law_answers(exporter_small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Law:
    """The site answers from the small law, and its home is state Z."""
    for place in ("licet.service.corpus.law", "licet.service.corpus.services.law"):
        monkeypatch.setattr(place, lambda: exporter_small_law)
    settings.HOME_REGIMES = ["ZZ"]
    return exporter_small_law


def begin(actor: User, title: str = "Lynx for State D") -> Application:
    return services.create(actor=actor, organisation=organisation_of(actor), title=title)


def answers(name: str, country: str, type: str, roles: list[str], **more: Any) -> dict[str, Any]:
    """What the party form hands over."""
    empty = {"other_names": [], "kind": "organisation", "type_text": "", "address": "", "registration": ""}
    return {
        **empty,
        "ministry": "",
        "mandate": "",
        "name": name,
        "country": country,
        "type": type,
        "roles": roles,
        **more,
    }


VENDOR = answers("Perceptor Systems", "XB", "private_company", ["exporter"])
HOST = answers("Perceptor Cloud", "XT", "private_company", ["host", "consignee"])
RESELLER = answers("Quillon Trading", "XQ", "reseller_distributor", ["purchaser", "intermediary"])
UNIT = answers(
    "Police Directorate, Department 9",
    "XD",
    "gov_police",
    ["end_user"],
    kind="unit",
    ministry="Ministry of the Interior of D",
    mandate="Police Act, sections 41 to 47.",
)


def add(actor: User, chain: Chain, described: dict[str, Any]) -> Party:
    return chains.describe_party(actor=actor, chain=chain, answers=described)


def leg(
    actor: User, chain: Chain, item: Item, act: str, source: Party, destination: Party, **more: Any
) -> Transfer:
    """A leg done by whoever it comes from."""
    fields = {"item": item, "act": act, "actor": source, "source": source, "destination": destination, **more}
    return chains.add_transfer(actor=actor, chain=chain, leg=fields)


def fill(actor: User, application: Application) -> Application:
    """Everything a submission needs: four parties, an agent sent to the host, access from there, all sections."""
    chain = application.chain
    vendor, host, _reseller, unit = (add(actor, chain, each) for each in (VENDOR, HOST, RESELLER, UNIT))
    agent, access = _items(actor, chain)
    leg(actor, chain, agent, "transmit", vendor, host)
    leg(actor, chain, access, "grant_access", host, unit, host=host)
    for section, given in ANSWERS.items():
        services.save_section(
            actor=actor, application=application, section=section, answers=given, complete=True
        )
    application.refresh_from_db()
    return application


def _items(actor: User, chain: Chain) -> tuple[Item, Item]:
    made = chains.split_platform(actor=actor, chain=chain, sold_as="Lynx", parts=["agent", "access"])
    return made[0], made[1]


def filled(actor: User) -> Application:
    return fill(actor, begin(actor))


def submitted(actor: User) -> Application:
    return services.submit(actor=actor, application=filled(actor), declared=DECLARED)


def claim(actor: User, chain: Chain, thing: Item | Transfer, fact: str, value: Any) -> None:
    scope = "item" if isinstance(thing, Item) else "transfer"
    chains.claim_facts(actor=actor, chain=chain, claims=[chains.Claim(scope, thing.pk, fact, value)])


def attach(actor: User, application: Application, text: str = "A contract.") -> Document:
    upload = SimpleUploadedFile("contract.txt", text.encode(), content_type="text/plain")
    return store(
        actor=actor,
        upload=upload,
        title="Contract",
        organisation=application.organisation,
        subject=application,
    )


def payload(event: Event) -> dict[str, Any]:
    """What an event says; it must not have been destroyed."""
    assert event.payload is not None
    return event.payload
