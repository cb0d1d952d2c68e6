"""The key pages look as they were accepted. Run by `make screenshots`; `make screenshots-accept` accepts what is there.

A page that looks different is a question to whoever changed it, no defect: so this is no part of the suite.
"""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from everywhere import fill
from likeness import STEADY, compare, keep, shrunk
from officer_walk import office, small_law
from PIL import Image
from playwright.sync_api import Browser
from routes import Opened, Route, opened, routes
from walker import DESKTOP, PHONE, Walker

from licet.service.people.models import User

__all__ = ["office", "small_law"]

MODE = os.environ.get("LICET_LOOKS", "")
ACCEPTED = Path(__file__).parent / "accepted"
DIFFERENT = Path("test-results/looks")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(900),
    pytest.mark.skipif(MODE not in ("compare", "accept"), reason="asked for by `make screenshots`"),
]

PAGES = [
    "start",
    "work",
    "applications:index",
    "applications:show",
    "applications:parties",
    "applications:items",
    "applications:transfers",
    "applications:add-party",
    "applications:indication",
    "applications:check",
    "casework:queue",
    "casework:consulted",
    "casework:mine",
    "casework:case",
    "casework:indication",
    "casework:findings",
    "casework:ask",
    "assessment:show",
    "decisions:index",
    "decisions:propose",
    "decisions:proposal",
    "lists:index",
    "records:ledger",
    "people:access-matrix",
]


def test_the_key_pages_look_as_accepted(
    walk: Callable[..., Walker], browser: Browser, office: None, people: dict[str, User]
) -> None:
    fill(people)
    _same_browser(browser)
    walkers: dict[User | None, Walker] = {}
    by_name = {route.name: route for route in routes()}
    different: list[str] = []
    for name in PAGES:
        pages, _met = opened(by_name[name], people)
        for page in pages:
            walker = walkers.setdefault(page.user, walkers.get(page.user) or walk(page.user))
            different += _look(walker, by_name[name], page)
    assert different == [], f"see {DIFFERENT}; if the pages are right: make screenshots-accept"


def _same_browser(browser: Browser) -> None:
    """Another browser draws letters otherwise; then there is nothing to compare with."""
    file = ACCEPTED / "browser.txt"
    major = browser.version.partition(".")[0]
    if MODE == "accept":
        file.parent.mkdir(exist_ok=True)
        file.write_text(major + "\n")
    elif file.read_text().strip() != major:
        pytest.skip(f"accepted with Chromium {file.read_text().strip()}, this is {major}")


def _look(walker: Walker, route: Route, page: Opened) -> list[str]:
    walker.page.goto(walker.base + page.path)
    walker.page.evaluate(STEADY)
    who = _plain(page.user.name.split()[0]) if page.user else "visitor"
    name = f"{route.name.replace(':', '-')}-{who}"
    return [kind for kind in (_seen(walker, f"{name}.{kind}", kind) for kind in ("desktop", "phone")) if kind]


def _plain(name: str) -> str:
    """For the name of a file: “ines” of Inès."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def _seen(walker: Walker, name: str, kind: str) -> str:
    walker.page.set_viewport_size(DESKTOP if kind == "desktop" else PHONE)  # type: ignore[arg-type]
    taken = walker.page.screenshot(full_page=True, animations="disabled")
    if walker.screenshots is not None:
        walker.screenshots.mkdir(parents=True, exist_ok=True)
        (walker.screenshots / f"{name}.png").write_bytes(taken)
    new = shrunk(Image.open(io.BytesIO(taken)))
    file = ACCEPTED / f"{name}.png"
    if MODE == "accept":
        keep(new, file)
        return ""
    if not file.exists():
        return f"{name}: not accepted yet"
    with Image.open(file) as accepted:
        likeness = compare(accepted, new)
    if likeness.same:
        return ""
    DIFFERENT.mkdir(parents=True, exist_ok=True)
    likeness.where.save(DIFFERENT / f"{name}.png")
    return f"{name}: {likeness.share:.1%} differs"
