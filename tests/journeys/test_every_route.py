"""Every address the resolver knows is opened, filled and with errors, and held to the rules of every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from everywhere import fill
from officer_walk import office, small_law
from routes import SEEN_BY_MANY, Opened, Route, opened, routes
from walker import Walker

from licet.service.people.models import User

__all__ = ["office", "small_law"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
APPS = sorted({route.app for route in routes()})

# Pages that only show something while it happens or after an import of real files; their own tests open them.
OPENED_ELSEWHERE = {
    "corpus:table",
    "corpus:table-answers",
    "lists:job",
    "registers:job",
    "registers:line",
    "people:demo-sign-in",
    "people:end-session",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
}


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
