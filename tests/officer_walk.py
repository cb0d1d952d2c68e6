"""What the tests of the authority's side begin with: a small law, an imported list, a submitted application, a case."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import officer_law
import pytest
from cast import organisation_of
from django.utils import timezone

from licet.reasoning import Law
from licet.service.applications import services as applications
from licet.service.applications.models import Application
from licet.service.assessment import services as assessing
from licet.service.assessment.models import Answer, Assessment, Evidence
from licet.service.assessment.selectors import APPLY_CRITERION_2, latest_signed
from licet.service.casework import services as casework
from licet.service.casework.models import Case, SourceKind
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, PartyRole, Scope, Transfer
from licet.service.decisions import services as deciding
from licet.service.decisions.models import Kind, Outcome, Proposal, RefusalNotice
from licet.service.decisions.services.hearing import Intent
from licet.service.decisions.services.proposing import Draft
from licet.service.jobs.services import deliver_all
from licet.service.letters import services as lettering
from licet.service.letters.models import Adoption, Letter, LetterEnd, Retraction, Wording
from licet.service.letters.wording import shipped
from licet.service.lists.models import ListEntry, ListGeneration, ListName
from licet.service.lists.names import key_of
from licet.service.lists.services import rescreen_watched
from licet.service.parties.models import Party, PartyKind, PartyType
from licet.service.people.models import User

LISTED = "Ministry of Shadows"


@pytest.fixture(scope="session")
def small_law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    root = officer_law.write(tmp_path_factory.mktemp("officer-law"))
    return Law.load([root], tmp_path_factory.mktemp("officer-compiled"))


@pytest.fixture
def office(db: None, small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The site answers from the small law, has one list, and takes applications whatever the exporter's forms ask."""
    set_up_office(small_law, monkeypatch, settings)


def set_up_office(small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    answer_from(small_law, monkeypatch)
    for asked in ("gaps", "advice"):
        monkeypatch.setattr(f"licet.service.applications.services.{asked}", lambda application: [])
    settings.HOME_REGIMES = ["ZZ"]
    import_small_list()


def answer_from(law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("licet.service.corpus.law", "licet.service.corpus.services.law"):
        monkeypatch.setattr(place, lambda: law)


def import_small_list() -> ListGeneration:
    """One list with one entry: the Ministry of Shadows."""
    return _list(LISTED, timezone.now() - timedelta(days=1))


def import_list_naming(name: str) -> ListGeneration:
    """The next generation of the list names somebody else; the parties of open files are compared again."""
    generation = _list(name, timezone.now())
    rescreen_watched()
    return generation


def _list(name: str, at: datetime) -> ListGeneration:
    digest = sha256(name.encode()).hexdigest()
    generation = ListGeneration.objects.create(
        profile="un-consolidated", digest=digest, filename="list.xml", generated_at=at, rows=1
    )
    entry = ListEntry.objects.create(
        profile="un-consolidated",
        number="1",
        digest=digest,
        kind="organisation",
        name=name,
        reference="ZZe.001",
        raw="<x/>",
    )
    ListName.objects.create(entry=entry, name=name, key=key_of(name), quality="primary")
    generation.entries.add(entry)
    return generation


def party(
    name: str,
    country: str,
    type: PartyType,
    *,
    owner: User,
    kind: PartyKind = PartyKind.ORGANISATION,
    **more: Any,
) -> Party:
    made: Party = Party.objects.create(
        name=name,
        country=country,
        type=type,
        kind=kind,
        created_by_organisation=organisation_of(owner),
        **more,
    )
    return made


def deal(
    elena: User, *, ministry: str = "Ministry of the Interior", country: str = "XA", second_user: bool = False
) -> Application:
    """Perceptor sends one program to one police unit abroad."""
    organisation = organisation_of(elena)
    application = applications.create(
        actor=elena, organisation=organisation, title="Lantern for Department 9"
    )
    chain: Chain = application.chain
    perceptor = party("Perceptor Systems", "XB", PartyType.PRIVATE_COMPANY, owner=elena)
    above = party(ministry, country, PartyType.GOV_POLICE, owner=elena)
    unit = party(
        "Police Directorate, Department 9",
        country,
        PartyType.GOV_POLICE,
        owner=elena,
        kind=PartyKind.UNIT,
        parent=above,
        mandate="Police Act, section 12",
    )
    chains.add_party(actor=elena, chain=chain, party=perceptor, roles=[PartyRole.EXPORTER])
    chains.add_party(actor=elena, chain=chain, party=unit, roles=[PartyRole.END_USER])
    if second_user:
        other = party(
            "Border Guard, Section 4", country, PartyType.GOV_POLICE, owner=elena, kind=PartyKind.UNIT
        )
        chains.add_party(actor=elena, chain=chain, party=other, roles=[PartyRole.END_USER])
    item = chains.add_item(
        actor=elena, chain=chain, name="Lantern agent", kind="software", quantity="5 seats"
    )
    Transfer.objects.create(
        chain=chain, item=item, act="transmit", actor=perceptor, source=perceptor, destination=unit
    )
    return application


def submitted(elena: User, *, spies: bool | None = True, **more: Any) -> Case:
    """The exporter states what the item does (or leaves it open), submits; the system opens the case and screens."""
    application = deal(elena, **more)
    if spies is not None:
        say(elena, application.chain, spies)
    applications.submit(actor=elena, application=application, declared={"name": elena.name})
    deliver_all()
    case: Case = Case.objects.get(application=application)
    return case


def say(elena: User, chain: Chain, spies: bool) -> None:
    chains.claim_facts(actor=elena, chain=chain, claims=[claim(chain, spies)])


def claim(chain: Chain, spies: bool) -> chains.Claim:
    item = chain.items.get()
    return chains.Claim(scope=Scope.ITEM, object_id=item.pk, fact="item.spies", value=spies)


def taken(elena: User, olga: User, **more: Any) -> Case:
    """A case that Olga works on."""
    return casework.assign(actor=olga, case=submitted(elena, **more))


def source(olga: User, assessment: Assessment) -> Evidence:
    return assessing.add_evidence(
        actor=olga,
        assessment=assessment,
        source="Human Rights Committee",
        dated_on=date(2026, 3, 2),
        title="Concluding observations",
        reference="CCPR/C/XA/CO/4",
    )


def named(olga: User, assessment: Assessment, *, may: bool = True) -> None:
    """Every source of the assessment may, or may not, be named to the exporter."""
    for evidence in assessment.evidence.all():
        reason = "It is published." if may else "Its author asked for silence."
        assessing.mark(actor=olga, evidence=evidence, may_be_named=may, reason=f"{reason} Checked today.")


def known() -> casework.Source:
    """What an officer knows herself."""
    return casework.Source(SourceKind.OWN, "I was there when it was tested.")


WEIGHED = {
    "said": "The unit has a judge who signs every order.",
    "weighed": "The judge was dismissed in May, so it changes nothing.",
}
"""What a proposal says of the exporter’s answer to a notice."""

ALL_NO = {
    ("human_rights", "clear_risk"): Answer.NO,
    ("human_rights", "might_be_used"): Answer.NO,
    ("special_caution", "established"): Answer.NO,
    ("humanitarian_law", "clear_risk"): Answer.NO,
    ("humanitarian_law", "might_be_used"): Answer.NO,
}
CLEAR_RISK = ALL_NO | {
    ("human_rights", "clear_risk"): Answer.YES,
    ("human_rights", "might_be_used"): Answer.YES,
}
HARMS = {("human_rights", "might_be_used"): ["repression"], ("humanitarian_law", "might_be_used"): ["ihl"]}
UNCLEAR = ALL_NO | {("human_rights", "clear_risk"): Answer.CANNOT_ESTABLISH}


def assessed(
    olga: User,
    case: Case,
    answers: dict[tuple[str, str], Answer] = ALL_NO,
    reasons: str = "The committee’s observations speak to it.",
) -> Assessment:
    """A signed assessment with these answers, each on the same source."""
    draft = assessing.start(actor=olga, case=case)
    evidence = source(olga, draft)
    for (limb, standard), answer in answers.items():
        known = answer is not Answer.CANNOT_ESTABLISH
        assessing.answer(
            actor=olga,
            assessment=draft,
            criterion="CP.2",
            limb=limb,
            standard=standard,
            answer=answer,
            reasons=reasons,
            tried="" if known else "No embassy; the committee was asked in March.",
            harms=HARMS.get((limb, standard), []) if answer is Answer.YES else [],
            evidence=[evidence] if known else [],
        )
    return assessing.sign(actor=olga, assessment=draft, summary="Read against criterion 2.")


def declared(paul: User) -> None:
    """Criterion 2 binds for every such item."""
    assessing.declare(
        actor=paul,
        code=APPLY_CRITERION_2,
        text="Criterion 2 is applied as binding to every commercial cyber intrusion capability.",
        reason="Every export of such capabilities is assessed against human-rights criteria.",
        in_force_from=date(2026, 1, 1),
    )


def grant(**changes: Any) -> Draft:
    values: dict[str, Any] = {
        "kind": Kind.GRANT,
        "reasons": "The unit is overseen by a judge and the risk is not clear.",
        "purpose": "Lawful interception under section 12 of the Police Act",
        "conditions": ("No retransfer.", "Report misuse within five days."),
        "valid_until": timezone.localdate() + timedelta(days=365),
    }
    return Draft(**values | changes)


def refusal(**changes: Any) -> Draft:
    values: dict[str, Any] = {
        "kind": Kind.REFUSE,
        "reasons": "There is a clear risk that the item might be used for internal repression.",
        "grounds": ("c2a",),
        "written_reason": "She was heard at the meeting of 3 March and waived a notice.",
    }
    return Draft(**values | changes)


def proposed(olga: User, case: Case, draft: Draft) -> Proposal:
    return deciding.propose(actor=olga, case=fresh(case), draft=draft)


def announced(olga: User, case: Case) -> RefusalNotice:
    """The exporter is told of an intended refusal and can be heard."""
    reasons = "On the findings there is a clear risk of internal repression."
    if latest_signed(case) is None:
        assessed(olga, case, CLEAR_RISK)
    return deciding.give_notice(actor=olga, case=fresh(case), intent=Intent(("c2a",), reasons))


def worded(by: User, kind: str = "refusal", language: str = "en", **changes: str) -> Wording:
    """A draft of the authority's own wording."""
    return lettering.draft(actor=by, kind=kind, language=language, texts=shipped(kind, language) | changes)


def adopted(paul: User, wording: Wording, reason: str = "The old one was not understood.") -> Adoption:
    return lettering.adopt(actor=paul, wording=wording, reason=reason)


WRONG = "The letter named a person who had left the company."
"""What an addressee is told of a letter that was withdrawn."""


def asked_back(olga: User, letter: Letter, *, replace: bool = False) -> Retraction:
    return lettering.ask_withdrawal(
        actor=olga, letter=letter, reason="The address was wrong.", told=WRONG, replace=replace
    )


def taken_back(olga: User, paul: User, letter: Letter, *, replace: bool = False) -> LetterEnd:
    """One asks, another confirms; what the addressee is sent follows with the jobs."""
    retraction = asked_back(olga, letter, replace=replace)
    return lettering.confirm_withdrawal(actor=paul, retraction=retraction)


def decided(paul: User, proposal: Proposal, **more: Any) -> Outcome:
    if proposal.kind == Kind.REFUSE:
        more.setdefault("written_reason", "She was heard at the meeting of 3 March.")
    return deciding.decide(actor=paul, proposal=proposal, **more)


def fresh(case: Case) -> Case:
    found: Case = Case.objects.select_related("application__chain", "organisation").get(pk=case.pk)
    return found
