from __future__ import annotations

from collections.abc import Callable

import pytest
from walker import Walker

from licet.service.people.models import User

pytestmark = pytest.mark.journey


def test_a_visitor_finds_the_start_page_and_the_way_in(walk: Callable[..., Walker], people: dict[str, User]) -> None:
    visitor = walk()
    visitor.go("/", name="start")
    visitor.press("Sign in", role="link", picture="sign in")
    visitor.press("Sign in", picture="sign in with errors")
    assert visitor.page.title().startswith("Error: ")
    assert visitor.reads("Enter your e-mail address")


def test_pages_that_are_not_there_say_so(walk: Callable[..., Walker], olga: User) -> None:
    walk(olga).go("/nowhere/", expect=404, name="not found")


def test_your_work_opens_for_everybody(walk: Callable[..., Walker], people: dict[str, User]) -> None:
    for key, user in people.items():
        walk(user).go("/work/", name=f"work {key}")
