"""docs/tutorial.md is followed in a browser, sentence by sentence: what it names is there, and does what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from playwright.sync_api import Locator
from tutorial_steps import Step, steps
from walker import Walker

from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.records.models import Installation
from licet.service.records.sequencer import seal_all
from licet.service.site.demo import load

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]


def beginning(name: str) -> re.Pattern[str]:
    """A link may go on for those who hear the page: “Answer” is “Answer: Is the risk clear?” to them."""
    return re.compile(rf"^{re.escape(name)}\b")


class Reader:
    """Somebody who does what the page says and nothing else; worker and sequencer run meanwhile."""

    def __init__(self, walker: Walker) -> None:
        self.page, self.base = walker.page, walker.base

    def follow_all(self, found: Iterable[Step]) -> None:
        for step in found:
            try:
                getattr(self, step.act)(*step.words, *([step.inside] if step.act == "repeat" else []))
            except Exception as error:
                raise AssertionError(
                    f"docs/tutorial.md:{step.line}: {step.act} {step.words} on {self.there()}"
                ) from error

    def there(self) -> str:
        names = self.page.locator("main a, main button, main label, main legend").all_inner_texts()
        return f"{self.page.url} “{self.page.title()}”: {' | '.join(name.strip() for name in names if name.strip())}"

    def settle(self) -> None:
        self.page.wait_for_load_state()
        deliver_all()
        seal_all()

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(f"{self.base}/sign-in/")
        self.press(f"Continue as {name}")

    def follow(self, name: str) -> None:
        exact = self.page.get_by_role("link", name=name, exact=True)
        (exact if exact.count() else self.page.get_by_role("link", name=beginning(name))).first.click()
        self.settle()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def write(self, text: str, label: str) -> None:
        self.labelled(label).fill(text)

    def choose(self, answer: str, question: str) -> None:
        boxes = self.page.get_by_role("group", name=question)
        if boxes.count():
            boxes.first.get_by_label(answer, exact=True).check()
        else:
            self.labelled(question).select_option(label=answer)

    def tick(self, label: str) -> None:
        self.labelled(label).check()

    def labelled(self, label: str) -> Locator:
        exact = self.page.get_by_label(label, exact=True)
        return exact.first if exact.count() else self.page.get_by_label(label).first

    def read(self, text: str) -> None:
        shown = " ".join(self.page.locator("body").inner_text().split())
        assert text in shown

    def repeat(self, link: str, inside: list[Step]) -> None:
        for _round in range(30):
            if not self.page.get_by_role("link", name=beginning(link)).count():
                return
            self.follow_all(inside)
        raise AssertionError(f"The link {link} never goes away.")


def test_the_tutorial_leads_from_an_application_to_a_decision(
    walk: Callable[..., Walker], people: dict[str, User], settings: Any
) -> None:
    settings.DEMO = True
    Installation.objects.create(demo=True)
    load()
    deliver_all()
    Reader(walk()).follow_all(steps())
