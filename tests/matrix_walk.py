"""Objects of the access matrix, made by walking an application through the office."""

from __future__ import annotations

import officer_walk as walk
from cast import organisation_of
from django.core.files.uploadedfile import SimpleUploadedFile
from matrix_objects import People, state

from licet.service.applications import services as applications
from licet.service.applications.models import Application
from licet.service.assessment import services as assessing
from licet.service.assessment.models import Assessment
from licet.service.casework import services as casework
from licet.service.casework.models import Case
from licet.service.chains.models import Chain
from licet.service.decisions.models import Proposal
from licet.service.files.models import Document, DocumentKind
from licet.service.files.services import store
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter, LetterKind, Retraction, Wording
from licet.service.parties.models import Party
from licet.service.people.models import Organisation, Role
from licet.service.people.services import join


def party_organisation(people: People) -> Organisation:
    return organisation_of(people["elena"])


# --- applications and deals ---------------------------------------------------------------------------


@state("application: draft")
def draft(people: People) -> Application:
    return walk.deal(people["elena"])


@state("application: submitted")
def submitted(people: People) -> Application:
    application: Application = walk.submitted(people["elena"]).application
    return application


@state("application: withdrawn")
def withdrawn(people: People) -> Application:
    application = submitted(people)
    applications.withdraw(actor=people["elena"], application=application, reason="The deal fell through.")
    return Application.objects.get(pk=application.pk)


@state("application: decided")
def decided_application(people: People) -> Application:
    application: Application = decided(people).application
    return application


@state("deal: being described")
def open_deal(people: People) -> Chain:
    chain: Chain = draft(people).chain
    return chain


@state("deal: submitted")
def submitted_deal(people: People) -> Chain:
    return Chain.objects.get(pk=submitted(people).chain_id)


@state("party: described by the exporter")
def described_party(people: People) -> Party:
    draft(people)
    return Party.objects.filter(name__startswith="Police").get()


@state("organisation: the exporter’s")
def perceptor(people: People) -> Organisation:
    return party_organisation(people)


@state("document: of the exporter’s draft")
def document_of_a_draft(people: People) -> Document:
    elena, application = people["elena"], draft(people)
    paper = SimpleUploadedFile("contract.txt", b"We sell, you buy.\n", content_type="text/plain")
    return store(
        actor=elena,
        upload=paper,
        title="Contract",
        organisation=organisation_of(elena),
        subject=application,
        kind=DocumentKind.CONTRACT,
    )


# --- cases ------------------------------------------------------------------------------------------------


@state("case: received")
def received(people: People) -> Case:
    return walk.submitted(people["elena"])


@state("case: in progress")
def in_progress(people: People) -> Case:
    return walk.taken(people["elena"], people["olga"])


@state("case: in progress, adviser consulted")
def consulted(people: People) -> Case:
    case = in_progress(people)
    casework.consult(
        actor=people["olga"], case=case, body=organisation_of(people["amina"]), text="Any objection?"
    )
    return walk.fresh(case)


@state("case: in progress, the officer asked to set the assessment aside")
def release_asked(people: People) -> Case:
    case = in_progress(people)
    walk.assessed(people["olga"], case)
    casework.ask_release(actor=people["olga"], case=walk.fresh(case), reason="New evidence came.")
    return walk.fresh(case)


@state("case: waiting for the exporter")
def waiting(people: People) -> Case:
    case = in_progress(people)
    casework.ask(actor=people["olga"], case=case, text="Who holds the keys?")
    return walk.fresh(case)


@state("case: proposed")
def proposed(people: People) -> Case:
    case: Case = walk.fresh(proposal(people).case)
    return case


@state("case: decided")
def decided(people: People) -> Case:
    waiting_proposal = proposal(people)
    walk.decided(people["paul"], waiting_proposal)
    deliver_all()
    return walk.fresh(waiting_proposal.case)


# --- assessments and proposals ---------------------------------------------------------------------------


@state("assessment: draft of the officer")
def draft_assessment(people: People) -> Assessment:
    return assessing.start(actor=people["olga"], case=in_progress(people))


@state("assessment: signed")
def signed_assessment(people: People) -> Assessment:
    return walk.assessed(people["olga"], in_progress(people))


@state("proposal: made by the officer")
def proposal(people: People) -> Proposal:
    walk.declared(people["paul"])
    case = in_progress(people)
    walk.assessed(people["olga"], case, walk.CLEAR_RISK)
    return walk.proposed(people["olga"], case, walk.refusal())


@state("proposal: made by the approver, an officer too")
def own_proposal(people: People) -> Proposal:
    paul = people["paul"]
    join(user=paul, organisation=organisation_of(paul), role=Role.OFFICER)
    walk.declared(paul)
    case = in_progress(people)
    walk.assessed(people["olga"], case, walk.CLEAR_RISK)
    return walk.proposed(paul, case, walk.refusal())


@state("case: refusal announced")
def announced(people: People) -> Case:
    case = in_progress(people)
    walk.announced(people["olga"], case)
    return walk.fresh(case)


@state("letter: to the exporter")
def letter(people: People) -> Letter:
    found: Letter = Letter.objects.get(subject_id=decided(people).pk, kind=LetterKind.REFUSAL)
    return found


@state("letter: withdrawn")
def withdrawn_letter(people: People) -> Letter:
    walk.taken_back(people["olga"], people["paul"], letter(people))
    return Letter.objects.get(kind=LetterKind.REFUSAL)


@state("letter: its withdrawal asked for by the officer")
def letter_asked_back(people: People) -> Letter:
    return retraction(people).letter


@state("withdrawal of a letter: asked for by the officer")
def retraction(people: People) -> Retraction:
    return walk.asked_back(people["olga"], letter(people))


@state("withdrawal of a letter: asked for by the approver")
def own_retraction(people: People) -> Retraction:
    return walk.asked_back(people["paul"], letter(people))


@state("withdrawal of a letter: confirmed")
def confirmed_retraction(people: People) -> Retraction:
    walk.taken_back(people["olga"], people["paul"], letter(people))
    return Retraction.objects.get()


@state("wording: drafted by the officer")
def drafted_wording(people: People) -> Wording:
    return walk.worded(people["olga"])


@state("wording: drafted by the approver")
def own_wording(people: People) -> Wording:
    return walk.worded(people["paul"])


@state("wording: adopted")
def adopted_wording(people: People) -> Wording:
    wording = walk.worded(people["olga"])
    walk.adopted(people["paul"], wording)
    return Wording.objects.get(pk=wording.pk)
