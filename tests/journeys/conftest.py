from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import client_for
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer
from walker import FLAGS, Walker

from licet.service.people.models import User

CHROMIUM = os.environ.get("LICET_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; Django would refuse to read the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def walkers(
    live_server: LiveServer, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[list[Walker]]:
    """Everybody who walked in this test; at its end each says what went wrong on the way."""
    met: list[Walker] = []
    yield met
    problems = [problem for walker in met for problem in walker.close()]
    assert problems == []


@pytest.fixture
def walk(live_server: LiveServer, browser: Browser, walkers: list[Walker]) -> Callable[..., Walker]:
    """`walk()` opens a browser for a visitor, `walk(olga)` one in which she has signed in."""
    folder = os.environ.get("LICET_SCREENSHOTS", "")

    def begin(user: User | None = None) -> Walker:
        walker = Walker(browser, live_server.url, Path(folder) if folder else None)
        if user is not None:
            walker.take_session(_session_of(user))
        walkers.append(walker)
        return walker

    return begin


def _session_of(user: User) -> str:
    client = client_for(user)
    return client.cookies["sessionid"].value
