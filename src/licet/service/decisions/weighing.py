"""What whoever decides has to weigh: notices and answers, each body's advice, what was found and on which sources."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from licet.service.assessment.criteria import in_order, limb_name, limbs_in_order, question_for, words_of
from licet.service.assessment.models import Assessment, Disclosure, Evidence, Finding
from licet.service.assessment.selectors import disclosures, mandatory_grounds
from licet.service.casework.models import Case, Consultation

from .grounds import ground
from .models import NoticeEnd, RefusalNotice


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice of intended refusal with its grounds in words, and how it ended if it did."""

    row: RefusalNotice
    grounds: list[str]
    end: NoticeEnd | None


@dataclass(frozen=True, slots=True)
class SourceView:
    row: Evidence
    may_be_named: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """One answer of an assessment, with its question, its harms by name and its sources."""

    row: Finding
    question: str
    harms: list[str]
    sources: list[SourceView]


def told(notices: list[RefusalNotice]) -> list[NoticeView]:
    return [
        NoticeView(each, [ground(code).label for code in each.grounds], getattr(each, "end", None))
        for each in notices
    ]


def notices_given(case: Case) -> list[NoticeView]:
    """Every notice of the case. Whether the reader may see them is the caller's."""
    return told(list(RefusalNotice.objects.filter(case=case).select_related("by", "end__by")))


def advice_given(case: Case) -> list[Consultation]:
    """Every body asked, with its answer or its silence."""
    rows = Consultation.objects.filter(case=case)
    return list(rows.select_related("case", "body", "advice__by", "silence__by"))


def findings_in(assessment: Assessment | None) -> list[FindingView]:
    """What was answered to each question of the criteria, in their order."""
    if assessment is None:
        return []
    marked = disclosures(assessment.case)
    rows = in_order(assessment.findings.prefetch_related("evidence"))
    return [_finding(row, marked) for row in rows]


def _finding(row: Finding, marked: dict[UUID, Disclosure]) -> FindingView:
    asked = question_for(row.criterion, row.limb, row.standard)
    names = {harm.id: harm.text for harm in asked.harms} if asked else {}
    sources = []
    for each in row.evidence.all():
        mark = marked.get(each.root)
        sources.append(SourceView(each, bool(mark and mark.may_be_named)))
    return FindingView(row, words_of(row), [names.get(harm, harm) for harm in row.harms], sources)


def grounds_found(assessment: Assessment | None) -> list[str]:
    """The limbs on which a mandatory ground was found, in the words of the criterion."""
    found = mandatory_grounds(assessment) if assessment else []
    return [limb_name(limb) for limb in limbs_in_order(found)]
