"""Every address the resolver knows is opened, filled and with errors, and held to the rules of every page."""

from __future__ import annotations

from collections.abc import Callable

import officer_walk as office_walk
import pytest
from cast import organisation_of
from matrix_objects import People
from matrix_walk import document_of_a_draft
from officer_walk import office, small_law
from routes import SEEN_BY_MANY, Opened, Route, opened, routes
from walker import Walker

from licet.service.applications.models import Application
from licet.service.assessment import services as assessing
from licet.service.casework import services as casework
from licet.service.casework.models import Case
from licet.service.chains import services as chains
from licet.service.decisions.models import Proposal
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.records.sequencer import seal_all

__all__ = ["office", "small_law"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
APPS = sorted({route.app for route in routes()})

# Pages that only show something while it happens or after an import of real files; their own tests open them.
OPENED_ELSEWHERE = {"lists:job", "registers:job", "registers:line", "people:demo-sign-in"}


def fill(people: People) -> None:
    """Cases at every station of the way, then what is still a draft: the newest is tried first."""
    elena, olga, paul = people["elena"], people["olga"], people["paul"]
    office_walk.submitted(elena, ministry=office_walk.LISTED)
    asked = office_walk.taken(elena, olga)
    casework.ask(actor=olga, case=asked, text="Who holds the keys?")
    release(olga, office_walk.taken(elena, olga))
    office_walk.declared(paul)
    office_walk.decided(paul, propose(people, office_walk.taken(elena, olga)))
    propose(people, office_walk.taken(elena, olga))
    consult_and_draft(people, office_walk.taken(elena, olga))
    deliver_all()
    document_of_a_draft(people)
    relate_two(elena, office_walk.deal(elena))
    seal_all()


def relate_two(elena: User, draft: Application) -> None:
    whole = draft.chain.items.get()
    spare = chains.add_item(
        actor=elena, chain=draft.chain, name="Update service", kind="service", quantity="1"
    )
    chains.relate(actor=elena, chain=draft.chain, item=spare, relation="component_of", target=whole)


def consult_and_draft(people: People, case: Case) -> None:
    olga = people["olga"]
    casework.consult(actor=olga, case=case, body=organisation_of(people["amina"]), text="Any objection?")
    office_walk.source(olga, assessing.start(actor=olga, case=office_walk.fresh(case)))


def release(olga: User, case: Case) -> None:
    office_walk.assessed(olga, case)
    casework.ask_release(actor=olga, case=office_walk.fresh(case), reason="New evidence came.")


def propose(people: People, case: Case) -> Proposal:
    office_walk.assessed(people["olga"], case, office_walk.CLEAR_RISK)
    return office_walk.proposed(people["olga"], case, office_walk.refusal())


@pytest.mark.parametrize("app", APPS)
def test_every_page_of_an_app_filled_and_with_errors(
    app: str, walk: Callable[..., Walker], office: None, people: dict[str, User]
) -> None:
    fill(people)
    walkers: dict[User | None, Walker] = {}
    shut: list[str] = []
    for route in (route for route in routes() if route.app == app):
        pages, met = opened(route, people)
        if not pages and not met & {302, 405} and route.name not in OPENED_ELSEWHERE:
            shut.append(f"{route.name} {sorted(met)}")
        for page in (page for page in pages if page.is_page):
            see(walker_of(page.user, walkers, walk), route, page)
    assert shut == [], "nobody in the cast can open these"


def walker_of(user: User | None, walkers: dict[User | None, Walker], walk: Callable[..., Walker]) -> Walker:
    if user not in walkers:
        walkers[user] = walk(user)
    return walkers[user]


def see(walker: Walker, route: Route, page: Opened) -> None:
    who = page.user.name.split()[0] if page.user else "visitor"
    name = route.name.replace(":", " ") + (f" {who}" if route.name in SEEN_BY_MANY else "")
    walker.go(page.path, name=name, briefly=True)
    if walker.empty_the_form():
        walker.look(f"{name} errors", briefly=True)


def test_every_page_that_needs_nothing_works_while_nothing_is_there(
    walk: Callable[..., Walker], people: dict[str, User]
) -> None:
    walkers: dict[User | None, Walker] = {}
    for route in (route for route in routes() if not route.parameters):
        pages, _met = opened(route, people)
        for page in (page for page in pages if page.is_page):
            walker_of(page.user, walkers, walk).go(page.path, briefly=True)
