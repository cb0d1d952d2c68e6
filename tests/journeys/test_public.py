"""A visitor without an account: the start page, a whole self-assessment, saved, opened again, deleted; feedback."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from exporter_walk import exporter_small_law, small_law_answers
from walker import Walker

__all__ = ["exporter_small_law", "small_law_answers"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]


def choose(walker: Walker, name: str, value: str) -> None:
    walker.page.locator(f"[name='{name}'][value='{value}']").check()


def test_a_self_assessment_from_the_start_page_to_its_deletion(walk: Callable[..., Walker], db: None) -> None:
    walker = walk()
    page = walker.page
    walker.go("/", name="public start")
    walker.press("What does a transfer need?", role="link", picture="self-assessment start")
    walker.press("Begin")
    walker.press("Continue", picture="self-assessment describe errors")
    assert walker.reads("There is a problem")
    walker.fill(item_name="Lynx agent")
    choose(walker, "item_kind", "software")
    choose(walker, "act", "transmit")
    page.select_option("[name=giver_country]", "XB")
    page.select_option("[name=receiver_country]", "XD")
    page.select_option("[name=receiver_type]", "gov_police")
    choose(walker, "receiver_uses", "yes")
    walker.press("Français")
    assert page.input_value("[name=item_name]") == "Lynx agent"
    walker.press("English")
    walker.press("Continue", picture="self-assessment questions")
    choose(walker, "i1:item.spies", "yes")
    walker.press("Continue")
    page.go_back()
    assert walker.reads("Does it extract data in secret?")
    page.go_forward()
    choose(walker, "i1:item.delivery", "remote")
    walker.press("See the indication", picture="self-assessment indication")
    assert walker.reads("A licence is required")
    walker.press("Change an answer, and see what moves", picture="self-assessment answers")
    page.locator("button[name=change][value='i1:item.spies']").click()
    choose(walker, "i1:item.spies", "no")
    walker.press("Change it, and see what moves", picture="self-assessment moved")
    assert walker.reads("What your change moved")
    walker.press("See the indication")
    walker.press("Save", picture="self-assessment saved")
    address = page.url.removeprefix(walker.base)
    later = walk()
    later.go(address)
    assert later.reads("Lynx agent")
    later.press("Delete it")
    assert later.reads("Nobody can bring it back")
    later.press("Delete it")
    later.go(address, expect=404)


def test_enter_in_a_field_sends_the_form_and_does_not_change_the_language(
    walk: Callable[..., Walker], db: None
) -> None:
    walker = walk()
    walker.go("/self-assessment/", briefly=True)
    walker.press("Begin")
    walker.page.locator("[name=item_name]").press("Enter")
    walker.page.wait_for_load_state()
    assert walker.reads("There is a problem")


def test_statements_and_feedback(walk: Callable[..., Walker], db: None) -> None:
    walker = walk()
    for path in ("/accessibility/", "/privacy/", "/cookies/"):
        walker.go(path, name=f"public {path.strip('/')}")
    walker.press("Tell us what went wrong", role="link")
    walker.fill(doing="I looked for the map.", wrong="It was white.")
    walker.press("Send")
    assert walker.reads("Thank you")
