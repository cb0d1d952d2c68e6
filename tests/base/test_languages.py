from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from cast import post
from django.test import Client
from tools_messages import CATALOGUE, collect, strings

PLACE = re.compile(r"%\(\w+\)\w|%%|\{\w*\}|<[^>]+>|`[^`]+`|\n")
# what is rightly the same in both languages, read by a person; a new one is added here only after somebody looked
SAME = Path(__file__).with_name("same_in_french.txt")


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


def french() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="fr")


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def translated(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each message with its English and its French, once for each form; the last English form stands for the rest."""
    for message in catalogue:
        english = forms(message.id)
        for nth, text in enumerate(forms(message.string)):
            if message.id and text:
                yield message, english[min(nth, len(english) - 1)], text


def test_every_string_of_the_site_has_its_french() -> None:
    catalogue, lacking = french(), []
    for wanted in collect(strings()):
        if wanted.id:
            held = catalogue.get(wanted.id, wanted.context)
            if held is None or held.fuzzy or not held.string or not all(forms(held.string)):
                lacking.append(forms(wanted.id)[0])
    assert not lacking, "run tools/messages.py and write the French of these"


def test_a_translation_keeps_placeholders_markup_and_line_ends() -> None:
    for _, english, text in translated(french()):
        assert sorted(set(PLACE.findall(text))) == sorted(set(PLACE.findall(english))), text
        assert (text[:1].isspace(), text[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace()), (
            text
        )


def test_no_string_was_left_in_english() -> None:
    reviewed = set(SAME.read_text(encoding="utf-8").splitlines())
    assert {english for _, english, text in translated(french()) if text == english} == reviewed


def test_no_mark_of_french_stands_alone_on_a_line() -> None:
    """A space before : ; ? ! » and after « does not break."""
    broken = re.compile(r" [:;!»]| \?$|« ")
    assert [text for _, _, text in translated(french()) if broken.search(text)] == []


def test_what_is_served_was_compiled_from_what_is_written() -> None:
    with CATALOGUE.open("rb") as written, CATALOGUE.with_suffix(".mo").open("rb") as served:
        source, compiled = read_po(written, locale="fr"), read_mo(served)
    translated = {str(m.id): m.string for m in source if m.id and isinstance(m.string, str) and m.string}
    assert {str(m.id): m.string for m in compiled if m.id and isinstance(m.string, str)} == translated


def test_strings_are_found_in_code_and_in_templates() -> None:
    found = {str(message.id) for message in collect(strings()) if message.id}
    assert {"Enter your password", "Skip to main content", "Licensing officer"} <= found


def test_what_the_authority_grants_has_one_french_word() -> None:
    """“Licence” is the act and its document; “autorisation” stays with the law's own “autorisation générale”."""
    told = [
        (english, text)
        for _, english, text in translated(french())
        if re.search(r"licen[cs]", english, re.IGNORECASE) and "general licence" not in english.lower()
    ]
    assert [text for _, text in told if "autorisation" in text.lower()] == []
    from licet.service.letters.models import LetterKind
    from licet.service.letters.wording import labels, shipped

    letters = [text for kind in LetterKind.values for text in shipped(kind, "fr").values()]
    assert [text for text in letters if "autorisation" in text.lower()] == []
    assert "autorisation" not in labels()["why_licence"]["fr"]


def test_the_reviewed_table_is_collected_with_its_states_and_reasons() -> None:
    found = {str(message.id) for message in collect(strings()) if message.id}
    assert {"letter: withdrawn", "Nobody decides on a proposal of their own."} <= found
