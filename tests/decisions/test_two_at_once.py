"""Two people do the same act, or two that exclude each other, at the same moment: one wins and the other is told plainly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

import officer_walk as walk
import pytest
from cast import assemble, client_for, newcomer, organisation_of, post
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from licet.reasoning import Law
from licet.service.applications import services as applications
from licet.service.assessment import services as assessing
from licet.service.casework import services as casework
from licet.service.casework.models import Position
from licet.service.casework.selectors import bodies
from licet.service.casework.services import Overtaken
from licet.service.decisions import services as deciding
from licet.service.lists.models import Hit
from licet.service.lists.services import settle_hit
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.sequencer import seal_all
from licet.service.records.verify import differences

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = (Overtaken, Refused, ValidationError)
Press = Callable[[], object]


class Pair(NamedTuple):
    """What both press, and the events of which exactly one may come of it."""

    first: Press
    second: Press
    events: tuple[str, ...]


People = dict[str, User]


@pytest.fixture
def cast(small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any) -> People:
    """Everybody, and a second person of each kind that acts."""
    walk.set_up_office(small_law, monkeypatch, settings)
    people = assemble()
    office = organisation_of(people["olga"])
    return people | {
        "oscar": newcomer("Oscar Lund", office, Role.OFFICER),
        "petra": newcomer("Petra Lund", office, Role.APPROVER),
        "anton": newcomer("Anton Lund", organisation_of(people["amina"]), Role.ADVISER),
        "emil": newcomer("Emil Lund", organisation_of(people["elena"]), Role.EXPORTER),
    }


def taking(cast: People) -> Pair:
    case = walk.submitted(cast["elena"])

    def by(name: str) -> Press:
        own = walk.fresh(case)  # as her page shows it: nobody's
        return lambda: casework.assign(actor=cast[name], case=own)

    return Pair(by("olga"), by("oscar"), ("case.assigned",))


def handing_in(cast: People) -> Pair:
    application = walk.deal(cast["elena"])

    def by(name: str) -> Press:
        declared = {"name": name}
        return lambda: applications.submit(actor=cast[name], application=application, declared=declared)

    return Pair(by("elena"), by("emil"), ("application.submitted",))


def handing_in_and_taking_back(cast: People) -> Pair:
    application = walk.deal(cast["elena"])
    return Pair(
        lambda: applications.submit(actor=cast["elena"], application=application, declared={"name": "Elena"}),
        lambda: applications.withdraw(actor=cast["emil"], application=application, reason="No deal."),
        ("application.withdrawn",),  # a submission may come before it, never after
    )


def answering(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])
    question = casework.ask(actor=cast["olga"], case=case, text="Who hosts it?")
    return Pair(
        lambda: casework.answer(actor=cast["elena"], question=question, text="We do."),
        lambda: casework.answer(actor=cast["emil"], question=question, text="A partner."),
        ("question.answered",),
    )


def answering_and_closing(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])
    question = casework.ask(actor=cast["olga"], case=case, text="Who hosts it?")
    return Pair(
        lambda: casework.answer(actor=cast["elena"], question=question, text="We do."),
        lambda: casework.close_question(actor=cast["olga"], question=question, reason="Too late."),
        ("question.answered", "question.closed"),
    )


def consulting(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])

    def by(name: str) -> Press:
        return lambda: casework.consult(
            actor=cast[name], case=walk.fresh(case), body=bodies().get(), text="Any objection?"
        )

    return Pair(by("olga"), by("oscar"), ("consultation.asked",))


def advising(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])
    row = casework.consult(actor=cast["olga"], case=case, body=bodies().get(), text="Any objection?")

    def by(name: str, position: Position) -> Press:
        return lambda: casework.advise(
            actor=cast[name], consultation=row, position=position, reasons="As we see it."
        )

    return Pair(by("amina", Position.AGAINST), by("anton", Position.IN_FAVOUR), ("consultation.answered",))


def beginning_to_assess(cast: People) -> Pair:
    """A draft records no event: the second officer is told whose it is."""
    case = walk.taken(cast["elena"], cast["olga"])
    return Pair(
        lambda: assessing.start(actor=cast["olga"], case=walk.fresh(case)),
        lambda: assessing.start(actor=cast["oscar"], case=walk.fresh(case)),
        (),
    )


def signing_an_assessment(cast: People) -> Pair:
    """One person in two windows."""
    case = walk.taken(cast["elena"], cast["olga"])
    draft = assessing.start(actor=cast["olga"], case=case)
    evidence = walk.source(cast["olga"], draft)
    for (limb, standard), answer in walk.ALL_NO.items():
        assessing.answer(
            actor=cast["olga"], assessment=draft, criterion="CP.2", limb=limb, standard=standard,
            answer=answer, reasons="The source speaks to it.", tried="", harms=[], evidence=[evidence],
        )  # fmt: skip

    def press() -> object:
        own = type(draft).objects.select_related("case", "author").get(pk=draft.pk)
        return assessing.sign(actor=cast["olga"], assessment=own, summary="Read once more.")

    return Pair(press, press, ("assessment.completed",))


def proposing(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])
    walk.assessed(cast["olga"], case)
    return Pair(
        lambda: walk.proposed(cast["olga"], case, walk.grant()),
        lambda: walk.proposed(cast["oscar"], case, walk.grant()),
        ("proposal.made",),
    )


def deciding_and_returning(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"])
    walk.assessed(cast["olga"], case)
    proposal = walk.proposed(cast["olga"], case, walk.grant())
    return Pair(
        lambda: deciding.decide(actor=cast["paul"], proposal=proposal),
        lambda: deciding.return_proposal(actor=cast["petra"], proposal=proposal, reason="Ask again."),
        ("outcome.decided", "proposal.returned"),
    )


def confirming(cast: People) -> Pair:
    case = walk.taken(cast["elena"], cast["olga"], spies=False)
    casework.ask_release(actor=cast["olga"], case=walk.fresh(case), reason="It reads its own logs.")
    return Pair(
        lambda: casework.confirm_release(actor=cast["tomas"], case=walk.fresh(case)),
        lambda: casework.confirm_release(actor=cast["oscar"], case=walk.fresh(case)),
        ("release.confirmed",),
    )


def clearing(cast: People) -> Pair:
    walk.taken(cast["elena"], cast["olga"], ministry=walk.LISTED)
    hit = Hit.objects.get()

    def by(name: str) -> Press:
        return lambda: settle_hit(actor=cast[name], hit=hit, status="cleared", reason="Another body.")

    return Pair(by("olga"), by("oscar"), ("hit.cleared",))


ACTS = [
    taking,
    handing_in,
    handing_in_and_taking_back,
    answering,
    answering_and_closing,
    consulting,
    advising,
    beginning_to_assess,
    signing_an_assessment,
    proposing,
    deciding_and_returning,
    confirming,
    clearing,
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_one_wins_and_the_other_is_told(act: Callable[[People], Pair], cast: People) -> None:
    pair = act(cast)
    before = {type: Event.objects.filter(type=type).count() for type in pair.events}

    answers = at_once(pair.first, pair.second)

    told = [answer for answer in answers if isinstance(answer, Exception)]
    unplain = [repr(answer) for answer in told if not isinstance(answer, TOLD)]
    assert unplain == [], "a fault of the database is no answer"
    made = sum(Event.objects.filter(type=type).count() - count for type, count in before.items())
    assert made == bool(pair.events)
    if act is not handing_in_and_taking_back:  # both may come, one after the other
        assert len(told) == 1
        assert str(told[0]), "and why"
    seal_all()
    assert differences() == []


def at_once(*presses: Press) -> list[object]:
    """What each came to: what it made, or why not."""
    ready, answers = threading.Barrier(len(presses)), []

    def run(press: Press) -> None:
        ready.wait()
        try:
            answers.append(press())
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is looked at
            answers.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[press]) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_applications_at_once_get_numbers_of_their_own(cast: People) -> None:
    deals = [walk.deal(cast["elena"]), walk.deal(cast["elena"])]

    def hand_in(number: int) -> Press:
        return lambda: applications.submit(
            actor=cast["elena"], application=deals[number], declared={"name": "Elena"}
        )

    made = at_once(hand_in(0), hand_in(1))
    assert len({getattr(each, "reference", repr(each)) for each in made}) == 2
    assert all(hasattr(each, "reference") for each in made), made


def test_nobody_takes_a_case_from_a_colleague_without_knowing(cast: People) -> None:
    """Her page is an hour old and shows nobody; the second page shows the colleague, and she may take it over."""
    case = walk.taken(cast["elena"], cast["olga"])
    path, page = reverse("casework:take", args=[case.pk]), reverse("casework:case", args=[case.pk])
    browser = client_for(cast["oscar"])
    post(browser, path, {"officer": ""})
    assert walk.fresh(case).officer == cast["olga"]
    shown = browser.get(page).content.decode()
    assert "Olga Lindqvist has taken this case in the meantime." in shown
    assert f'name="officer" value="{cast["olga"].pk}"' in shown
    post(browser, path, {"officer": str(cast["olga"].pk)})
    assert walk.fresh(case).officer == cast["oscar"]
