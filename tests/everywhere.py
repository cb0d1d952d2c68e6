"""A site in which every page has something to show: what the tests of all routes begin with."""

from __future__ import annotations

import officer_walk as office_walk
from cast import organisation_of
from matrix_bench import bench_at_every_station
from matrix_guidance import put
from matrix_law_changes import answer as changed_answer
from matrix_objects import People
from matrix_own_law import draft, examined
from matrix_people import people_at_every_station
from matrix_retention import a_list, held
from matrix_rulings import every_station as rulings_at_every_station
from matrix_walk import document_of_a_draft

from licet.service.applications.models import Application
from licet.service.assessment import services as assessing
from licet.service.casework import services as casework
from licet.service.casework.models import Case
from licet.service.chains import services as chains
from licet.service.decisions.models import Proposal
from licet.service.feedback.services import give
from licet.service.guidance.services import adopt
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter
from licet.service.people.models import User
from licet.service.records.sequencer import seal_all


def fill(people: People) -> None:
    """Cases at every station of the way, then what is still a draft: the newest is tried first."""
    elena, olga, paul = people["elena"], people["olga"], people["paul"]
    office_walk.announced(olga, office_walk.taken(elena, olga))
    office_walk.worded(olga)
    office_walk.submitted(elena, ministry=office_walk.LISTED)
    asked = office_walk.taken(elena, olga)
    casework.ask(actor=olga, case=asked, text="Who holds the keys?")
    release(olga, office_walk.taken(elena, olga))
    office_walk.declared(paul)
    office_walk.decided(paul, propose(people, office_walk.taken(elena, olga)))
    deliver_all()
    take_letters_back(people)
    propose(people, office_walk.taken(elena, olga))
    consult_and_draft(people, office_walk.taken(elena, olga))
    deliver_all()
    document_of_a_draft(people)
    relate_two(elena, office_walk.deal(elena))
    people_at_every_station(people)
    rulings_at_every_station(people)
    changed_answer(people)
    bench_at_every_station(people)
    examined(draft(olga))
    held(people)
    a_list(people)
    put(olga, "sanctions")
    adopt(actor=paul, version=put(olga))
    give(
        actor=None,
        doing="Reading the registers.",
        wrong="The map stayed white.",
        email="nadia@example.invalid",
    )
    seal_all()


def take_letters_back(people: People) -> None:
    """A refusal replaced by a corrected one, a receipt withdrawn, and a question asked back by an officer."""
    olga, paul = people["olga"], people["paul"]
    office_walk.adopted(paul, office_walk.worded(olga, opening="We refuse {deal}."))
    office_walk.taken_back(olga, paul, last_letter("refusal"), replace=True)
    office_walk.taken_back(olga, paul, last_letter("acknowledgement"))
    office_walk.adopted(paul, office_walk.worded(olga, "question", opening="About {deal}:"))
    office_walk.asked_back(olga, last_letter("question"), replace=True)
    office_walk.worded(olga)


def last_letter(kind: str) -> Letter:
    found: Letter = Letter.objects.filter(kind=kind, end__isnull=True).latest("issued_at")
    return found


def relate_two(elena: User, draft: Application) -> None:
    whole = draft.chain.items.get()
    spare = chains.add_item(
        actor=elena, chain=draft.chain, name="Update service", kind="service", quantity="1"
    )
    chains.relate(actor=elena, chain=draft.chain, item=spare, relation="component_of", target=whole)


def consult_and_draft(people: People, case: Case) -> None:
    olga = people["olga"]
    casework.consult(actor=olga, case=case, body=organisation_of(people["amina"]), text="Any objection?")
    office_walk.source(olga, assessing.start(actor=olga, case=office_walk.fresh(case)))


def release(olga: User, case: Case) -> None:
    office_walk.assessed(olga, case)
    casework.ask_release(actor=olga, case=office_walk.fresh(case), reason="New evidence came.")


def propose(people: People, case: Case) -> Proposal:
    office_walk.assessed(people["olga"], case, office_walk.CLEAR_RISK)
    return office_walk.proposed(people["olga"], case, office_walk.refusal())
