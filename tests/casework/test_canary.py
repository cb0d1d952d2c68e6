"""A word that stands only in the office's part of a case appears on no page of anybody else."""

from __future__ import annotations

from datetime import date, timedelta

import officer_walk as walk
import pytest
from cast import client_for
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from licet.service.assessment import services as assessing
from licet.service.casework import services
from licet.service.casework.models import Case, SourceKind
from licet.service.casework.selectors import bodies
from licet.service.decisions.models import Proposal
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")

CANARY = "xylophone-canary"


@pytest.fixture
def case(elena: User, olga: User, tomas: User, paul: User) -> Case:
    """Every internal text of the case holds the word; the case is decided and its letter issued."""
    walk.declared(paul)
    case = walk.taken(elena, olga)
    services.write_note(actor=olga, case=case, text=CANARY)
    services.expedite(actor=olga, case=case, asked_by=CANARY, reason=CANARY)
    question = services.ask(actor=olga, case=walk.fresh(case), text="Who holds the keys?")
    services.answer(actor=elena, question=question, text="The unit.")
    row = services.consult(actor=olga, case=walk.fresh(case), body=bodies().get(), text="Any objection?")
    services.record_finding(
        actor=tomas,
        case=walk.fresh(case),
        claim=walk.claim(case.application.chain, True),
        reason=f"{CANARY} was examined.",
        source=services.Source(SourceKind.STATEMENT, CANARY, date(2026, 1, 2)),
        upload=SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode()),
    )
    draft = assessing.start(actor=olga, case=walk.fresh(case))
    assessing.add_evidence(
        actor=olga,
        assessment=draft,
        source=CANARY,
        title=CANARY,
        dated_on=date(2026, 1, 2),
        reference=CANARY,
    )
    walk.assessed(olga, walk.fresh(case), reasons=f"{CANARY} speaks to it.")
    proposal = walk.proposed(olga, case, walk.grant(written_reason=CANARY, acknowledged=CANARY))
    walk.decided(paul, proposal, written_reason=CANARY)
    deliver_all()
    assert row.case_id == case.pk
    return walk.fresh(case)


def pages(case: Case) -> list[str]:
    application = case.application_id
    letter = Letter.objects.get(subject_id=case.pk, kind="licence")
    return [
        reverse("work"),
        reverse("casework:queue"),
        reverse("casework:consulted"),
        reverse("casework:mine"),
        reverse("casework:case", args=[case.pk]),
        reverse("casework:indication", args=[case.pk]),
        reverse("casework:findings", args=[case.pk]),
        reverse("applications:show", args=[application]),
        reverse("applications:indication", args=[application]),
        reverse("assessment:show", args=[case.assessments.get().pk]),
        reverse("decisions:proposal", args=[Proposal.objects.get(case=case).pk]),
        reverse("decisions:index"),
        reverse("decisions:licences"),
        reverse("letters:read", args=[letter.pk]),
    ]


@pytest.mark.parametrize("reader", ["elena", "rival", "amina"])
def test_the_offices_words_reach_nobody_outside_it(case: Case, people: dict[str, User], reader: str) -> None:
    client = client_for(people[reader])
    answers = {path: client.get(path) for path in pages(case)}
    assert {path for path, answer in answers.items() if CANARY in answer.content.decode()} == set()
    assert {answer.status_code for answer in answers.values()} <= {200, 403, 404}


def test_the_office_reads_them(case: Case, olga: User) -> None:
    page = client_for(olga).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert page.count(CANARY) >= 4


@pytest.mark.parametrize("reader", ["rival", "amina"])
def test_a_case_one_may_not_see_is_not_found(elena: User, people: dict[str, User], reader: str) -> None:
    case = walk.submitted(elena)
    client = client_for(people[reader])
    assert client.get(reverse("casework:case", args=[case.pk])).status_code == 404
    assert client.post(reverse("casework:take", args=[case.pk])).status_code in (403, 404)


def test_a_letter_to_another_is_not_found(case: Case, rival: User, amina: User) -> None:
    letter = Letter.objects.get(subject_id=case.pk, kind="licence")
    for reader in (rival, amina):
        for page in ("letters:read", "letters:pdf"):
            assert client_for(reader).get(reverse(page, args=[letter.pk])).status_code == 404


def test_the_adviser_reads_why_her_advice_was_departed_from(
    elena: User, olga: User, amina: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    row = services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    services.advise(actor=amina, consultation=row, position="against", reasons="Misuse.")  # type: ignore[arg-type]
    walk.assessed(olga, walk.fresh(case))
    until = timezone.localdate() + timedelta(days=30)
    proposal = walk.proposed(olga, case, walk.grant(written_reason="A new command.", valid_until=until))
    path = reverse("casework:case", args=[case.pk])
    assert "A new command." not in client_for(amina).get(path).content.decode()
    walk.decided(paul, proposal, written_reason="Judges authorise each use.")
    page = client_for(amina).get(path).content.decode()
    assert "A new command." in page
    assert "Judges authorise each use." in page
