"""The language of a page with a form changes, and what was typed stays. Nothing of it is kept or checked."""

from __future__ import annotations

import pytest
from django.urls import reverse
from exporter_pages import PARTY, Walker, begin
from exporter_walk import attach, filled
from self_assessment import Visitor

from licet.service.applications.models import Application
from licet.service.files.models import Document
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.records.models import Event

pytestmark = pytest.mark.django_db
IN_FRENCH = {"page_language": "fr"}
TYPED = {**PARTY, "name": "Quillon", "country": "XQ", "type": "private_company", "roles": ["purchaser"]}


@pytest.fixture
def walker(elena: User) -> Walker:
    found = Walker(elena)
    begin(found)
    return found


def test_what_was_typed_stands_there_in_the_other_language(walker: Walker) -> None:
    answer = walker.post(walker.path("add-party"), {**TYPED, **IN_FRENCH})
    page = answer.content.decode()
    assert 'lang="fr">' in page
    assert 'value="Quillon"' in page
    assert '<option value="XQ" selected' in page
    assert walker.client.cookies["django_language"].value == "fr"
    assert not Party.objects.exists()
    walker.does(walker.path("add-party"), TYPED)


def test_an_unfinished_form_shows_no_fault_yet(walker: Walker) -> None:
    page = walker.post(walker.path("add-party"), {**PARTY, "name": "Quillon", **IN_FRENCH}).content.decode()
    assert "error-summary" not in page
    assert 'value="Quillon"' in page


def test_a_date_and_a_long_text_stay(walker: Walker) -> None:
    given = {"signed_on_day": "31", "signed_on_month": "2", "signed_on_year": "2026", "number": "K-1"}
    page = walker.post(walker.path("data", "contract"), {**given, **IN_FRENCH}).content.decode()
    for value in ("31", "2026", "K-1"):
        assert f'value="{value}"' in page
    application = Application.objects.get()
    assert "contract" not in application.data


def test_what_acts_without_a_form_does_not_act(elena: User) -> None:
    walker = Walker(elena)
    walker.application = filled(elena)
    wrong = attach(elena, walker.application)
    path = walker.path("remove-document", wrong.pk)
    before = Event.objects.count()
    answer = walker.post(path, IN_FRENCH)
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert Document.objects.get(pk=wrong.pk).removed_at is None
    assert Event.objects.count() == before


def test_a_language_nobody_offers_is_no_switch(walker: Walker) -> None:
    walker.does(walker.path("add-party"), {**TYPED, "page_language": "xx"})
    assert Party.objects.get().name == "Quillon"


def test_the_language_of_the_letters_is_another_field(elena: User) -> None:
    walker = Walker(elena)
    walker.application = filled(elena)
    page = walker.post(walker.path("submit"), {"language": "fr", "position": "Head", **IN_FRENCH})
    assert 'value="Head"' in page.content.decode()
    assert Application.objects.get().language == "en"


def test_taking_over_a_self_assessment_makes_nothing_while_the_language_changes(elena: User) -> None:
    visitor = Visitor(elena)
    visitor.describe()
    path = reverse("applications:take-over")
    given = {"title": "Lynx", "name:p1": "Perceptor", "name:p2": "D9", "type:p1": "private_company"}
    visitor.send(path, {**given, **IN_FRENCH})
    assert 'value="Perceptor"' in visitor.page
    assert not Application.objects.exists()
    assert visitor.document["items"], "the draft travels on"


def test_the_button_of_a_form_page_sends_that_form(walker: Walker) -> None:
    page = walker.get(walker.path("add-party"))
    assert 'id="page-form"' in page
    assert 'form="page-form" name="page_language" value="fr"' in page
