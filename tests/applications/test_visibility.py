"""Drafts stay with their organisation; officials see what was submitted; a rival sees nothing."""

from __future__ import annotations

import pytest
from exporter_walk import DECLARED, attach, claim, filled, submitted

from licet.service.applications import services, visibility
from licet.service.applications.models import Application
from licet.service.chains.models import Chain, Statement
from licet.service.files.models import Document
from licet.service.parties.models import Party
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
OFFICIALS = ["olga", "tomas", "paul", "audra"]


def sees(actor: User, application: Application) -> tuple[bool, bool]:
    """The application, and its deal."""
    return (
        Application.objects.visible_to(actor).filter(pk=application.pk).exists(),
        Chain.objects.visible_to(actor).filter(pk=application.chain_id).exists(),
    )


def test_the_own_organisation_sees_drafts_and_what_it_submitted(elena: User) -> None:
    assert sees(elena, filled(elena)) == (True, True)
    assert sees(elena, submitted(elena)) == (True, True)


@pytest.mark.parametrize("who", OFFICIALS)
def test_officials_see_what_was_submitted_and_no_draft(people: dict[str, User], who: str) -> None:
    assert sees(people[who], filled(people["elena"])) == (False, False)
    assert sees(people[who], submitted(people["elena"])) == (True, True)


@pytest.mark.parametrize("who", OFFICIALS)
def test_a_document_of_a_draft_is_seen_by_officials_once_it_is_submitted(
    people: dict[str, User], who: str
) -> None:
    elena, draft = people["elena"], filled(people["elena"])
    document = attach(elena, draft)
    assert not Document.objects.visible_to(people[who]).filter(pk=document.pk).exists()
    assert Document.objects.visible_to(elena).filter(pk=document.pk).exists()
    services.submit(actor=elena, application=draft, declared=DECLARED)
    assert Document.objects.visible_to(people[who]).filter(pk=document.pk).exists()


def test_a_rival_sees_neither(elena: User, rival: User) -> None:
    assert sees(rival, filled(elena)) == (False, False)
    assert sees(rival, submitted(elena)) == (False, False)


def test_the_adviser_sees_only_what_a_lower_app_grants_and_never_a_draft(
    elena: User, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, handed_in = filled(elena), submitted(elena)
    assert sees(amina, handed_in) == (False, False)
    monkeypatch.setattr(visibility, "_grants", [lambda actor: Application.objects.values("pk")])
    assert sees(amina, handed_in) == (True, True)
    assert sees(amina, draft) == (False, False)


def test_statements_are_seen_with_their_deal(elena: User, rival: User) -> None:
    application = filled(elena)
    claim(elena, application.chain, application.chain.items.get(part="agent"), "item.spies", True)
    assert Statement.objects.visible_to(elena).count() == 1
    assert Statement.objects.visible_to(rival).count() == 0


@pytest.mark.parametrize("who", OFFICIALS)
def test_whom_only_a_draft_names_is_not_shown_to_officials(people: dict[str, User], who: str) -> None:
    elena, draft = people["elena"], filled(people["elena"])
    named = Party.objects.filter(created_by_organisation=draft.organisation)
    assert named.filter(parent__isnull=False).exists(), "a unit with its ministry is among them"
    assert not Party.objects.visible_to(people[who]).filter(pk__in=named).exists()
    services.submit(actor=elena, application=draft, declared=DECLARED)
    assert Party.objects.visible_to(people[who]).filter(pk__in=named).count() == named.count()
