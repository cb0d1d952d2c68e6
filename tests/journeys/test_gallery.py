from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from walker import Walker

from licet.service.people.models import User

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def gallery(settings: Any) -> None:
    settings.ROOT_URLCONF = "gallery"


def test_every_kind_of_field_empty_wrong_and_filled(walk: Callable[..., Walker], olga: User) -> None:
    reader = walk(olga)
    reader.go("/gallery/form/", name="fields")
    reader.press("Continue", picture="fields with errors")
    assert reader.page.title().startswith("Error: ")
    links = reader.page.locator(".govuk-error-summary a").all()
    assert len(links) == 9
    for link in links:
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert reader.page.locator(f"[id='{target}']:is(input, select, textarea)").count() == 1, target


def test_every_component(walk: Callable[..., Walker], olga: User) -> None:
    reader = walk(olga)
    reader.go("/gallery/components/", name="components")
    reader.go("/gallery/panel/", name="panel")


def test_the_keyboard_reaches_the_content_first(walk: Callable[..., Walker], olga: User) -> None:
    reader = walk(olga)
    reader.go("/gallery/form/")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Skip to main content"
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.name") == "name"


def test_everything_works_in_french(walk: Callable[..., Walker], olga: User) -> None:
    reader = walk(olga)
    reader.go("/work/")
    reader.press("Français")
    assert reader.page.locator("html").get_attribute("lang") == "fr"
    reader.go("/gallery/form/")
    assert reader.page.locator("html").get_attribute("lang") == "fr"
