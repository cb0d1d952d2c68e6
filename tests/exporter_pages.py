"""A browser on the exporter's pages."""

from __future__ import annotations

import re
from typing import Any

from cast import client_for
from django.test import Client
from django.urls import reverse

from licet.service.applications.models import Application
from licet.service.people.models import User

PARTY = {
    "kind": "organisation",
    "type_text": "",
    "address": "",
    "registration": "",
    "other_names": "",
    "ministry": "",
    "mandate": "",
}


class Walker:
    """A browser on the pages of one application."""

    def __init__(self, user: User) -> None:
        self.client: Client = client_for(user)
        self.application: Application | None = None

    def path(self, page: str, *more: object) -> str:
        assert self.application
        return reverse(f"applications:{page}", args=[self.application.pk, *more])

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    def post(self, path: str, data: dict[str, Any]) -> Any:
        """Post with the token of that very page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token, path
        return self.client.post(path, {**data, "csrfmiddlewaretoken": token[1]})

    def does(self, path: str, data: dict[str, Any]) -> None:
        answer = self.post(path, data)
        assert answer.status_code == 302, answer.content.decode()[:4000]


def begin(walker: Walker) -> None:
    walker.does(reverse("applications:begin"), {"title": "Lynx for State D"})
    walker.application = Application.objects.get()
