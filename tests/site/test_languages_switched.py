"""What was typed stays when the language is switched: the button of the header belongs to the form of the page."""

from __future__ import annotations

import re

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
