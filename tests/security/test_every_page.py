"""Everybody opens every page and sends every form nasty things: nothing is told to the wrong reader, nothing breaks, nothing is half-done.

The suite does this with some hundred inputs; `make fuzz` with a hundred thousand. LICET_FUZZ_SEED repeats a run, and each
input is made of the seed and its number alone: LICET_FUZZ_FROM=4711 LICET_FUZZ=1 repeats that one. LICET_FUZZ_SHARDS
divides the numbers among the processes of `pytest -n`, LICET_FUZZ_MINUTES ends a run that has taken long enough.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pytest
from django.template import Template
from django.test.utils import _TestState
from everywhere import fill
from fuzz_site import Attempt, Site
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
FROM = int(os.environ.get("LICET_FUZZ_FROM", "0"))
SHARDS = int(os.environ.get("LICET_FUZZ_SHARDS", "1"))
MINUTES = float(os.environ.get("LICET_FUZZ_MINUTES", "inf"))
# The whole cast, and more pages of each kind, when there is time; LICET_FUZZ_WHOLE repeats an input of such a run.
WHOLE = INPUTS >= 10_000 or "LICET_FUZZ_WHOLE" in os.environ
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
        yield from unguarded(response)
        if who and "no-store" not in response.headers.get("Cache-Control", "") and not self.for_all(path):
            yield "may be kept by a cache"
        if response.status_code >= 500:
            yield f"answered {response.status_code}"

    def _shown(self, attempt: Attempt, response: Any, content: bytes) -> Iterator[str]:
        yield from super()._shown(attempt, response, content)
        yield from unguarded(response)
        yield from (
            f"showed {word} in a header" for word in leaked(attempt.who, str(response.headers).encode())
        )


def unguarded(response: Any) -> Iterator[str]:
    """What an answer of whatever kind lacks to be safe in a browser."""
    headers = response.headers
    yield from (
        f"{name} is {headers.get(name)}" for name, value in EXACTLY.items() if headers.get(name) != value
    )
    if headers.get("Referrer-Policy") not in REFERRER:
        yield "tells other sites its address"
    policy = headers.get("Content-Security-Policy", "")
    if policy != SHUT_IN and (not set(policy.split("; ")) >= POLICY or "unsafe" in policy or "*" in policy):
        yield f"the policy is {policy!r}"


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each refusal would be a line in the log, and each page a copy of what its template was given."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)  # type: ignore[attr-defined]
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def swift(settings: Any) -> Iterator[None]:
    """What costs time and proves nothing here: hard hashes, and looking again and again at what stays."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    gc.unfreeze()


@pytest.mark.timeout(12 * 3600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_page_and_every_form_as_everybody(
    office: None, swift: None, people: dict[str, User], quiet: None, shard: int
) -> None:
    end = time.monotonic() + 60 * MINUTES
    fill(people)
    case = lay(people)
    site = Watch({name: user for name, user in people.items() if WHOLE or name in READERS}, SEED)
    site.walk(f"/cases/{case.pk}/", f"/applications/{case.application_id}/", few=3 if WHOLE else 2)
    assert not site.problems, "\n".join(map(str, site.problems[:40]))
    assert {word for word, readers in WORDS.items() if readers & READERS} == site.words_met
    gc.collect()
    gc.freeze()
    numbers = range(FROM + shard, FROM + INPUTS, SHARDS)
    began = time.process_time()
    site.run(takewhile(lambda _: time.monotonic() < end, numbers), tell)
    each = 1000 * (time.process_time() - began) / max(site.sent, 1)
    tell(
        f"shard {shard} of {SHARDS}, seed {SEED}: {len(site.pages)} pages, {len(site.targets)} forms, "
        f"{site.sent} inputs from {FROM} on, {each:.1f} ms each, answers {site.answers}, sent by {dict(site.sent_by)}"
    )
    for seconds, number, attempt in site.slowest:
        tell(f"{seconds:.2f} s for input {number}: {attempt}")
    assert site.sent
    assert not site.problems, "\n".join(map(str, site.problems[:40]))


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
