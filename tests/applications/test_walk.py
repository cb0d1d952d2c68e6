"""The exporter's walk through the pages, from nothing to a reference number."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from exporter_pages import PARTY, Walker, begin
from exporter_walk import ANSWERS, submitted

from licet.service.applications.models import Application, State
from licet.service.applications.sections import SECTIONS
from licet.service.files.models import Document
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker(elena: User) -> Walker:
    return Walker(elena)


def describe_parties(walker: Walker) -> None:
    rows = [
        {"name": "Perceptor Systems", "country": "XB", "type": "private_company", "roles": ["exporter"]},
        {
            "name": "Perceptor Cloud",
            "country": "XT",
            "type": "private_company",
            "roles": ["host", "consignee"],
        },
        {
            "name": "Quillon",
            "country": "XQ",
            "type": "reseller_distributor",
            "roles": ["purchaser", "intermediary"],
        },
        {
            "name": "Department 9",
            "country": "XD",
            "type": "gov_police",
            "roles": ["end_user"],
            "kind": "unit",
            "ministry": "Interior",
            "mandate": "Police Act.",
        },
    ]
    for row in rows:
        walker.does(walker.path("add-party"), {**PARTY, **row})


def describe_items(walker: Walker) -> None:
    walker.does(walker.path("split"), {"sold_as": "Lynx", "parts": ["agent", "access"]})


def describe_transfers(walker: Walker) -> None:
    assert walker.application
    items = {item.part: item.pk for item in walker.application.chain.items.all()}
    keys = {party.name: party.pk for party in Party.objects.all()}
    sent = {"item": items["agent"], "act": "transmit", "actor": keys["Perceptor Systems"]}
    sent |= {"source": keys["Perceptor Systems"], "destination": keys["Perceptor Cloud"]}
    walker.does(walker.path("add-transfer"), sent)
    opened = {"item": items["access"], "act": "grant_access", "actor": keys["Perceptor Cloud"]}
    opened |= {
        "source": keys["Perceptor Cloud"],
        "destination": keys["Department 9"],
        "host": keys["Perceptor Cloud"],
    }
    walker.does(walker.path("add-transfer"), opened)


def fill_sections(walker: Walker) -> None:
    for section in SECTIONS:
        given = {name: value for name, value in ANSWERS[section.code].items() if value is not None}
        walker.does(walker.path("data", section.code), given)


def test_from_nothing_to_a_reference_number(walker: Walker) -> None:
    assert "no applications yet" in walker.get(reverse("applications:index"))
    begin(walker)
    describe_parties(walker)
    describe_items(walker)
    describe_transfers(walker)
    fill_sections(walker)
    upload = SimpleUploadedFile("contract.txt", b"The contract.", content_type="text/plain")
    walker.does(walker.path("documents"), {"upload": upload, "title": "Contract", "kind": "contract"})
    assert "Still missing" not in walker.get(walker.path("check"))
    declared = {
        "name": "Elena Marsh",
        "position": "Compliance",
        "true_and_complete": "on",
        "will_report": "on",
        "knowingly": "on",
    }
    walker.does(walker.path("submit"), declared)
    application = Application.objects.get()
    assert application.state == State.SUBMITTED
    assert application.reference and application.reference in walker.get(walker.path("submitted"))
    assert Document.objects.get().sha256 in events_of(application).get(type="application.submitted").files


def test_the_task_list_says_what_comes_next(walker: Walker) -> None:
    begin(walker)
    page = walker.get(walker.path("show"))
    assert "0 of 12 tasks completed" in page
    assert "Describe a transfer first" in page
    describe_parties(walker)
    assert "1 of 12 tasks completed" in walker.get(walker.path("show"))


@pytest.mark.parametrize(
    "page",
    [
        "show",
        "parties",
        "add-party",
        "items",
        "split",
        "add-item",
        "transfers",
        "questions",
        "stated",
        "indication",
        "documents",
        "check",
        "submit",
        "withdraw",
    ],
)
def test_every_page_of_an_empty_draft_opens(walker: Walker, page: str) -> None:
    begin(walker)
    walker.get(walker.path(page))


def test_after_submission_the_pages_of_the_draft_say_why_they_are_closed(walker: Walker, elena: User) -> None:
    walker.application = submitted(elena)
    for page in ("parties", "items", "transfers", "questions", "check", "documents"):
        answer = walker.client.get(walker.path(page))
        assert answer.status_code == 403, page
        assert "no longer changes" in answer.content.decode()
    page = walker.get(walker.path("show"))
    assert "Application submitted" in page
    assert "Police Act, sections 41 to 47." in page


def test_what_was_submitted_is_shown_without_links_to_change_it(walker: Walker, elena: User) -> None:
    walker.application = submitted(elena)
    assert "/data/end_use/" not in walker.get(walker.path("show"))


def test_a_withdrawn_draft_leaves_the_list_in_its_state(walker: Walker) -> None:
    begin(walker)
    walker.does(walker.path("withdraw"), {"reason": "The buyer went away."})
    assert "Withdrawn" in walker.get(reverse("applications:index"))
    assert "The buyer went away." in walker.get(walker.path("show"))


def test_a_page_of_french_text_opens_too(walker: Walker) -> None:
    begin(walker)
    answer = walker.client.get(walker.path("show"), headers={"accept-language": "fr"})
    assert 'lang="fr"' in answer.content.decode()
