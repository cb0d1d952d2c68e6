"""Who said what: statements are added, never changed; the exporter claims, the authority finds and disputes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from exporter_walk import DECLARED, attach, begin, claim, filled, payload, submitted

from licet.service.applications import services
from licet.service.applications.models import Application
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item, Statement
from licet.service.chains.selectors import document, history
from licet.service.chains.services import Claim, FactRefused
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(elena: User) -> Chain:
    found: Chain = begin(elena).chain
    return found


@pytest.fixture
def item(elena: User, chain: Chain) -> Item:
    return chains.add_item(actor=elena, chain=chain, name="Implant", kind="software")


@pytest.fixture
def handed_in(elena: User) -> Chain:
    found: Chain = submitted(elena).chain
    return found


@pytest.fixture
def agent(handed_in: Chain) -> Item:
    found: Item = handed_in.items.get(part="agent")
    return found


def said(chain: Chain, item: Item, fact: str, basis: str = "claims") -> Any:
    rows = {row["id"]: row["facts"] for row in document(chain, basis)["items"]}
    return rows[str(item.pk)].get(fact)


def spies(item: Item, value: Any = True) -> Claim:
    return Claim("item", item.pk, "item.spies", value)


def test_a_claim_is_in_the_document_with_who_says_it(elena: User, chain: Chain, item: Item) -> None:
    claim(elena, chain, item, "item.spies", True)
    assert said(chain, item, "item.spies") == {"value": True, "by": "exporter", "status": "claimed"}


def test_a_later_claim_supersedes_and_the_earlier_stays_in_the_history(
    elena: User, chain: Chain, item: Item
) -> None:
    claim(elena, chain, item, "item.spies", True)
    claim(elena, chain, item, "item.spies", False)
    assert said(chain, item, "item.spies")["value"] is False
    assert [statement.value for statement in history(chain, item.pk, "item.spies")] == [True, False]


def test_saying_the_same_again_adds_nothing(elena: User, chain: Chain, item: Item) -> None:
    claim(elena, chain, item, "item.spies", True)
    claim(elena, chain, item, "item.spies", True)
    assert Statement.objects.count() == 1
    assert [e.type for e in events_of(chain)].count("fact.claimed") == 1


def test_i_do_not_know_is_kept_and_leaves_the_fact_unknown(elena: User, chain: Chain, item: Item) -> None:
    claim(elena, chain, item, "item.spies", True)
    claim(elena, chain, item, "item.spies", None)
    assert said(chain, item, "item.spies") is None
    assert history(chain, item.pk, "item.spies")[-1].status == "open"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("item.spies", "perhaps"),
        ("item.delivery", "by pigeon"),
        ("item.delivery", {"one_of": ["remote", "by pigeon"]}),
        ("item.delivery", {"one_of": []}),
        ("item.key_bits", "long"),
        ("item.key_bits", True),
        ("item.delivery", {"min": 1}),
        ("item.spied", True),
        ("transfer.informed_by_authority", False),
    ],
)
def test_what_the_vocabulary_does_not_know_is_refused(
    elena: User, chain: Chain, item: Item, fact: str, value: Any
) -> None:
    with pytest.raises(FactRefused):
        chains.claim_facts(actor=elena, chain=chain, claims=[Claim("item", item.pk, fact, value)])
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("item.delivery", {"one_of": ["remote", "physical"]}),
        ("item.key_bits", 56),
        ("item.key_bits", {"min": 100, "max": 400}),
    ],
)
def test_several_values_and_ranges_are_taken(
    elena: User, chain: Chain, item: Item, fact: str, value: Any
) -> None:
    claim(elena, chain, item, fact, value)
    assert said(chain, item, fact)["value"] == value


def test_a_misspelt_fact_is_answered_with_the_nearest(elena: User, chain: Chain, item: Item) -> None:
    with pytest.raises(FactRefused, match=r"item\.spies"):
        claim(elena, chain, item, "item.spys", True)


def test_nothing_is_written_when_one_of_several_claims_is_wrong(
    elena: User, chain: Chain, item: Item
) -> None:
    wrong = Claim("item", item.pk, "item.delivery", "by pigeon")
    with pytest.raises(FactRefused):
        chains.claim_facts(actor=elena, chain=chain, claims=[spies(item), wrong])
    assert not Statement.objects.exists()


def test_facts_are_stated_of_parts_of_the_deal_only(elena: User, chain: Chain) -> None:
    elsewhere = chains.add_item(
        actor=elena, chain=begin(elena, "Another").chain, name="Else", kind="software"
    )
    with pytest.raises(FactRefused, match="not part of the deal"):
        chains.claim_facts(actor=elena, chain=chain, claims=[spies(elsewhere)])


def test_the_exporter_cannot_claim_to_be_informed_but_may_say_that_no_notice_was_served(elena: User) -> None:
    chain: Chain = filled(elena).chain
    leg = chain.transfers.first()
    assert leg
    with pytest.raises(FactRefused, match="notice"):
        claim(elena, chain, leg, "transfer.informed_by_authority", True)
    claim(elena, chain, leg, "transfer.informed_by_authority", False)
    assert document(chain)["transfers"][0]["facts"]["transfer.informed_by_authority"]["value"] is False


def test_the_exporter_cannot_state_a_judgement(elena: User, chain: Chain, item: Item) -> None:
    with pytest.raises(FactRefused, match="authority to judge"):
        claim(elena, chain, item, "judgement.required", True)


def test_a_served_notice_counts_on_claims_too(olga: User, handed_in: Chain) -> None:
    leg = handed_in.transfers.first()
    assert leg
    notice = Claim("transfer", leg.pk, "transfer.informed_by_authority", True)
    chains.find_fact(actor=olga, chain=handed_in, claim=notice, reason="Notice served on 3 March.")
    for basis in ("claims", "findings"):
        facts = document(handed_in, basis)["transfers"][0]["facts"]
        assert facts["transfer.informed_by_authority"]["by"] == "authority"


def test_a_finding_prevails_in_findings_and_leaves_the_claims_alone(
    tomas: User, handed_in: Chain, agent: Item
) -> None:
    chains.find_fact(actor=tomas, chain=handed_in, claim=spies(agent), reason="A sample was examined.")
    assert said(handed_in, agent, "item.spies") is None
    assert said(handed_in, agent, "item.spies", "findings") == {
        "value": True,
        "by": "authority",
        "status": "found",
    }


def test_a_claim_that_nobody_examined_is_still_shown_among_the_findings(elena: User, olga: User) -> None:
    chain: Chain = filled(elena).chain
    item = chain.items.get(part="agent")
    claim(elena, chain, item, "item.spies", True)
    assert said(chain, item, "item.spies", "findings") == {
        "value": True,
        "by": "exporter",
        "status": "claimed",
    }


def test_a_disputed_claim_is_disputed_in_findings_only(elena: User, olga: User) -> None:
    application = filled(elena)
    item = application.chain.items.get(part="agent")
    claim(elena, application.chain, item, "item.spies", False)
    chain = services.submit(actor=elena, application=application, declared=DECLARED).chain
    chains.dispute_fact(
        actor=olga, chain=chain, claim=spies(item, None), reason="The brochure says otherwise."
    )
    assert said(chain, item, "item.spies")["status"] == "claimed"
    assert said(chain, item, "item.spies", "findings")["status"] == "disputed"


def test_a_finding_after_a_dispute_settles_it(olga: User, handed_in: Chain, agent: Item) -> None:
    chains.dispute_fact(
        actor=olga, chain=handed_in, claim=spies(agent, False), reason="Its sheet says otherwise."
    )
    chains.find_fact(actor=olga, chain=handed_in, claim=spies(agent, True), reason="Tested in March.")
    assert said(handed_in, agent, "item.spies", "findings")["status"] == "found"


@pytest.mark.parametrize("act", [chains.find_fact, chains.dispute_fact])
def test_the_authority_gives_its_reason(olga: User, handed_in: Chain, agent: Item, act: Any) -> None:
    with pytest.raises(FactRefused) as refusal:
        act(actor=olga, chain=handed_in, claim=spies(agent), reason="  ")
    assert refusal.value.form_field == "reason"


def test_a_finding_is_an_event_with_its_evidence(
    elena: User, olga: User, handed_in: Chain, agent: Item
) -> None:
    report = attach(elena, Application.objects.get(chain=handed_in))
    chains.find_fact(
        actor=olga, chain=handed_in, claim=spies(agent), reason="See the report.", evidence=report
    )
    event = events_of(handed_in).filter(type="fact.found").get()
    assert payload(event)["statements"][0]["reason"] == "See the report."
    assert report.sha256 in event.files


def test_nothing_is_found_of_a_draft(olga: User, elena: User) -> None:
    chain: Chain = filled(elena).chain
    item = chain.items.get(part="agent")
    with pytest.raises(Refused, match="draft"):
        chains.find_fact(actor=olga, chain=chain, claim=spies(item), reason="Seen in use.")


def test_only_officials_find_and_only_exporters_claim(
    elena: User, olga: User, amina: User, paul: User, audra: User, handed_in: Chain, agent: Item
) -> None:
    for somebody in (elena, amina, paul, audra):
        with pytest.raises(Refused):
            chains.find_fact(actor=somebody, chain=handed_in, claim=spies(agent), reason="Seen in use.")
    for somebody in (olga, audra):
        with pytest.raises(Refused):
            chains.claim_facts(actor=somebody, chain=handed_in, claims=[spies(agent)])


def test_after_submission_the_exporter_claims_nothing_more(
    elena: User, handed_in: Chain, agent: Item
) -> None:
    with pytest.raises(Refused, match="submitted"):
        claim(elena, handed_in, agent, "item.spies", True)


@pytest.mark.parametrize(
    "statement", ["UPDATE chains_statement SET fact = 'x'", "DELETE FROM chains_statement"]
)
def test_the_database_itself_keeps_what_was_stated(
    elena: User, chain: Chain, item: Item, statement: str
) -> None:
    claim(elena, chain, item, "item.spies", True)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Statement.objects.get().fact == "item.spies"
