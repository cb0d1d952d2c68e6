from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from walker import Walker

from licet.service.people.demo import CAST
from licet.service.people.models import User
from licet.service.records.models import Installation

pytestmark = pytest.mark.journey


def test_a_visitor_finds_the_start_page_and_the_way_in(
    walk: Callable[..., Walker], people: dict[str, User]
) -> None:
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


def test_everybody_in_the_demo_walks_in_with_one_button(
    walk: Callable[..., Walker], people: dict[str, User], settings: Any
) -> None:
    settings.DEMO = True
    Installation.objects.create(demo=True)
    visitor = walk()
    visitor.go("/sign-in/", name="demo sign in")
    for person in CAST:
        visitor.go("/sign-in/")
        visitor.press(f"Continue as {person.name}")
        assert visitor.page.url.endswith("/work/")
        assert visitor.reads(person.name)
        visitor.press("Sign out")


def test_the_matrix_and_the_explanation(walk: Callable[..., Walker], audra: User) -> None:
    auditor = walk(audra)
    auditor.go("/access/", name="access matrix")
    auditor.press("Ask who may do something to one object", role="link", picture="explain")
    auditor.page.get_by_label("Act").select_option("access.explain")
    auditor.press("Ask", picture="explain answered")
    assert auditor.reads("Only the auditor asks this of other people.")


def test_a_refusal_says_why(walk: Callable[..., Walker], olga: User) -> None:
    officer = walk(olga)
    officer.go("/access/explain/", expect=403, name="refused")
    assert officer.reads("Only the auditor asks this of other people.")
