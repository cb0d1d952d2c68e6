"""Wrong input: the message names the field and says what to do, everything typed is shown again, nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from exporter_pages import PARTY, Walker, begin
from exporter_walk import ANSWERS, filled

from licet.service.applications.models import Application
from licet.service.applications.sections import SECTIONS, answers, is_complete
from licet.service.chains.models import ChainParty, Item, Transfer
from licet.service.parties.models import Party
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
RESELLER = {**PARTY, "name": "Quillon Trading", "country": "XQ", "type": "reseller_distributor"}
UNIT = {
    **PARTY,
    "name": "Department 9",
    "country": "XD",
    "type": "gov_police",
    "roles": ["end_user"],
    "kind": "unit",
    "ministry": "Interior",
    "mandate": "Police Act.",
}


@pytest.fixture
def walker(elena: User) -> Walker:
    found = Walker(elena)
    begin(found)
    return found


@pytest.fixture
def full(elena: User) -> Walker:
    found = Walker(elena)
    found.application = filled(elena)
    return found


def refused(walker: Walker, path: str, data: dict[str, Any]) -> str:
    """The page again, with its errors."""
    answer = walker.post(path, data)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    assert "There is a problem" in page
    assert "<title>Error:" in " ".join(page.split()).replace("<title> Error", "<title>Error")
    return page


# --- the end-user ------------------------------------------------------------------------------------


def test_a_reseller_as_end_user_is_refused_with_the_reason_and_the_ways_on(walker: Walker) -> None:
    page = refused(walker, walker.path("add-party"), {**RESELLER, "roles": ["end_user"]})
    assert "passes the item on and does not use it" in page
    assert "Intermediary" in page and "operating unit" in page
    assert 'value="Quillon Trading"' in page
    assert not Party.objects.exists()


def test_a_reseller_taken_up_again_as_end_user_is_refused_too(full: Walker, elena: User) -> None:
    second = Walker(elena)
    second.does(reverse("applications:begin"), {"title": "Second"})
    second.application = Application.objects.latest("created_at")
    reseller = Party.objects.get(type="reseller_distributor")
    page = refused(second, second.path("take-party"), {"party": reseller.pk, "roles": ["end_user"]})
    assert "passes the item on" in page


def test_a_government_end_user_is_a_unit_with_its_ministry_and_mandate(walker: Walker) -> None:
    page = refused(
        walker, walker.path("add-party"), {**UNIT, "kind": "organisation", "ministry": "", "mandate": ""}
    )
    assert "the operating unit that will use the item" in page
    assert "Enter the unit’s mandate" in page
    page = refused(walker, walker.path("add-party"), {**UNIT, "ministry": ""})
    assert "Name the ministry or organisation the unit belongs to" in page


def test_the_unit_itself_is_taken(walker: Walker) -> None:
    walker.does(walker.path("add-party"), UNIT)
    assert ChainParty.objects.get().role == "end_user"


def test_a_party_without_a_role_or_a_country_is_refused(walker: Walker) -> None:
    page = refused(walker, walker.path("add-party"), {**RESELLER, "country": "", "roles": []})
    assert "Select an answer: What does it do in this deal?" in page
    assert "Select an answer: Country where it is established" in page


# --- the purpose -------------------------------------------------------------------------------------


def test_lawful_interception_alone_is_no_purpose(walker: Walker) -> None:
    given = {**ANSWERS["end_use"], "purposes": ["lawful_interception"]}
    page = refused(walker, walker.path("data", "end_use"), given)
    for asked in ("unit", "mandate", "tenant", "capacity", "territory"):
        assert asked in page


@pytest.mark.parametrize("said", ["Lawful interception.", "lawful intercept", " Law enforcement "])
def test_a_purpose_that_only_repeats_the_words_is_refused(walker: Walker, said: str) -> None:
    page = refused(walker, walker.path("data", "end_use"), {**ANSWERS["end_use"], "purpose_text": said})
    assert "says how, not what for" in page


def test_capacity_tenant_and_territory_are_asked(walker: Walker) -> None:
    page = refused(walker, walker.path("data", "operation"), {})
    assert "Enter a number: Capacity" in page
    assert "Which tenant or installation?" in page
    page = refused(walker, walker.path("data", "end_use"), {})
    assert "In which territory may the targets be?" in page


def test_a_hosted_system_names_the_country_of_its_servers(walker: Walker) -> None:
    given = {name: value for name, value in ANSWERS["operation"].items() if value is not None}
    page = refused(walker, walker.path("data", "operation"), {**given, "hosting_country": ""})
    assert "Choose the country where the servers are." in page


# --- sections ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", [section.code for section in SECTIONS])
def test_an_empty_section_names_every_gap_and_can_be_kept_for_later(walker: Walker, section: str) -> None:
    refused(walker, walker.path("data", section), {})
    walker.does(walker.path("data", section), {"later": "yes"})
    application = Application.objects.get()
    assert not is_complete(application, section)


def test_what_was_answered_is_kept_when_the_rest_waits(walker: Walker) -> None:
    walker.does(walker.path("data", "operation"), {"tenant": "Tenant d9", "capacity": "40", "later": "yes"})
    assert answers(Application.objects.get(), "operation")["tenant"] == "Tenant d9"
    assert 'value="40"' in walker.get(walker.path("data", "operation"))


def test_an_answer_that_cannot_be_right_does_not_wait(walker: Walker) -> None:
    page = refused(
        walker, walker.path("data", "operation"), {"tenant": "Tenant d9", "capacity": "many", "later": "yes"}
    )
    assert "Write digits only: Capacity" in page
    assert "Tenant d9" in page and 'value="many"' in page


def test_a_wrong_date_is_shown_again_as_it_was_typed(walker: Walker) -> None:
    given = {
        **ANSWERS["contract"],
        "status": "signed",
        "signed_on_day": "31",
        "signed_on_month": "2",
        "signed_on_year": "2026",
    }
    given.pop("signed_on")
    page = refused(walker, walker.path("data", "contract"), given)
    assert "real date" in page and 'value="31"' in page


def test_a_signed_contract_has_a_date(walker: Walker) -> None:
    given = {k: v for k, v in ANSWERS["contract"].items() if v is not None} | {"status": "signed"}
    assert "date on which the contract was signed" in refused(walker, walker.path("data", "contract"), given)


def test_none_of_these_safeguards_excludes_the_others(walker: Walker) -> None:
    given = {**ANSWERS["safeguards"], "built_in": ["none", "audit_log"]}
    assert "Tick either" in refused(walker, walker.path("data", "safeguards"), given)


@pytest.mark.parametrize("code", ["8471", "84x14900", "123456789"])
def test_a_commodity_code_has_six_eight_or_ten_digits(walker: Walker, code: str) -> None:
    page = refused(walker, walker.path("data", "formal"), {**ANSWERS["formal"], "commodity_code": code})
    assert "6, 8 or 10 digits" in page


def test_an_unknown_section_does_not_exist(walker: Walker) -> None:
    assert walker.client.get(walker.path("data", "nonsense")).status_code == 404


# --- items and transfers -----------------------------------------------------------------------------


def test_a_platform_is_not_taken_as_one_item(walker: Walker) -> None:
    page = refused(walker, walker.path("add-item"), {"name": "Lynx Platform", "kind": "software"})
    assert "Split what is sold" in page
    assert not Item.objects.exists()


def test_splitting_needs_a_name_and_a_part(walker: Walker) -> None:
    page = refused(walker, walker.path("split"), {"sold_as": "Lynx"})
    assert "Tick at least one part." in page and 'value="Lynx"' in page


def test_a_leg_without_a_recipient_keeps_what_was_chosen(full: Walker) -> None:
    item = Item.objects.filter(part="agent").get()
    vendor = Party.objects.get(name="Perceptor Systems")
    before = Transfer.objects.count()
    given = {"item": item.pk, "act": "transmit", "actor": vendor.pk, "source": vendor.pk}
    page = refused(full, full.path("add-transfer"), given)
    assert "Select an answer: To whom?" in page
    assert f'<option value="{item.pk}" selected>' in page
    assert Transfer.objects.count() == before


def test_a_leg_from_a_party_to_itself_moves_nothing(full: Walker) -> None:
    item, vendor = Item.objects.filter(part="agent").get(), Party.objects.get(name="Perceptor Systems")
    given = {
        "item": item.pk,
        "act": "transmit",
        "actor": vendor.pk,
        "source": vendor.pk,
        "destination": vendor.pk,
    }
    assert "Nothing changes hands" in refused(full, full.path("add-transfer"), given)


def test_relating_in_a_circle_is_refused_beside_the_field(full: Walker) -> None:
    agent, access = Item.objects.get(part="agent"), Item.objects.get(part="access")
    page = refused(full, full.path("relate", agent.pk), {"relation": "component_of", "target": access.pk})
    assert "circle" in page


def test_removing_asks_first_and_a_party_in_use_says_where(full: Walker) -> None:
    unit = Party.objects.get(type="gov_police")
    assert "Remove" in full.get(full.path("remove-party", unit.pk))
    answer = full.post(full.path("remove-party", unit.pk), {})
    assert "is named in a transfer" in answer.content.decode()
    assert ChainParty.objects.filter(party=unit).exists()


# --- documents, declaration --------------------------------------------------------------------------


def test_a_file_of_a_wrong_type_is_refused_with_what_to_do(walker: Walker) -> None:
    upload = SimpleUploadedFile("run.exe", b"MZ...", content_type="application/octet-stream")
    page = refused(walker, walker.path("documents"), {"upload": upload, "title": "Tool", "kind": "technical"})
    assert "Save the document as PDF" in page and 'value="Tool"' in page


def test_the_declaration_is_made_in_full(full: Walker) -> None:
    page = refused(full, full.path("submit"), {"name": "Elena", "position": "Compliance"})
    assert "Confirm that the application is true and complete." in page
    assert Application.objects.get().reference is None


def test_what_is_missing_stands_above_the_declaration_with_links(walker: Walker) -> None:
    page = walker.get(walker.path("submit"))
    assert "Name the end-user" in page
    assert f'href="{walker.path("parties")}"' in page


def test_an_incomplete_application_is_not_handed_in_by_posting_anyway(walker: Walker) -> None:
    declared = {"name": "E", "position": "C", "true_and_complete": "on", "will_report": "on"}
    assert walker.post(walker.path("submit"), declared).status_code == 200
    assert Application.objects.get().reference is None


# --- others ------------------------------------------------------------------------------------------

PAGES = [
    "show",
    "parties",
    "items",
    "transfers",
    "questions",
    "stated",
    "indication",
    "documents",
    "check",
    "submit",
    "withdraw",
]


@pytest.mark.parametrize("page", PAGES)
def test_for_a_rival_the_page_does_not_exist(full: Walker, rival: User, page: str) -> None:
    assert Walker(rival).client.get(full.path(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_for_an_officer_a_draft_does_not_exist(full: Walker, olga: User, page: str) -> None:
    assert Walker(olga).client.get(full.path(page)).status_code == 404


def test_an_officer_begins_no_application(olga: User) -> None:
    assert Walker(olga).client.get(reverse("applications:begin")).status_code == 403


def test_a_visitor_is_sent_to_sign_in(full: Walker, client: Any) -> None:
    answer = client.get(full.path("show"))
    assert answer.status_code == 302 and "sign-in" in answer["Location"]
