"""What was typed stays when the language is switched: the button of the header belongs to the form of the page."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import officer_walk as walk
import pytest
from cast import client_for, post
from django.test import Client
from django.urls import reverse
from officer_walk import office, small_law

from licet.service.letters.models import Adoption
from licet.service.people.models import User
from licet.service.records.models import Event

__all__ = ["office", "small_law"]

IN_FRENCH = {"page_language": "fr"}
CARRIED = 'form="page-form" name="page_language" value="fr"'


def whole(page: str) -> None:
    """Every button that names a form has it on the page."""
    named = set(re.findall(r'<button[^>]* form="([^"]+)"', page))
    assert named <= set(re.findall(r'<form[^>]* id="([^"]+)"', page))


def test_the_reason_of_an_adoption(db: None, olga: User, paul: User) -> None:
    wording = walk.worded(olga)
    shown = client_for(paul).get(reverse("letters:wording", args=[wording.pk])).content.decode()
    assert CARRIED in shown
    whole(shown)
    typed = {"reason": "Exporters asked what it meant.", "seen": "0"}
    place = reverse("letters:adopt", args=[wording.pk])
    page = post(client_for(paul), place, typed | IN_FRENCH).content.decode()
    assert typed["reason"] in page
    assert 'lang="fr"' in page
    assert not Adoption.objects.exists()
    other = client_for(olga).get(reverse("letters:wording", args=[wording.pk])).content.decode()
    assert CARRIED not in other
    whole(other)


def test_the_written_reason_of_a_decision(office: None, elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    proposal = walk.proposed(olga, case, walk.refusal())
    place = reverse("decisions:proposal", args=[proposal.pk])
    shown = client_for(paul).get(place).content.decode()
    assert CARRIED in shown
    whole(shown)
    whole(client_for(olga).get(place).content.decode())
    before = Event.objects.count()
    typed = {"written_reason": "She was heard on 3 March and waived a notice."}
    page = post(client_for(paul), place, typed | IN_FRENCH).content.decode()
    assert typed["written_reason"] in page
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_registration(client: Client) -> None:
    place = reverse("account_signup")
    shown = client.get(place).content.decode()
    assert CARRIED in shown
    whole(shown)
    page = client.post(place, {"email": "nina@example.org", **IN_FRENCH}).content.decode()
    assert 'value="nina@example.org"' in page
    assert not User.objects.filter(email="nina@example.org").exists()


ASKING = {
    "registers:index": ({"text": "telescopes", "year": ""}, "elena"),
    "records:ledger": ({"type": "", "subject": "nobody"}, "audra"),
    "people:explain": ({"act": ""}, "audra"),
    "corpus:index": ({"q": "interception"}, "elena"),
    "letters:check": ({"number": "L-1", "code": ""}, "elena"),
}


@pytest.mark.parametrize("name", ASKING)
def test_what_was_asked_of_a_list(db: None, people: dict[str, User], name: str) -> None:
    """A form that only asks sends what was typed in its address; empty boxes are left out of the next."""
    typed, who = ASKING[name]
    client, place = client_for(people[who]), reverse(name)
    shown = client.get(place).content.decode()
    assert CARRIED in shown
    whole(shown)
    answer = client.get(place, typed | IN_FRENCH)
    kept = {key: value for key, value in typed.items() if value}
    assert answer["Location"] == (f"{place}?{urlencode(kept)}" if kept else place)
    page = client.get(answer["Location"]).content.decode()
    assert '<html class="govuk-template" lang="fr">' in page
    assert all(value in page for value in kept.values())


def test_the_language_of_a_filter_that_was_shown_already(db: None, audra: User) -> None:
    """The address of a filtered page keeps its query, whatever else stands on the page."""
    client, place = client_for(audra), reverse("records:ledger")
    answer = client.get(place, {"type": "case.opened", "before": "", **IN_FRENCH})
    assert answer["Location"] == f"{place}?type=case.opened"


def test_a_language_that_is_not_offered_changes_nothing(db: None, audra: User) -> None:
    answer = client_for(audra).get(reverse("records:ledger"), {"page_language": "xx"})
    assert answer.status_code == 200
    assert "django_language" not in answer.cookies


def test_after_a_file_was_checked_the_page_opens_in_the_other_language(client: Client, db: None) -> None:
    """A file cannot be kept; number and code can. The button leads to the page that takes them."""
    page = client.post(reverse("letters:check-file"), {}).content.decode()
    assert CARRIED in page
    whole(page)
    answer = client.get(reverse("letters:check"), {"number": "", "code": "", **IN_FRENCH})
    assert answer["Location"] == reverse("letters:check")


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_an_address_typed_before_anybody_signed_in(client: Client, db: None, name: str) -> None:
    place = reverse(name)
    whole(client.get(place).content.decode())
    typed = {"login": "olga@example.org", "email": "olga@example.org", "password": "x"}
    page = client.post(place, typed | IN_FRENCH).content.decode()
    assert 'value="olga@example.org"' in page
    assert '<html class="govuk-template" lang="fr">' in page


def test_the_right_password_signs_nobody_in_by_the_language_button(client: Client, olga: User) -> None:
    olga.set_password("a long pass phrase for olga")
    olga.save()
    typed = {"login": olga.email, "password": "a long pass phrase for olga"}
    client.post(reverse("account_login"), typed | IN_FRENCH)
    assert "_auth_user_id" not in client.session


def test_which_outcome_is_asked_in_either_language_and_stays_the_first_step(
    office: None, elena: User, olga: User
) -> None:
    """Sending that form would be the next step, so the language button does not send it."""
    case = walk.taken(elena, olga)
    shown = client_for(olga).get(reverse("decisions:propose", args=[case.pk])).content.decode()
    assert CARRIED not in shown
    assert 'name="language" value="fr"' in shown
