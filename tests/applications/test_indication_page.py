"""The indication leg by leg: what holds, why, whose duty; what is open; what nobody controls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cast import client_for
from django.conf import settings
from django.urls import reverse
from exporter_pages import Walker, begin
from exporter_walk import DECLARED, claim, filled, submitted

from licet.reasoning import Law
from licet.service import corpus
from licet.service.applications import services
from licet.service.applications.models import Application
from licet.service.applications.views.common import legs_of
from licet.service.chains.models import Item
from licet.service.chains.selectors import document
from licet.service.classification.carried_over import carried_over
from licet.service.classification.in_short import is_told
from licet.service.classification.presenting import IndicationView, LegView, outcome_words, present
from licet.service.corpus.services import ask
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
SILENT = {"outcome": {"possible": ["nothing_found_in_scope"], "settled": True}}
FOUR_ANSWERS = ["authorised_generally", "record", "inform", "nothing_found_in_scope"]


@pytest.fixture
def application(elena: User) -> Application:
    """An agent sent from Northmark to T; access given from T to the unit in D."""
    return filled(elena)


def shown(application: Application) -> IndicationView:
    result = ask(document(application.chain), as_of=TODAY)
    return present(result, application.chain, legs_of(application))


def leg(application: Application, part: str) -> LegView:
    return next(row for row in shown(application).legs if row.leg.item.part == part)


def say(elena: User, application: Application, **facts: Any) -> None:
    for item in Item.objects.filter(chain=application.chain, part="agent"):
        for name, value in facts.items():
            claim(elena, application.chain, item, f"item.{name}", value)


def no_notice(elena: User, application: Application) -> None:
    for transfer in application.chain.transfers.all():
        claim(elena, application.chain, transfer, "transfer.informed_by_authority", False)


def test_a_leg_that_needs_a_licence_says_so_with_entry_reason_and_duty(
    elena: User, application: Application
) -> None:
    say(elena, application, spies=True, delivery="remote")
    regime = leg(application, "agent").regimes[0]
    assert regime.headline == "A licence is required"
    assert [entry.id for entry in regime.entries] == ["ZZ.4D004"]
    licence = next(measure for measure in regime.measures if measure.id == "ZZ.ART3")
    assert licence.holds
    assert licence.bearers == "Perceptor Systems (exporter)"
    assert licence.citations[0]["instrument"] == "Treaty"
    assert "Agent of Lynx – Does it extract data in secret? Yes" in licence.facts


def test_a_leg_of_which_nothing_is_known_is_open_and_says_why(application: Application) -> None:
    row = leg(application, "agent")
    assert row.regimes[0].headline == "Cannot be said yet"
    assert row.regimes[0].because == "facts are missing"
    assert not row.uncontrolled


def test_where_nothing_is_found_the_facts_of_that_leg_say_why(elena: User, application: Application) -> None:
    say(elena, application, spies=False)
    no_notice(elena, application)
    (regime,) = leg(application, "agent").regimes
    assert any("Agent of Lynx – Does it extract data in secret? No" in text for text in regime.why_not)


def test_facts_of_another_leg_explain_nothing(application: Application) -> None:
    sent, access = legs_of(application)
    fact = {"fact": "party.country", "key": "from.country", "scope": str(sent.source_id), "value": "XB"}
    assert [row["scope"] for row in carried_over([fact], sent)] == [str(sent.source_id)]
    assert carried_over([fact], access) == []
    own = {"fact": "transfer.aware", "key": "transfer.aware", "scope": str(sent.pk), "value": False}
    assert carried_over([fact, own], sent) == [fact, own]
    assert carried_over([own], access) == []


def test_a_leg_that_no_regime_reaches_is_nobodys(application: Application) -> None:
    assert leg(application, "access").uncontrolled


def test_a_firm_no_is_only_not_controlled_by_the_rules_checked_here(
    elena: User, application: Application
) -> None:
    say(elena, application, spies=False)
    no_notice(elena, application)
    assert leg(application, "agent").regimes[0].headline == "Not controlled by the rules checked here"


def test_the_answers_that_sound_like_no_are_different_answers() -> None:
    assert len({outcome_words(code) for code in FOUR_ANSWERS}) == len(FOUR_ANSWERS)


def test_each_item_says_whether_it_is_an_intrusion_capability(elena: User, application: Application) -> None:
    say(elena, application, spies=True)
    rows = {row.name: row for row in shown(application).items}
    assert rows["Agent of Lynx"].answer == "Yes"
    assert rows["Agent of Lynx"].kinds == ["Spyware"]


@pytest.fixture
def walker(elena: User, application: Application) -> Walker:
    found = Walker(elena)
    found.application = application
    return found


def test_the_page_names_the_uncontrolled_leg_in_words(
    elena: User, walker: Walker, application: Application
) -> None:
    say(elena, application, spies=True, delivery="remote")
    page = walker.get(walker.path("indication"))
    assert "Nobody controls this leg" in page
    assert "not a decision of the authority" in page


def test_after_submission_the_page_shows_what_was_kept_that_day(
    elena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    walker = Walker(elena)
    draft = filled(elena)
    say(elena, draft, spies=True, delivery="remote")
    walker.application = services.submit(actor=elena, application=draft, declared=DECLARED)
    monkeypatch.setattr(
        "licet.service.applications.selectors.ask", lambda *a, **k: pytest.fail("asked again")
    )
    assert "Nobody controls this leg" in walker.get(walker.path("indication"))


def test_a_leg_nobody_controls_is_no_alarm_where_nothing_is_worth_controlling(
    elena: User, walker: Walker, application: Application
) -> None:
    say(elena, application, spies=False)
    no_notice(elena, application)
    assert leg(application, "agent").uncontrolled
    assert not leg(application, "agent").alarm
    page = walker.get(walker.path("indication"))
    assert "Nobody controls this leg" not in page
    assert "Nothing is required for this transfer by the rules checked here." in page


def test_a_leg_nobody_controls_is_an_alarm_beside_a_capability(elena: User, application: Application) -> None:
    say(elena, application, spies=True, delivery="owner", key_bits=0)
    no_notice(elena, application)
    assert leg(application, "access").alarm


# --- in one sentence ---------------------------------------------------------------------------------


def in_short(application: Application) -> str:
    (own,) = shown(application).own
    return own.sentence


def test_it_begins_with_what_is_needed_and_for_which_transfer(elena: User, application: Application) -> None:
    say(elena, application, spies=True, delivery="remote")
    no_notice(elena, application)
    assert in_short(application) == (
        "On what is stated here, a licence is needed under these rules. This holds for transfer 1."
    )


def test_it_begins_with_a_no_only_where_everything_is_settled(elena: User, application: Application) -> None:
    say(elena, application, spies=False)
    no_notice(elena, application)
    assert in_short(application) == (
        "On what is stated here, no licence is needed under these rules, as far as they are checked here."
    )


def test_it_says_that_it_cannot_be_said_yet_and_why(application: Application) -> None:
    assert in_short(application) == (
        "We cannot say yet whether a licence is needed under these rules: facts are missing."
    )


def test_the_sentence_is_the_first_thing_on_the_page(walker: Walker) -> None:
    page = walker.get(walker.path("indication"))
    first = page.index("We cannot say yet whether a licence is needed")
    assert first < page.index("Every leg under every regime")
    assert first < page.index("not a decision of the authority")


@pytest.mark.parametrize(
    ("regime", "row", "countries", "told"),
    [
        ("ZZ", SILENT, {"XB"}, True),
        ("XA", SILENT, {"XB", "XD"}, False),
        ("XA", SILENT, {"XB", "XA"}, True),
        ("XA", SILENT, {"XB", ""}, True),
        ("XA", {"outcome": {"possible": ["licence"], "settled": True}}, {"XB"}, True),
        ("XA", {"outcome": {"possible": ["nothing_found_in_scope"], "settled": False}}, {"XB"}, True),
        ("EU", SILENT, {"XA"}, True),
    ],
)
def test_another_states_regime_is_shown_where_it_has_a_part_or_says_something(
    regime: str, row: dict[str, Any], countries: set[str], told: bool
) -> None:
    assert is_told(regime, row, countries) is told


def test_an_officer_reads_the_indication_of_what_was_submitted(elena: User, olga: User) -> None:
    walker = Walker(olga)
    walker.application = submitted(elena)
    assert "Every leg under every regime" in walker.get(walker.path("indication"))


def test_without_a_transfer_nothing_is_said(elena: User) -> None:
    walker = Walker(elena)
    begin(walker)
    assert "nothing can be said" in walker.get(walker.path("indication"))


def test_the_exporter_reads_the_argument_of_the_own_deal_in_the_own_language(
    elena: User, application: Application
) -> None:
    client = client_for(elena)
    path = reverse("applications:argument", args=[application.pk])
    english = client.get(f"{path}?for=court").content.decode()
    assert "Northmark" in english and "Follows from" in english and 'href="#p2"' in english
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "fr"})
    french = client.get(f"{path}?for=exporter").content.decode()
    assert "Raisonnement selon le droit au" in french and "Follows from" not in french


def test_a_kept_answer_says_when_the_law_has_changed_since(
    elena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = submitted(elena)
    path = reverse("applications:argument", args=[application.pk])
    assert "has changed since" not in client_for(elena).get(path).content.decode()
    law = corpus.law()
    other = Law(replace(law.corpus, digest="0" * 64), law.starts, law.folder)
    monkeypatch.setattr(corpus, "law", lambda: other)
    assert "has changed since" in client_for(elena).get(path).content.decode()
