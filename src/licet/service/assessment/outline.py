"""An assessment criterion by criterion: what is answered, what was found, what is not relevant and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from licet.law.criteria import ALWAYS
from licet.law.model import Criterion

from .criteria import applied, criteria, in_language, in_order, limb_name, questions_of
from .models import Answer, Assessment, Finding, SetAside


class State:
    OPEN = "open"
    NOT_RELEVANT = "not_relevant"
    FOUND = "found"
    NOT_ESTABLISHED = "not_established"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion in one assessment."""

    id: str
    title: str
    effect: str
    binds_by_itself: bool
    always_assessed: bool
    asked: int
    answered: int
    state: str
    aside: SetAside | None = None
    found: list[str] = field(default_factory=list)
    """Limbs found to hold, by title."""


def outline(assessment: Assessment | None) -> list[Line]:
    """The criteria of the authority's regime, and any other that this assessment answered."""
    if assessment is None:
        return []
    given: dict[str, list[Finding]] = {}
    for finding in in_order(assessment.findings.all()):
        given.setdefault(finding.criterion, []).append(finding)
    aside = {row.criterion: row for row in assessment.set_aside.all()}
    known = {each.id: each for each in applied()}
    earlier = {id: each for id, each in criteria().items() if id in given and id not in known}
    return [_line(each, given.get(each.id, []), aside.get(each.id)) for each in (known | earlier).values()]


def titles_of(ids: Iterable[str]) -> list[str]:
    """Each once, in the reader's language."""
    known = criteria()
    return [in_language(known[id].title) if id in known else id for id in dict.fromkeys(ids)]


def _line(criterion: Criterion, given: list[Finding], aside: SetAside | None) -> Line:
    keys = {asked.key for asked in questions_of(criterion)}
    done = [row for row in given if (row.criterion, row.limb, row.standard) in keys]
    held = _held(given)
    return Line(
        id=criterion.id,
        title=in_language(criterion.title),
        effect=criterion.effect,
        binds_by_itself=criterion.binds == ALWAYS,
        always_assessed=criterion.always_assessed,
        asked=len(keys),
        answered=len(done),
        state=_state(len(done) < len(keys), given, aside, held),
        aside=aside,
        found=[limb_name(limb) for limb in held],
    )


def _held(given: list[Finding]) -> list[str]:
    limbs: dict[str, list[str]] = {}
    for row in given:
        limbs.setdefault(row.limb, []).append(row.answer)
    return [limb for limb, answers in limbs.items() if all(each == Answer.YES for each in answers)]


def _state(unfinished: bool, given: list[Finding], aside: SetAside | None, held: list[str]) -> str:
    if aside:
        return State.NOT_RELEVANT
    if unfinished:
        return State.OPEN
    if held:
        return State.FOUND
    open_answers = any(row.answer == Answer.CANNOT_ESTABLISH for row in given)
    return State.NOT_ESTABLISHED if open_answers else State.NOT_FOUND
