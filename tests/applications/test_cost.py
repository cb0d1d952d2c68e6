"""No page's queries grow with rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from exporter_pages import Walker
from exporter_walk import UNIT, add, answers, attach, begin, claim, filled, leg

from licet.service.applications.models import Application
from licet.service.chains import services as chains
from licet.service.parties.models import Party
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
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
    "add-transfer",
]


def cost(walker: Walker, path: str) -> int:
    walker.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        walker.get(path)
    return len(queries)


def grow(elena: User, application: Application, number: int) -> None:
    """One more of everything."""
    chain = application.chain
    described = answers(
        f"Company {number}", "XQ", "private_company", ["other"], ministry=f"Group {number}", kind="unit"
    )
    party = add(elena, chain, described)
    item = chains.add_item(actor=elena, chain=chain, name=f"Implant {number}", kind="software")
    agent = chain.items.get(part="agent")
    chains.relate(actor=elena, chain=chain, item=item, relation="software_for", target=agent)
    leg(elena, chain, item, "transmit", party, Party.objects.get(name=UNIT["name"]))
    claim(elena, chain, item, "item.spies", True)
    attach(elena, application, f"Document {number}.")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_with_more_rows(elena: User, page: str) -> None:
    walker = Walker(elena)
    walker.application = filled(elena)
    grow(elena, walker.application, 0)
    before = cost(walker, walker.path(page))
    for number in range(1, 4):
        grow(elena, walker.application, number)
    assert cost(walker, walker.path(page)) <= before


def test_the_list_costs_the_same_with_more_applications(elena: User, settings: Any) -> None:
    walker = Walker(elena)
    begin(elena, "First")
    before = cost(walker, reverse("applications:index"))
    for number in range(5):
        begin(elena, f"Deal {number}")
    assert cost(walker, reverse("applications:index")) <= before
