"""The main pages in French, in a browser: longer words have to fit at 320 pixels, and axe reads the page's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from everywhere import fill
from officer_walk import office, small_law
from routes import opened, routes
from walker import Walker

from licet.service.people.models import User

__all__ = ["office", "small_law"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
MAIN = [
    "start",
    "work",
    "accessibility",
    "classification:start",
    "corpus:index",
    "registers:index",
    "letters:check",
    "people:sign-in",
    "people:access-matrix",
    "people:register",
    "applications:index",
    "applications:show",
    "applications:check",
    "applications:indication",
    "casework:queue",
    "casework:mine",
    "casework:case",
    "casework:ask",
    "decisions:index",
    "decisions:proposal",
    "decisions:propose",
    "assessment:show",
    "letters:read",
    "letters:retraction",
    "letters:withdraw",
    "letters:wording",
    "lists:index",
    "records:ledger",
]


def test_the_main_pages_in_french(walk: Callable[..., Walker], office: None, people: dict[str, User]) -> None:
    fill(people)
    known = {route.name: route for route in routes()}
    walkers: dict[User | None, Walker] = {}
    english = []
    for name in MAIN:
        for page in opened(known[name], people)[0][:1]:
            if page.user not in walkers:
                walkers[page.user] = walk(page.user)
                walkers[page.user].speak("fr")
            walker = walkers[page.user]
            walker.go(page.path, name=f"fr {name.replace(':', ' ')}", briefly=True)
            if walker.page.locator("html").get_attribute("lang") != "fr":
                english.append(name)
    assert english == []
    assert len(walkers) > 3
