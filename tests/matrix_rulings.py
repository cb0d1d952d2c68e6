"""Requests for rulings, and rulings, as the access matrix meets them."""

from __future__ import annotations

import officer_walk as walk
import rulings_walk as ruled
from cast import organisation_of
from matrix_objects import People, state

from licet.service.people.models import Role
from licet.service.people.services import join
from licet.service.rulings import services
from licet.service.rulings.models import Inquiry, InquiryQuestion, Ruling


@state("request for a ruling: open")
def open_request(people: People) -> Inquiry:
    return ruled.asked(people["elena"])


@state("request for a ruling: taken back")
def taken_back(people: People) -> Inquiry:
    inquiry = ruled.asked(people["elena"])
    services.take_back(actor=people["elena"], inquiry=inquiry, reason="We no longer bid for it.")
    return Inquiry.objects.get(pk=inquiry.pk)


@state("request for a ruling: answered by a ruling")
def answered(people: People) -> Inquiry:
    inquiry = signed(people).inquiry
    assert inquiry is not None
    return Inquiry.objects.get(pk=inquiry.pk)


@state("question about a ruling: open")
def open_question(people: People) -> InquiryQuestion:
    return ruled.questioned(people["elena"], people["olga"])


@state("question about a ruling: answered")
def answered_question(people: People) -> InquiryQuestion:
    question = ruled.questioned(people["elena"], people["olga"])
    services.answer(actor=people["elena"], question=question, text="The unit does.")
    return InquiryQuestion.objects.get(pk=question.pk)


@state("ruling: draft of the officer")
def draft(people: People) -> Ruling:
    return ruled.fresh(ruled.drafted(people["elena"], people["olga"]))


@state("ruling: waits for signature")
def waiting(people: People) -> Ruling:
    return ruled.fresh(ruled.handed_over(people["elena"], people["olga"]))


@state("ruling: drafted by the approver, an officer too")
def own(people: People) -> Ruling:
    paul = people["paul"]
    join(user=paul, organisation=organisation_of(paul), role=Role.OFFICER)
    return ruled.fresh(ruled.handed_over(people["elena"], paul))


@state("ruling: signed")
def signed(people: People) -> Ruling:
    return ruled.signed(people["elena"], people["olga"], people["paul"])


@state("ruling: withdrawn")
def withdrawn(people: People) -> Ruling:
    return ruled.withdrawn(people["paul"], signed(people))


def every_station(people: People) -> None:
    """For the tests that open every page: something at each station, what is still a draft last."""
    withdrawn(people)
    signed(people)
    answered_question(people)
    case = walk.taken(people["elena"], people["olga"])
    ruled.in_case(people["olga"], people["paul"], case)
    open_question(people)
    waiting(people)
    draft(people)
