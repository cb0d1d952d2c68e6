"""A visitor at the self-assessment: what a page carries in its form goes with the next one."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from cast import client_for
from django.test import Client

from licet.service.people.models import User

LEG = {
    "item_name": "Lynx agent",
    "item_kind": "software",
    "act": "transmit",
    "giver_country": "XB",
    "receiver_country": "XD",
    "receiver_type": "gov_police",
    "receiver_uses": "yes",
}
SPIES, DELIVERY = "i1:item.spies", "i1:item.delivery"


class Visitor:
    """A browser without an account, or that of somebody who has signed in."""

    def __init__(self, user: User | None = None) -> None:
        self.client = client_for(user) if user else Client(enforce_csrf_checks=True)
        self.page = self.open("/self-assessment/")

    def open(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        self.page = answer.content.decode()
        return self.page

    def send(self, step: str, data: dict[str, Any] | None = None, *, expect: int = 200) -> Any:
        """Send the page's form to a step, with what it carries."""
        carried = {name: self.carried(name) for name in ("draft", "goal", "csrfmiddlewaretoken")}
        path = step if step.startswith("/") else f"/self-assessment/{step}/"
        answer = self.client.post(path, {**carried, **(data or {})})
        assert answer.status_code == expect, (step, answer.status_code, answer.content.decode()[-3000:])
        if expect == 200 and answer["Content-Type"].startswith("text/html"):
            self.page = answer.content.decode()
        return answer

    def carried(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return unescape(found[1]) if found else ""

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.carried("draft"))
        return found

    def describe(self, **more: str) -> None:
        self.send("describe", {"page": "describe", **LEG, **more})

    def answer(self, given: dict[str, Any], step: str = "questions", **more: str) -> None:
        self.send(step, {"page": "questions", "asked": list(given), **given, **more})

    def change(self, key: str, given: dict[str, Any]) -> None:
        self.send("answers", {"page": "change", "changing": key, **given})


def described(**more: str) -> Visitor:
    visitor = Visitor()
    visitor.describe(**more)
    return visitor
