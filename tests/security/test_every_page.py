"""Everybody opens every page and sends every form nasty things: nothing is told to the wrong reader, nothing breaks, nothing is half-done.

The suite does this with some hundred inputs; `make fuzz` with a hundred thousand. A seed repeats a run: LICET_FUZZ_SEED.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Template
from django.test.utils import _TestState
from everywhere import fill
from fuzz_site import Site
from officer_walk import office, small_law
from secrets_of import READERS as WORDS
from secrets_of import lay, leaked

from licet.service.people.models import User

__all__ = ["office", "small_law"]

POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
SEED = int(os.environ.get("LICET_FUZZ_SEED", "1"))
INPUTS = int(os.environ.get("LICET_FUZZ", "250"))
# In every run of the suite one of each kind of reader; the whole cast when there is time.
READERS = {"elena", "rival", "olga", "amina"}
# No other site learns from which page somebody came.
REFERRER = {"same-origin", "strict-origin", "no-referrer"}
# Files that never run anything: their own policy shuts them in altogether.
SHUT_IN = "default-src 'none'; sandbox"


class Watch(Site):
    """Notes what is wrong with each answer met on the walk."""

    def _open(self, who: str, path: str, opened: Any) -> list[str]:
        links = super()._open(who, path, opened)
        self.problems += [f"{who or 'visitor'} {path}: {fault}" for fault in self.wrong(who, path)]
        return links

    def for_all(self, path: str) -> bool:
        """Whether a visitor is shown the very same: then a cache may keep it."""
        answer = self.clients[""].get(path)
        return answer.status_code == 200 and b"".join(answer) == self.content

    def wrong(self, who: str, path: str) -> Iterator[str]:
        response, content = self.last, self.content
        yield from (f"shows {word}" for word in leaked(who, content))
        yield from (f"shows {word} in a header" for word in leaked(who, str(response.headers).encode()))
        yield from (
            f"{name} is {response.headers.get(name)}"
            for name, value in EXACTLY.items()
            if response.headers.get(name) != value
        )
        if response.headers.get("Referrer-Policy") not in REFERRER:
            yield "tells other sites its address"
        policy = response.headers.get("Content-Security-Policy", "")
        if policy != SHUT_IN and (
            not set(policy.split("; ")) >= POLICY or "unsafe" in policy or "*" in policy
        ):
            yield f"the policy is {policy!r}"
        if who and "no-store" not in response.headers.get("Cache-Control", "") and not self.for_all(path):
            yield "may be kept by a cache"
        if response.status_code >= 500:
            yield f"answered {response.status_code}"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each refusal would be a line in the log, and each page a copy of what its template was given."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)  # type: ignore[attr-defined]
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.timeout(6 * 3600)
def test_every_page_and_every_form_as_everybody(office: None, people: dict[str, User], quiet: None) -> None:
    fill(people)
    case = lay(people)
    whole = INPUTS >= 10_000
    site = Watch({name: user for name, user in people.items() if whole or name in READERS}, SEED)
    site.walk(f"/cases/{case.pk}/", f"/applications/{case.application_id}/", few=3 if whole else 2)
    assert not site.problems, "\n".join(map(str, site.problems[:40]))
    assert {word for word, readers in WORDS.items() if readers & READERS} == site.words_met
    site.run(INPUTS)
    sys.stdout.write(
        f"{len(site.pages)} pages, {len(site.targets)} forms, {INPUTS} inputs, answers {site.answers}\n"
    )
    assert not site.problems, "\n".join(map(str, site.problems[:40]))
