"""What an assessment says: complete or not, what binds, what could not be established."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from licet.law.criteria import ALWAYS
from licet.service.casework.models import Case
from licet.service.casework.selectors import once

from .criteria import Asked, limbs_in_order, questions
from .models import Answer, Assessment, Disclosure, Effect, Evidence, Finding, PolicyDeclaration

APPLY_CRITERION_2 = "apply_criterion_2_to_all_ccic"
"""The mandatory criteria bind only for arms and what the Common Position covers; for every other CCIC by declaration."""


def latest_signed(case: Case) -> Assessment | None:
    """The assessment that counts."""
    found: Assessment | None = (
        Assessment.objects.filter(case=case)
        .signed()
        .select_related("author", "policy")
        .order_by("version")
        .last()
    )
    return found


def assessments_of(case: Case) -> list[Assessment]:
    """Every version, the draft too, oldest first; read once for each case object: for pages and lists of checks."""
    rows = Assessment.objects.filter(case=case).select_related("author", "policy").order_by("version")
    return once(case, "assessments", lambda: list(rows))


def signed_versions(case: Case) -> list[Assessment]:
    """Oldest first; the last one counts."""
    return [row for row in assessments_of(case) if row.completed_at]


def signed_of(case: Case) -> Assessment | None:
    """As `latest_signed`, from what was read once."""
    return next(reversed(signed_versions(case)), None)


def draft_of(case: Case) -> Assessment | None:
    return next((row for row in assessments_of(case) if not row.completed_at), None)


def unanswered(assessment: Assessment) -> list[Asked]:
    done = set(assessment.findings.values_list("criterion", "limb", "standard"))
    aside = set(assessment.set_aside.values_list("criterion", flat=True))
    return [asked for asked in questions() if asked.key not in done and asked.criterion not in aside]


def mandatory_grounds(assessment: Assessment) -> list[str]:
    """Limbs that deny and of which every standard was answered yes: clear risk, *and* might be used."""
    return _held(each for each in assessment.findings.all() if each.effect == Effect.DENY)


def limbs_found(assessment: Assessment) -> list[str]:
    """Every limb found to hold, whether it denies or is weighed."""
    return _held(assessment.findings.all())


def _held(findings: Iterable[Finding]) -> list[str]:
    answers: dict[str, list[str]] = {}
    for finding in findings:
        answers.setdefault(finding.limb, []).append(finding.answer)
    return sorted(limb for limb, given in answers.items() if all(each == Answer.YES for each in given))


def weighed_limbs(assessment: Assessment, on: date) -> list[str]:
    """What was found and does not bind: whoever grants all the same has to say why."""
    bound = set(binding_grounds(assessment, on))
    return limbs_in_order(limb for limb in limbs_found(assessment) if limb not in bound)


def not_established(assessment: Assessment) -> list[Finding]:
    """Answers that could not be found. None of them is favourable."""
    return list(assessment.findings.filter(answer=Answer.CANNOT_ESTABLISH))


def policy_in_force(
    on: date, code: str = APPLY_CRITERION_2, known_at: datetime | None = None
) -> PolicyDeclaration | None:
    """The declaration in force that day, unless it was taken back; as far as it was known at a moment."""
    rows = PolicyDeclaration.objects.filter(code=code, in_force_from__lte=on)
    if known_at:
        rows = rows.filter(at__lte=known_at)
    last = rows.order_by("in_force_from", "at").last()
    return last if last and last.declared else None


def binding_policy(assessment: Assessment, on: date) -> PolicyDeclaration | None:
    """The declaration that letters cite: that under which criterion 2 was signed, else another under which a ground binds."""
    rows = assessment.findings.filter(effect=Effect.DENY, answer=Answer.YES)
    codes = dict.fromkeys([APPLY_CRITERION_2, *(row.binds or APPLY_CRITERION_2 for row in rows)])
    found = (_declared(assessment, code, on) for code in codes)
    return next((each for each in found if each), None)


def binding_grounds(assessment: Assessment, on: date) -> list[str]:
    """The mandatory grounds that bind. A declaration taken back later frees nothing that was signed under it."""
    under = {row.limb: row.binds or APPLY_CRITERION_2 for row in assessment.findings.all()}
    return [
        limb
        for limb in mandatory_grounds(assessment)
        if under[limb] == ALWAYS or _declared(assessment, under[limb], on)
    ]


def _declared(assessment: Assessment, code: str, on: date) -> PolicyDeclaration | None:
    """In force when it was signed, else on the day asked about."""
    if code == APPLY_CRITERION_2 and assessment.policy:
        return assessment.policy
    signed = assessment.completed_at
    then = policy_in_force(timezone.localdate(signed), code, known_at=signed) if signed else None
    return then or policy_in_force(on, code)


def binds(assessment: Assessment, on: date) -> bool:
    """Whether a mandatory ground was found and binds."""
    return bool(binding_grounds(assessment, on))


def disclosures(case: Case, at: datetime | None = None) -> dict[UUID, Disclosure]:
    """What was last said of each source up to that moment, by `Evidence.root`. What is not in it may not be named."""
    rows = Disclosure.objects.filter(case=case, at__lte=at or timezone.now()).select_related("by")
    return {row.source: row for row in rows.order_by("at", "id")}


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that an assessment's “yes” rests on: those that letters may name, and the others."""

    named: tuple[Evidence, ...] = ()
    withheld: tuple[Evidence, ...] = ()


def sources_of(assessment: Assessment | None, at: datetime | None = None) -> Sources:
    """As they were marked at that moment, so that a letter drawn later says what its act rested on."""
    if assessment is None:
        return Sources()
    marked = disclosures(assessment.case, at)
    relied_on = assessment.evidence.filter(findings__answer=Answer.YES).distinct()
    named: list[Evidence] = []
    withheld: list[Evidence] = []
    for each in relied_on:
        row = marked.get(each.root)
        (named if row and row.may_be_named else withheld).append(each)
    return Sources(tuple(named), tuple(withheld))
