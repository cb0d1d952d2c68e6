from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cast import client_for
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

import licet.service
from licet.law.countries import ASSIGNED
from licet.service.base import countries
from licet.service.base.navigation import cards_for, entries_for
from licet.service.base.templatetags.base import day, day_and_time, short_day
from licet.service.people.models import User


def shown(text: str, **context: object) -> str:
    return Template("{% load base %}" + text).render(Context(context))


# --- dates, countries, tags -------------------------------------------------------------------------------


def test_a_day_is_written_out() -> None:
    assert shown("{{ day|day }}", day=date(2027, 3, 5)) == "5 March 2027"
    assert shown("{{ day|day }}", day=None) == ""


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 3, 1), "1er mars 2026"),
        (date(2026, 3, 11), "11 mars 2026"),
        (date(2026, 3, 2), "2 mars 2026"),
    ],
)
def test_the_first_of_a_month_is_called_so_in_french(on: date, written: str) -> None:
    assert not day(on).startswith("1er")
    with override("fr"):
        assert day(on) == written
        assert short_day(on) == written
        assert day_and_time(datetime(on.year, on.month, on.day, 9, tzinfo=UTC)) == f"{written}, 09:00 UTC"


def test_a_moment_names_its_zone() -> None:
    assert (
        shown("{{ at|day_and_time }}", at=datetime(2027, 3, 5, 14, 5, tzinfo=UTC))
        == "5 March 2027, 14:05 UTC"
    )


def test_a_country_is_named_in_the_language_of_the_reader() -> None:
    assert countries.name_of("DE") == "Germany"
    with override("fr"):
        assert countries.name_of("DE") == "Allemagne"


def test_countries_to_choose_from_are_sorted_in_the_language_of_the_reader() -> None:
    english = countries.choices()
    with override("fr"):
        french = countries.choices()
    assert english.index(("DE", "Germany")) > english.index(("FR", "France"))
    assert french.index(("DE", "Allemagne")) < french.index(("FR", "France"))
    english.clear()  # a form may do with its list what it likes
    assert countries.choices()


def test_an_invented_state_says_that_it_is_invented() -> None:
    assert countries.name_of("XA") == "State X (invented)"
    assert countries.name_of("XQ") == "State Q (invented)"


def test_every_country_the_law_may_speak_of_has_a_name_in_both_languages() -> None:
    assert set(countries.NAMES) >= ASSIGNED
    assert all(english and french for english, french in countries.NAMES.values())


def test_countries_are_listed_as_a_reader_looks_for_them() -> None:
    names = [name for _code, name in countries.choices()]
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zambia")


def test_a_record_is_called_by_its_kind_and_an_unknown_label_stays() -> None:
    assert shown("{{ label|kind_of_record }}", label="casework.case") == "Case"
    with override("fr"):
        assert shown("{{ label|kind_of_record }}", label="casework.case") == "Dossier"
    assert shown("{{ label|kind_of_record }}", label="other.thing") == "other.thing"
    assert shown("{{ label|kind_of_record }}", label="nothing") == "nothing"


def test_only_a_name_from_right_to_left_is_isolated() -> None:
    assert shown("{{ name|isolated }}", name="Unit 9") == "Unit 9"
    assert shown("{{ name|isolated }}", name="משטרה") == "\u2068משטרה\u2069"


def test_french_puts_a_space_before_a_colon_that_does_not_break() -> None:
    assert shown("State{% colon %} open") == "State: open"
    with override("fr"):
        assert shown("État{% colon %} ouvert") == "État\u00a0: ouvert"


def test_no_template_writes_a_colon_of_its_own_between_two_values() -> None:
    """Inside a translated string the translation has it; between values `{% colon %}` writes that of the language."""
    translated = re.compile(
        r"\{% blocktranslate.*?endblocktranslate %\}|\{% comment.*?endcomment %\}", re.DOTALL
    )
    found = []
    for file in Path(licet.service.__path__[0]).rglob("templates/**/*.html"):
        text = translated.sub("%}", file.read_text("utf-8"))
        found += [f"{file.name}: {match}" for match in re.findall(r"(?:%\}|\}\}|</strong>|</a>): ", text)]
    assert found == []


def test_a_tag_escapes_its_text_and_knows_its_colours() -> None:
    assert (
        shown('{% tag said "blue" %}', said="<b>")
        == '<strong class="govuk-tag govuk-tag--blue">&lt;b&gt;</strong>'
    )
    assert shown('{% tag "Open" "pink" %}') == '<strong class="govuk-tag">Open</strong>'


def test_paging_keeps_what_was_searched_for() -> None:
    request = RequestFactory().get("/cases/", {"q": "lynx", "page": "2"})
    assert (
        Template("{% load base %}{% with_query page=3 %}").render(Context({"request": request}))
        == "?q=lynx&amp;page=3"
    )


def test_long_paging_leaves_numbers_out() -> None:
    page = Paginator(range(200), 10).get_page(10)
    assert (
        shown("{% for n in page|page_numbers %}{{ n|default_if_none:'…' }} {% endfor %}", page=page)
        == "1 … 9 10 11 … 20 "
    )


# --- every answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/access/", "/nowhere/", "/healthz"])
def test_every_answer_forbids_scripts_frames_and_other_hosts(client: Client, db: None, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


PASSKEY_PAGES = ["/sign-in/", "/account/sign-in/"]


@pytest.mark.parametrize("path", PASSKEY_PAGES)
def test_a_page_that_talks_to_a_passkey_may_load_our_script_and_ask_us(
    client: Client, db: None, path: str
) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    usual = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    assert policy == usual + "frame-ancestors 'none'; base-uri 'none'; script-src 'self'; connect-src 'self'"


# --- navigation -------------------------------------------------------------------------------------------


def test_a_visitor_has_no_navigation(client: Client, db: None) -> None:
    assert 'class="govuk-service-navigation' not in client.get("/").content.decode()
    assert entries_for(None) == []
    assert cards_for(None) == []


def test_everybody_finds_the_way_to_their_work(people: dict[str, User]) -> None:
    for user in people.values():
        assert "work" in [entry.url_name for entry in entries_for(user)]


def test_every_link_and_card_opens_for_whom_it_is_shown(people: dict[str, User]) -> None:
    from django.urls import reverse

    for user in people.values():
        client = client_for(user)
        for name in {entry.url_name for entry in entries_for(user)} | {
            card.url_name for card in cards_for(user)
        }:
            assert client.get(reverse(name)).status_code == 200, (user.name, name)


def test_an_entry_of_one_role_is_not_shown_to_others(olga: User, audra: User) -> None:
    assert "people:access-matrix" in [entry.url_name for entry in entries_for(audra)]
    assert "people:access-matrix" not in [entry.url_name for entry in entries_for(olga)]
