"""Who lost every second factor is helped by two people, and told."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from cast import client_for, newcomer, organisation_of, post
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from signing import WORK, browser, set_up_app, sign_in, signed_in, text

from licet.service.people.models import FactorReset, Role, User
from licet.service.people.policy import Refused
from licet.service.people.services import resetting
from licet.service.records.models import Event

REASON = "She came to the office with her card."


@pytest.fixture
def ines(people: dict[str, User]) -> User:
    return people["ines"]


def asked(ines: User, user: User) -> FactorReset:
    return resetting.ask_reset(actor=ines, user=user, reason=REASON)


def test_two_people_reset_it_and_the_person_sets_up_a_new_one(ines: User, paul: User, otto: User) -> None:
    old = signed_in(otto)
    set_up_app(old)
    post(client_for(ines), f"/people/{otto.pk}/second-factor/", {"reason": REASON})
    reset = FactorReset.objects.get()
    assert REASON in text(client_for(paul).get(f"/people/resets/{reset.pk}/"))
    post(client_for(paul), f"/people/resets/{reset.pk}/", {"answer": "confirm"})
    assert not Authenticator.objects.filter(user=otto).exists()
    assert old.get(WORK).headers["Location"].startswith("/sign-in/")
    client = browser()
    assert sign_in(client, otto).headers["Location"] == WORK
    assert client.get(WORK).headers["Location"] == "/account/second-factor/"


def test_the_person_is_told_when_it_is_asked_and_when_it_is_done(ines: User, paul: User, otto: User) -> None:
    resetting.confirm_reset(actor=paul, reset=asked(ines, otto))
    assert [message.to for message in mail.outbox] == [[otto.email], [otto.email]]
    assert "tell the licensing authority at once" in str(mail.outbox[0].body)


def test_both_steps_are_recorded_with_both_names(ines: User, paul: User, otto: User) -> None:
    resetting.confirm_reset(actor=paul, reset=asked(ines, otto))
    events = list(Event.objects.order_by("id"))
    assert [(event.type, event.actor) for event in events] == [
        ("factor.reset_asked", ines.pseudonym),
        ("factor.reset", paul.pseudonym),
    ]
    assert events[1].payload == {"asked_by": str(ines.pseudonym)}
    assert not any(otto.email in str(event.payload) for event in events)


def test_nobody_does_it_alone(ines: User, otto: User) -> None:
    reset = asked(ines, otto)
    with pytest.raises(Refused, match="A second person has to confirm it"):
        resetting.confirm_reset(actor=ines, reset=reset)
    assert "A second person has to confirm it" in text(client_for(ines).get(f"/people/resets/{reset.pk}/"))


def test_the_database_itself_refuses_one_person_twice(ines: User, otto: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(
            user=otto, asked_by=ines, settled_by=ines, settled_at=timezone.now(), done=True, reason="Alone."
        )


def test_nobody_asks_or_confirms_for_herself(ines: User, paul: User) -> None:
    with pytest.raises(Refused):
        asked(ines, ines)
    reset = asked(ines, paul)
    with pytest.raises(Refused, match="their own"):
        resetting.confirm_reset(actor=paul, reset=reset)


def test_an_officer_neither_asks_nor_confirms(ines: User, olga: User, otto: User) -> None:
    with pytest.raises(Refused):
        asked(olga, otto)
    with pytest.raises(Refused):
        resetting.confirm_reset(actor=olga, reset=asked(ines, otto))


def test_another_administrator_confirms_too(ines: User, otto: User) -> None:
    adam = newcomer("Adam Other", organisation_of(ines), Role.ADMINISTRATOR)
    resetting.confirm_reset(actor=adam, reset=asked(ines, otto))
    assert FactorReset.objects.get().done


def test_what_was_turned_down_changes_nothing_and_cannot_be_confirmed(
    ines: User, paul: User, otto: User
) -> None:
    set_up_app(signed_in(otto))
    reset = asked(ines, otto)
    post(client_for(paul), f"/people/resets/{reset.pk}/", {"answer": "refuse"})
    assert Authenticator.objects.filter(user=otto).exists()
    with pytest.raises(Refused, match="settled already"):
        resetting.confirm_reset(actor=paul, reset=FactorReset.objects.get())


def test_one_request_at_a_time(ines: User, otto: User) -> None:
    asked(ines, otto)
    page = post(client_for(ines), f"/people/{otto.pk}/second-factor/", {"reason": REASON})
    assert "waits for confirmation already" in text(page)


def test_the_reason_is_asked_for(ines: User, otto: User) -> None:
    page = post(client_for(ines), f"/people/{otto.pk}/second-factor/", {"reason": ""})
    assert "Say how you know it" in text(page)
    assert not FactorReset.objects.exists()
