"""What waits for each person, with its day."""

from __future__ import annotations

from datetime import timedelta

import officer_walk as walk
import pytest
import time_machine
from cast import client_for
from django.urls import reverse
from django.utils import timezone

from licet.service.base.waiting import Tile, deadlines_for, tiles_for
from licet.service.casework import services
from licet.service.casework.models import Position
from licet.service.casework.selectors import bodies
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")


def told(user: User) -> dict[str, Tile]:
    return {tile.text: tile for tile in tiles_for(user)}


def test_nothing_waits_where_nothing_happened(olga: User, elena: User, amina: User, paul: User) -> None:
    for user in (olga, elena, amina, paul):
        assert tiles_for(user) == []
        assert deadlines_for(user) == []
    assert "Nothing is waiting for you." in client_for(olga).get(reverse("work")).content.decode()


def test_an_officer_finds_what_nobody_took_and_what_she_has(elena: User, olga: User) -> None:
    walk.submitted(elena)
    walk.submitted(elena)
    walk.taken(elena, olga)
    assert told(olga)["cases nobody has taken"].count == 2
    assert told(olga)["open case of yours"].count == 1


def test_a_question_waits_for_the_exporter_and_is_watched_by_the_officer(
    elena: User, rival: User, olga: User
) -> None:
    case = walk.taken(elena, olga)
    question = services.ask(actor=olga, case=case, text="Who holds the keys?")
    assert told(elena)["question of the authority"].count == 1
    assert [(row.text, row.on) for row in deadlines_for(elena)] == [("Question to you", question.due_on)]
    assert [row.text for row in deadlines_for(olga)] == ["Answer of the exporter"]
    assert deadlines_for(rival) == []


def test_advice_waits_for_the_body_until_it_is_given(elena: User, olga: User, amina: User) -> None:
    case = walk.taken(elena, olga)
    row = services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    assert told(amina)["case you are asked about"].count == 1
    assert [row.text for row in deadlines_for(amina)] == ["Advice asked of you"]
    assert [due.text for due in deadlines_for(olga)] == [f"Advice of {row.body.name}"]
    services.advise(actor=amina, consultation=row, position=Position.IN_FAVOUR, reasons="Fine.")
    assert tiles_for(amina) == []
    assert deadlines_for(olga) == []


def test_what_is_late_is_marked(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    question = services.ask(actor=olga, case=case, text="Who holds the keys?")
    noon = timezone.now().replace(hour=12)
    days = (question.due_on - timezone.localdate()).days + 1
    with time_machine.travel(noon + timedelta(days=days), tick=False):
        assert told(elena)["question of the authority"].grave
        assert "Overdue" in client_for(elena).get(reverse("work")).content.decode()


def test_somebody_elses_proposal_waits_for_the_approver(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.proposed(olga, case, walk.refusal())
    assert told(paul)["proposal to decide"].count == 1
    assert "proposal to decide" not in told(olga)
