"""Invitations: how people come in, and what a one-time address is worth to somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from cast import client_for, newcomer, organisation_of, post
from django.core import mail
from django.utils import timezone
from signing import WORK, browser, sign_in, text

from licet.service.people.models import Invitation, Organisation, Role, User
from licet.service.people.policy import Refused
from licet.service.people.services import inviting
from licet.service.people.services.joining import RoleMismatch, join
from licet.service.people.services.leaving import LastAdministrator, end_role
from licet.service.people.services.registering import NameTaken
from licet.service.records.models import Event

SITE = "https://licet.example"
NEW = {"name": "Nora Newcomer", "password": "four black crows wait"}


@pytest.fixture
def ines(people: dict[str, User]) -> User:
    return people["ines"]


def invited(ines: User, olga: User, email: str = "nora@example.org", role: Role = Role.OFFICER) -> str:
    """The path of the one-time address, as the mail gives it."""
    inviting.invite(actor=ines, email=email, organisation=organisation_of(olga), role=role, site=SITE)
    return path_in(str(mail.outbox[-1].body))


def path_in(body: str) -> str:
    found = re.search(r"/invitation/[^\s]+/", body)
    assert found
    return found[0]


def test_the_mail_says_who_invites_to_what_and_where(ines: User, olga: User) -> None:
    path = invited(ines, olga)
    message = mail.outbox[-1]
    assert message.to == ["nora@example.org"]
    for words in ("Inès Moreau", "Licensing officer", "Northmark Export Control Office", SITE + path):
        assert words in str(message.body)


def test_a_newcomer_gives_name_and_password_and_sets_up_a_second_factor_next(ines: User, olga: User) -> None:
    client, path = browser(), invited(ines, olga)
    assert "Licensing officer" in text(client.get(path))
    assert post(client, path, NEW).headers["Location"] == WORK
    nora = User.objects.get(email="nora@example.org")
    assert nora.roles == {Role.OFFICER}
    assert client.get(WORK).headers["Location"] == "/account/second-factor/"
    assert sign_in(browser(), nora, NEW["password"]).status_code == 302


def test_an_address_works_once(ines: User, olga: User) -> None:
    path = invited(ines, olga)
    post(browser(), path, NEW)
    assert browser().get(path).status_code == 404
    assert post(browser(), path, {**NEW, "name": "Mallory"}).status_code == 404
    assert User.objects.filter(email="nora@example.org").count() == 1


def test_reading_the_address_spends_nothing(ines: User, olga: User) -> None:
    path = invited(ines, olga)
    for _ in range(3):
        assert browser().get(path).status_code == 200


@pytest.mark.parametrize(
    "spend",
    [
        lambda ines, found: inviting.withdraw(actor=ines, invitation=found),
        lambda ines, found: Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
    ],
    ids=["withdrawn", "too old"],
)
def test_a_spent_address_opens_nothing(
    ines: User, olga: User, spend: Callable[[User, Invitation], Any]
) -> None:
    path = invited(ines, olga)
    spend(ines, Invitation.objects.get())
    assert browser().get(path).status_code == 404
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept_as_newcomer(invitation=Invitation.objects.get(), **NEW)


def test_who_invents_an_address_is_stopped_after_a_while(db: None) -> None:
    answers = {browser().get(f"/invitation/guess-{number}/").status_code for number in range(31)}
    assert answers == {404, 429}


def test_somebody_who_is_here_takes_the_role_up_with_her_own_account(
    ines: User, olga: User, otto: User
) -> None:
    path = invited(ines, olga, otto.email, Role.ASSESSOR)
    assert "Sign in to it, then accept." in text(browser().get(path))
    assert post(client_for(otto), path).status_code == 302
    assert User.objects.get(pk=otto.pk).roles == {Role.OFFICER, Role.ASSESSOR}


def test_nobody_takes_up_what_is_meant_for_another(ines: User, olga: User, otto: User) -> None:
    path = invited(ines, olga)
    assert "You are signed in as" in text(client_for(otto).get(path))
    post(client_for(otto), path)
    assert User.objects.get(pk=otto.pk).roles == {Role.OFFICER}
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept_as(user=otto, invitation=Invitation.objects.get())


def test_no_password_is_set_for_an_account_that_is_in_use(ines: User, olga: User, otto: User) -> None:
    path = invited(ines, olga, otto.email, Role.ASSESSOR)
    post(browser(), path, NEW)
    with pytest.raises(inviting.InvitationSpent):
        inviting.accept_as_newcomer(invitation=Invitation.objects.get(), **NEW)
    assert not User.objects.get(pk=otto.pk).check_password(NEW["password"])


def test_an_address_registered_by_a_stranger_is_taken_over_and_loses_its_claim(
    ines: User, olga: User
) -> None:
    claimed = Organisation.objects.create(kind="exporter", name="Claimed Ltd", country="XB", claimed=True)
    squatter = User.objects.create_user("nora@example.org", "Mallory", "a stranger's secret word")
    join(user=squatter, organisation=claimed, role=Role.EXPORTER)
    EmailAddress.objects.create(user=squatter, email=squatter.email, verified=False, primary=True)
    post(browser(), invited(ines, olga), NEW)
    nora = User.objects.get(email="nora@example.org")
    assert nora.name == "Nora Newcomer"
    assert nora.roles == {Role.OFFICER}
    assert not nora.check_password("a stranger's secret word")


def test_only_the_digest_of_the_address_is_kept_and_none_of_it_in_the_ledger(ines: User, olga: User) -> None:
    secret = invited(ines, olga).split("/")[2]
    row = str(Invitation.objects.values().get())
    assert secret not in row
    for event in Event.objects.filter(type="person.invited"):
        kept = f"{event.payload} {event.personal}"
        assert secret not in kept
        assert "nora@example.org" not in kept
        assert event.actor == ines.pseudonym


def test_what_matters_is_recorded(ines: User, olga: User) -> None:
    post(browser(), invited(ines, olga), NEW)
    nora = User.objects.get(email="nora@example.org")
    end_role(actor=ines, membership=nora.memberships.get())
    types = list(Event.objects.order_by("id").values_list("type", flat=True))
    assert types == ["person.invited", "invitation.accepted", "role.ended"]


def test_a_mail_that_cannot_be_sent_leaves_no_invitation(
    ines: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    form = {"email": "nora@example.org", "role": "officer", "organisation": str(organisation_of(olga).pk)}
    assert "The e-mail could not be sent" in text(post(client_for(ines), "/people/invite/", form))
    assert not Invitation.objects.exists()
    assert not Event.objects.filter(type="person.invited").exists()


def test_into_a_new_organisation_whose_kind_follows_from_the_role(ines: User) -> None:
    form = {"email": "a@example.org", "role": "adviser", "name": "Ministry of Defence", "country": "XB"}
    assert post(client_for(ines), "/people/invite/", form).status_code == 302
    assert Organisation.objects.get(name="Ministry of Defence").kind == "body"


def test_a_name_that_is_here_already_is_not_made_twice(ines: User, olga: User) -> None:
    with pytest.raises(NameTaken):
        inviting.invite_into_new(
            actor=ines,
            email="a@example.org",
            role=Role.OFFICER,
            name=organisation_of(olga).name,
            country="XB",
            site=SITE,
        )


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "", "role": "officer"}, "Enter your e-mail address"),
        ({"email": "a@example.org", "role": ""}, "Select an answer: Role"),
        ({"email": "a@example.org", "role": "officer"}, "Choose an organisation, or enter"),
        ({"email": "a@example.org", "role": "officer", "name": "New"}, "Choose the country"),
    ],
)
def test_the_page_names_what_is_missing(ines: User, form: dict[str, str], words: str) -> None:
    assert words in text(post(client_for(ines), "/people/invite/", form))


def test_a_role_that_the_organisation_does_not_have_is_refused(ines: User, olga: User) -> None:
    with pytest.raises(RoleMismatch):
        invited(ines, olga, role=Role.ADVISER)


def test_an_exporter_and_an_official_are_never_one(ines: User, olga: User, nina: User) -> None:
    path = invited(ines, olga, nina.email)
    assert "An exporter can have no role in an authority" in text(post(client_for(nina), path))
    assert User.objects.get(pk=nina.pk).roles == {Role.EXPORTER}
    assert Invitation.objects.get().accepted_at is None


# --- colleagues of an exporter ---------------------------------------------------------------------------


def test_the_first_person_of_an_organisation_invites_colleagues_into_it_alone(nina: User) -> None:
    assert post(client_for(nina), "/account/colleagues/", {"email": "carl@example.org"}).status_code == 302
    found = Invitation.objects.get()
    assert (found.organisation, found.role) == (organisation_of(nina), Role.EXPORTER)


def test_a_colleague_does_not(nina: User) -> None:
    carl = newcomer("Carl Colleague", organisation_of(nina), Role.EXPORTER)
    assert client_for(carl).get("/account/colleagues/").status_code == 403


def test_nor_anybody_elsewhere(nina: User, rival: User, olga: User) -> None:
    for actor in (rival, olga):
        with pytest.raises(Refused):
            inviting.invite(
                actor=actor,
                email="c@example.org",
                organisation=organisation_of(nina),
                role=Role.EXPORTER,
                site=SITE,
            )


def test_another_organisations_invitation_cannot_be_withdrawn(nina: User, rival: User) -> None:
    post(client_for(nina), "/account/colleagues/", {"email": "carl@example.org"})
    path = f"/people/invitations/{Invitation.objects.get().pk}/withdraw/"
    assert post(client_for(rival), path).status_code == 403
    assert post(client_for(nina), path).status_code == 302
    assert Invitation.objects.get().withdrawn_at is not None


# --- leaving ------------------------------------------------------------------------------------------------


def test_ending_a_role_signs_the_person_out(ines: User, nina: User) -> None:
    client = browser()
    sign_in(client, nina)
    post(client_for(ines), f"/people/roles/{nina.memberships.get().pk}/end/")
    assert client.get(WORK).status_code == 302
    assert User.objects.get(pk=nina.pk).roles == frozenset()


def test_the_last_administrator_stays(ines: User) -> None:
    with pytest.raises(LastAdministrator):
        end_role(actor=ines, membership=ines.memberships.get())
    page = text(post(client_for(ines), f"/people/roles/{ines.memberships.get().pk}/end/"))
    assert "Invite another one first." in page


def test_the_register_shows_where_mails_lie_while_no_server_is_named(ines: User, settings: Any) -> None:
    assert "LICET_EMAIL_URL" not in text(client_for(ines).get("/people/"))
    settings.EMAIL_BACKEND = "licet.service.people.mail.PrivateFiles"
    assert "LICET_EMAIL_URL" in text(client_for(ines).get("/people/"))


def test_an_officer_does_not_see_the_register(olga: User) -> None:
    assert client_for(olga).get("/people/").status_code == 403


def test_an_administrator_sees_no_case_and_no_party(ines: User) -> None:
    for path in ("/cases/", "/decisions/", "/lists/", "/ledger/"):
        assert client_for(ines).get(path).status_code in (403, 404), path
