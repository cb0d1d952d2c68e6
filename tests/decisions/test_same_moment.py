"""Two clicks on the same decision at the same moment: one outcome."""

from __future__ import annotations

import threading
from typing import Any

import officer_walk as walk
import pytest
from cast import assemble, newcomer, organisation_of
from django.db import connection

from licet.reasoning import Law
from licet.service.casework.models import Case
from licet.service.casework.services import Overtaken
from licet.service.decisions.models import Licence, Outcome, Proposal
from licet.service.decisions.services import decide
from licet.service.people.models import Role, User
from licet.service.records.models import Event
from licet.service.records.verify import differences


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_make_one_outcome(
    small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    walk.set_up_office(small_law, monkeypatch, settings)
    people = assemble()
    petra = newcomer("Petra Lund", organisation_of(people["paul"]), Role.APPROVER)
    case = walk.taken(people["elena"], people["olga"])
    walk.assessed(people["olga"], case)
    proposal = walk.proposed(people["olga"], case, walk.grant())

    answers = _at_once([people["paul"], petra], proposal)

    assert sorted(answers) == ["decided", "overtaken"]
    assert (Outcome.objects.count(), Licence.objects.count()) == (1, 1)
    assert Event.objects.filter(type="outcome.decided").count() == 1
    assert Case.objects.get().state == "decided"
    assert [found for found in differences() if "decisions" in found or "casework" in found] == []


def _at_once(approvers: list[User], proposal: Proposal) -> list[str]:
    ready, answers = threading.Barrier(len(approvers)), []

    def press(approver: User) -> None:
        own = Proposal.objects.select_related("case").get(pk=proposal.pk)
        ready.wait()
        try:
            decide(actor=approver, proposal=own)
            answers.append("decided")
        except Overtaken:
            answers.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[approver]) for approver in approvers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
