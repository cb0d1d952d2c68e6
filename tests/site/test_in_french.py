"""A page asked for in French has no sentence that stayed English."""

from __future__ import annotations

import html
import re

import pytest
from babel.messages.pofile import read_po
from cast import client_for
from django.test import Client
from signing import WORK
from tools_messages import CATALOGUE

from licet.service.people.models import User

LONG = 25  # a sentence this long stands in a page by no chance
PLAIN = re.compile(r"[^%<{\n]+\Z")
PUBLIC = (
    "/",
    "/self-assessment/",
    "/registers/",
    "/letters/check/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/feedback/",
    "/sign-in/",
    "/nowhere/",
)
SIGNED_IN = {
    "elena": (WORK, "/applications/", "/cases/mine/", "/account/"),
    "olga": (WORK, "/cases/", "/lists/", "/decisions/"),
    "audra": ("/ledger/", "/service/"),
    "ines": ("/people/", "/people/invite/", "/office/", "/office/change/"),
}


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """What the catalogue has in English and otherwise in French, without what has placeholders or markup."""
    with CATALOGUE.open("rb") as file:
        messages = list(read_po(file, locale="fr"))
    return frozenset(
        message.id
        for message in messages
        if isinstance(message.id, str)
        and message.id
        and message.id != message.string
        and PLAIN.match(message.id)
    )


def left_in(page: str, english: frozenset[str]) -> set[str]:
    text = re.sub(r"<[^>]+>", "\n", page)
    lines = {" ".join(line.split()) for line in html.unescape(text).splitlines()}
    return {each for each in english if each in lines or (len(each) >= LONG and each in html.unescape(text))}


def in_french(client: Client, path: str) -> str:
    client.cookies["django_language"] = "fr"
    page = client.get(path).content.decode()
    assert 'lang="fr"' in page, path
    return page


def test_what_is_looked_for_is_found(english: frozenset[str]) -> None:
    assert left_in("<h1>Un titre</h1><a>Skip to main content</a>", english) == {"Skip to main content"}
    assert left_in("<a>Aller au contenu principal</a>", english) == set()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(client: Client, db: None, path: str, english: frozenset[str]) -> None:
    assert left_in(in_french(client, path), english) == set()


@pytest.mark.parametrize("who", SIGNED_IN)
def test_the_pages_of_a_person(people: dict[str, User], who: str, english: frozenset[str]) -> None:
    client = client_for(people[who])
    for path in SIGNED_IN[who]:
        assert left_in(in_french(client, path), english) == set(), path
