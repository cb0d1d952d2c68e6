from __future__ import annotations

import re

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from cast import post
from django.test import Client
from tools_messages import CATALOGUE, collect, strings

PLACE = re.compile(r"%\(\w+\)\w|%%|\{\w*\}")


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def test_the_language_is_remembered(db: None) -> None:
    client = browser()
    response = post(client, "/language/", {"language": "fr", "next": "/sign-in/"})
    assert response.headers["Location"] == "/sign-in/"
    page = client.get("/sign-in/").content.decode()
    assert '<html class="govuk-template" lang="fr">' in page
    assert "Se connecter" in page


def test_a_language_that_is_not_offered_changes_nothing(db: None) -> None:
    client = browser()
    post(client, "/language/", {"language": "xx", "next": "/"})
    assert 'lang="en"' in client.get("/").content.decode()


def test_the_language_switch_leads_to_no_other_site(db: None) -> None:
    response = post(browser(), "/language/", {"language": "fr", "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == "/"


def test_a_translation_keeps_every_placeholder() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    for message in catalogue:
        if not message.id or not message.string:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert not text or set(PLACE.findall(text)) == set(PLACE.findall(source)), source


def test_what_is_served_was_compiled_from_what_is_written() -> None:
    with CATALOGUE.open("rb") as written, CATALOGUE.with_suffix(".mo").open("rb") as served:
        source, compiled = read_po(written, locale="fr"), read_mo(served)
    translated = {str(m.id): m.string for m in source if m.id and isinstance(m.string, str) and m.string}
    assert {str(m.id): m.string for m in compiled if m.id and isinstance(m.string, str)} == translated


def test_strings_are_found_in_code_and_in_templates() -> None:
    found = {str(message.id) for message in collect(strings()) if message.id}
    assert {"Enter your password", "Skip to main content", "Licensing officer"} <= found
