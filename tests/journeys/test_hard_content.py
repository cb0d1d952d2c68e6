"""Pages with names as they come: three hundred letters without a space, from right to left, and two hundred rows."""

from __future__ import annotations

from collections.abc import Callable

import officer_walk as office_walk
import pytest
from officer_walk import office, small_law
from walker import Walker

from licet.service.applications.models import Application
from licet.service.casework import services as casework
from licet.service.casework.models import Case
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item
from licet.service.jobs.services import deliver_all
from licet.service.parties.models import Party
from licet.service.people.models import User

__all__ = ["office", "small_law"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

LONG = ("Bundesüberwachungsamt" * 15)[:300]
ARABIC = "مديرية الشرطة – الإدارة التاسعة"
HEBREW = "מערכת יירוט 9 (גרסה ב)"


@pytest.fixture
def hard(elena: User, olga: User, office: None) -> tuple[Application, Case]:
    """A case whose vendor has a very long name, its user an Arabic one, its item a Hebrew one; and the same as a draft."""
    draft = office_walk.deal(elena)
    case = office_walk.taken(elena, olga)
    for chain in (draft.chain, case.application.chain):
        rename(chain)
    casework.ask(actor=olga, case=case, text=LONG + " " + ARABIC)
    deliver_all()
    return draft, office_walk.fresh(case)


def rename(chain: Chain) -> None:
    """Names as an exporter could have typed them; a submitted deal is closed to services."""
    first, last = [row.party_id for row in chain.parties.order_by("id")][:2]
    Party.objects.filter(pk=first).update(name=LONG)
    Party.objects.filter(pk=last).update(name=ARABIC)
    Item.objects.filter(chain=chain).update(name=HEBREW)
    Chain.objects.filter(pk=chain.pk).update(title=(ARABIC + LONG)[:200])


def test_long_names_and_names_from_right_to_left_on_the_exporters_pages(
    walk: Callable[..., Walker], elena: User, hard: tuple[Application, Case]
) -> None:
    draft, case = hard
    walker = walk(elena)
    pages = ("", "parties/", "items/", "transfers/", "transfers/add/", "indication/", "check/", "questions/")
    for page in pages:
        walker.go(f"/applications/{draft.pk}/{page}", name=f"hard draft {page}", briefly=True)
    for path in ("/applications/", "/cases/mine/", f"/cases/{case.pk}/"):
        walker.go(path, name=f"hard exporter {path[:12]}", briefly=True)


def test_long_names_and_names_from_right_to_left_on_the_offices_pages(
    walk: Callable[..., Walker], olga: User, hard: tuple[Application, Case]
) -> None:
    _draft, case = hard
    walker = walk(olga)
    for page in ("", "indication/", "findings/", "ask/", "consult/"):
        walker.go(f"/cases/{case.pk}/{page}", name=f"hard case {page}", briefly=True)
    walker.go("/cases/", name="hard queue", briefly=True)
    walker.go("/" + "work/", name="hard start page", briefly=True)


def test_a_picture_of_many_legs_scrolls_in_its_own_box_by_keyboard(
    walk: Callable[..., Walker], elena: User, office: None
) -> None:
    draft = office_walk.deal(elena)
    wide(elena, draft.chain)
    walker = walk(elena)
    walker.go(f"/applications/{draft.pk}/indication/", name="hard picture")
    frame = walker.page.locator(".licet-chain__frame")
    walker.page.set_viewport_size({"width": 320, "height": 640})
    frame.focus()
    assert frame.evaluate("box => box.scrollWidth > box.clientWidth")
    walker.page.keyboard.press("End")
    walker.page.keyboard.press("ArrowRight")
    walker.page.wait_for_timeout(300)  # it scrolls smoothly; the page's policy lets no script wait for it
    assert frame.evaluate("box => box.scrollLeft") > 0


def wide(elena: User, chain: Chain) -> None:
    """One vendor, eleven others, twenty legs."""
    leg = chain.transfers.get()
    vendor, item = leg.source, leg.item
    for number in range(10):
        other = Party.objects.create(
            kind=vendor.kind,
            type=vendor.type,
            name=f"{'Reseller ' * (number % 3 + 1)}{number}",
            country="XQ",
        )
        chain.parties.create(party=other, role="intermediary")
        for source, target in ((vendor, other), (other, leg.destination)):
            fields = {
                "item": item,
                "act": "transmit",
                "actor": source,
                "source": source,
                "destination": target,
            }
            chains.add_transfer(actor=elena, chain=chain, leg=fields)


def test_errors_of_a_form_take_the_focus(
    walk: Callable[..., Walker], olga: User, elena: User, office: None
) -> None:
    case = office_walk.taken(elena, olga)
    walker = walk(olga)
    walker.go(f"/cases/{case.pk}/ask/")
    assert walker.empty_the_form()
    assert walker.page.evaluate("document.activeElement.id") == "error-summary"
