"""An application is handed in complete, once, and frozen; what is missing is named with its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from exporter_walk import (
    ANSWERS,
    DECLARED,
    RESELLER,
    UNIT,
    add,
    attach,
    begin,
    filled,
    leg,
    payload,
    submitted,
)

from licet.service.applications import services
from licet.service.applications.completeness import gaps
from licet.service.applications.models import Application, State
from licet.service.applications.obstacles import _obstacles, against_withdrawal
from licet.service.applications.services import Incomplete, ReasonMissing
from licet.service.chains import services as chains
from licet.service.chains.models import Chain
from licet.service.chains.selectors import document
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.people.policy import Refused, may
from licet.service.records.models import Event
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db


def submit(actor: User, application: Application) -> Application:
    return services.submit(actor=actor, application=application, declared=DECLARED)


def snapshot(application: Application) -> Event:
    return events_of(application).get(type="application.submitted")


# --- handing in --------------------------------------------------------------------------------------


def test_a_complete_application_gets_a_reference_of_its_year(elena: User) -> None:
    application = submit(elena, filled(elena))
    assert re.fullmatch(rf"NM-{timezone.localdate().year}-000001", application.reference or "")
    assert application.state == State.SUBMITTED
    assert application.submitted_by == elena


def test_references_follow_each_other(elena: User, rival: User) -> None:
    first, second = submitted(elena), submitted(rival)
    assert [a.reference and a.reference[-2:] for a in (first, second)] == ["01", "02"]


def test_pressed_twice_it_is_handed_in_once(elena: User) -> None:
    application = filled(elena)
    assert submit(elena, application).reference == submit(elena, application).reference
    assert [e.type for e in events_of(application)].count("application.submitted") == 1


def test_the_event_freezes_what_was_applied_for(elena: User) -> None:
    application = filled(elena)
    contract = attach(elena, application)
    application = submit(elena, application)
    event = snapshot(application)
    assert payload(event)["application_id"] == str(application.pk)
    assert payload(event)["reference"] == application.reference
    assert payload(event)["document"] == document(application.chain)
    assert set(payload(event)["party_ids"]) == {row["id"] for row in document(application.chain)["parties"]}
    assert payload(event)["data"]["end_use"]["legal_basis"] == ANSWERS["end_use"]["legal_basis"]
    assert payload(event)["indication_id"] == str(application.indication_id)
    assert event.files == [contract.sha256]


def test_names_are_kept_apart_so_that_they_can_be_destroyed_alone(elena: User) -> None:
    event = snapshot(submitted(elena))
    assert "Department 9" not in str(payload(event)["document"])
    assert "declaration" not in payload(event)["data"]


def test_the_deal_is_locked_with_the_application(elena: User) -> None:
    application = submitted(elena)
    chain = Chain.objects.get(pk=application.chain_id)
    with pytest.raises(Refused):
        chains.add_item(actor=elena, chain=chain, name="More", kind="software")
    with pytest.raises(Refused):
        services.save_section(
            actor=elena, application=application, section="contract", answers={}, complete=True
        )


def test_nobody_else_hands_it_in(elena: User, rival: User, olga: User, audra: User) -> None:
    application = filled(elena)
    for somebody in (rival, olga, audra):
        with pytest.raises(Refused):
            submit(somebody, application)
    assert Application.objects.get().state == State.DRAFT


# --- what is missing ---------------------------------------------------------------------------------


def texts(application: Application) -> list[str]:
    return [gap.text for gap in gaps(application)]


def test_an_empty_application_lacks_everything_and_says_where(elena: User) -> None:
    application = begin(elena)
    with pytest.raises(Incomplete) as refusal:
        submit(elena, application)
    tasks = {gap.task for gap in refusal.value.gaps}
    assert tasks == {"parties", "items", "transfers", "data"}
    assert all(str(application.pk) in gap.href for gap in refusal.value.gaps)
    assert not Event.objects.filter(type="application.submitted").exists()


def test_a_complete_application_lacks_nothing(elena: User) -> None:
    assert gaps(filled(elena)) == []


@pytest.mark.parametrize("role", ["exporter", "purchaser", "consignee", "end_user"])
def test_each_needed_role_is_asked_for(elena: User, role: str) -> None:
    application = filled(elena)
    application.chain.parties.filter(role=role).delete()
    assert len(texts(application)) == 1


def test_a_government_end_user_needs_its_unit_ministry_and_mandate(elena: User) -> None:
    application = filled(elena)
    unit = Party.objects.get(name=UNIT["name"])
    Party.objects.filter(pk=unit.pk).update(mandate="")
    assert texts(application) == ["Enter the mandate of Police Directorate, Department 9."]
    Party.objects.filter(pk=unit.pk).update(kind="organisation", parent=None)
    assert texts(application) == [
        "Name the operating unit and the ministry it belongs to: Police Directorate, Department 9."
    ]


def test_an_item_that_nothing_moves_is_named(elena: User) -> None:
    application = filled(elena)
    chains.add_item(actor=elena, chain=application.chain, name="Spare server", kind="hardware")
    assert texts(application) == [
        "Say whether “Spare server” belongs to another item or stands on its own.",
        "Say what happens with “Spare server”: no transfer moves it.",
    ]


def test_a_platform_that_was_not_split_is_named(elena: User) -> None:
    application = filled(elena)
    chain = application.chain
    item = chains.add_item(actor=elena, chain=chain, name="Lynx Platform", kind="software")
    vendor, unit = Party.objects.get(name="Perceptor Systems"), Party.objects.get(name=UNIT["name"])
    leg(elena, chain, item, "transmit", vendor, unit)
    assert texts(application) == ["Split “Lynx Platform” into the parts it consists of."]


@pytest.mark.parametrize("section", list(ANSWERS))
def test_a_section_kept_for_later_is_still_missing(elena: User, section: str) -> None:
    application = filled(elena)
    services.save_section(actor=elena, application=application, section=section, answers={}, complete=False)
    application.refresh_from_db()
    assert len(texts(application)) == 1


# --- withdrawing -------------------------------------------------------------------------------------


def test_a_draft_and_a_submitted_application_are_withdrawn_with_a_reason(elena: User) -> None:
    for application in (begin(elena), submitted(elena)):
        withdrawn = services.withdraw(actor=elena, application=application, reason="The buyer went away.")
        assert withdrawn.state == State.WITHDRAWN
        event = events_of(application).get(type="application.withdrawn")
        assert payload(event)["reason"] == "The buyer went away."
        assert payload(event)["was_submitted"] is bool(application.reference)


def test_a_withdrawal_without_a_reason_is_refused(elena: User) -> None:
    with pytest.raises(ReasonMissing):
        services.withdraw(actor=elena, application=begin(elena), reason=" ")


def test_what_is_withdrawn_stays_so(elena: User) -> None:
    application = services.withdraw(actor=elena, application=filled(elena), reason="No.")
    for act in ("application.edit", "application.submit", "application.withdraw"):
        assert not may(elena, act, application)


def test_a_lower_app_can_stand_in_the_way_with_its_reason(elena: User) -> None:
    against_withdrawal("tests.decided")(lambda application: "It was decided yesterday.")
    try:
        with pytest.raises(Refused, match="decided yesterday"):
            services.withdraw(actor=elena, application=submitted(elena), reason="Late.")
    finally:
        del _obstacles["tests.decided"]


def test_a_reseller_in_the_deal_is_no_obstacle_as_long_as_it_is_not_the_end_user(elena: User) -> None:
    application = filled(elena)
    add(elena, application.chain, {**RESELLER, "name": "Second Reseller", "roles": ["intermediary"]})
    assert gaps(application) == []


def test_declared_answers_of_every_type_are_kept_as_json(elena: User) -> None:
    from datetime import date
    from decimal import Decimal

    given: dict[str, Any] = {"signed_on": date(2026, 7, 14), "value": Decimal("12.50"), "status": "signed"}
    assert services.plain(given) == {"signed_on": "2026-07-14", "value": "12.50", "status": "signed"}


def test_access_is_given_on_somebodys_servers(elena: User) -> None:
    application = filled(elena)
    access = application.chain.transfers.filter(act="grant_access")
    name = access.get().item.name
    access.update(host=None)
    assert texts(application) == [f"Say on whose servers “{name}” runs, to which access is given."]
