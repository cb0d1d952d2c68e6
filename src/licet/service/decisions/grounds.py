"""Grounds of a refusal, from the criteria of the law: each limb with a reason code is one. Codes reach statistics; they are
never renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from licet.law.criteria import applied_by
from licet.law.model import Criterion
from licet.service import corpus
from licet.service.assessment.criteria import in_language
from licet.service.assessment.models import SPECIFIC, Answer, Assessment
from licet.service.corpus.services import home_regime


@dataclass(frozen=True, slots=True)
class Ground:
    """In the language of the moment."""

    code: str
    label: str
    criterion: str
    instrument: str
    pinpoint: str
    letter: str
    limb: str = ""
    """The limb that is assessed; empty where none is."""
    needs_finding: bool = False
    """Whether a signed assessment has to bear this ground out."""
    sources: int = 0
    """The evidence floor: how many sources, and how many of them about these parties or this item."""
    specific: int = 0
    because: str = ""


def grounds() -> dict[str, Ground]:
    """Those of the authority's own regime, in the order of the law: the Regulation's considerations first."""
    law = corpus.law()
    found = applied_by(home_regime(), law.regimes, law.criteria)
    return _by_code(sorted(found, key=lambda each: each.assessed))


def ground(code: str) -> Ground:
    """Also one of another regime, or of an earlier law: what was decided stays readable."""
    known = grounds()
    if code in known:
        return known[code]
    return _by_code(corpus.law().criteria.values()).get(code) or Ground(code, code, "", "", "", code)


def choices() -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in grounds().values()]


def _by_code(criteria: Iterable[Criterion]) -> dict[str, Ground]:
    return {each.code: each for criterion in criteria for each in _of(criterion)}


def _of(criterion: Criterion) -> Iterator[Ground]:
    for limb in criterion.limbs:
        reason = limb.get("reason")
        if isinstance(reason, Mapping) and reason:
            yield _ground(criterion, limb, reason)


def _ground(criterion: Criterion, limb: Mapping[str, Any], reason: Mapping[str, Any]) -> Ground:
    floor = cast("Mapping[str, Any]", criterion.floor)
    return Ground(
        code=str(reason["code"]),
        label=in_language(reason["title"]),
        criterion=criterion.id,
        instrument=in_language(criterion.instrument),
        pinpoint=in_language(reason["pinpoint"]),
        letter=in_language(reason["letter"]),
        limb=str(limb["id"]) if criterion.assessed else "",
        needs_finding=criterion.assessed and not criterion.without_finding,
        sources=int(floor.get("sources", 0)),
        specific=int(floor.get("specific", 0)),
        because=in_language(floor.get("because")),
    )


def bears_out(code: str, found: Sequence[str]) -> bool:
    """Whether a signed assessment found what the ground says."""
    asked = ground(code)
    return not asked.needs_finding or asked.limb in found


def below_floor(code: str, signed: Assessment | None) -> bool:
    """Whether what was found rests on less than the law asks for."""
    asked = ground(code)
    if signed is None or not asked.sources:
        return False
    rows = signed.evidence.filter(findings__limb=asked.limb, findings__answer=Answer.YES).distinct()
    specific = sum(1 for each in rows if each.about in SPECIFIC)
    return len(rows) < asked.sources or specific < asked.specific
