"""Law, findings and facts of a case as its letters tell them, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from licet.service import corpus
from licet.service.assessment.criteria import citation, in_order, plain, question_for, words_of
from licet.service.assessment.models import Answer, Assessment, Effect, Finding
from licet.service.assessment.selectors import limbs_found, sources_of
from licet.service.casework.models import Case
from licet.service.casework.selectors import FactRow, facts_of
from licet.service.chains.models import StatementStatus
from licet.service.classification.asking import words
from licet.service.corpus.models import Indication
from licet.service.corpus.services import home_regime
from licet.service.letters.hearing import Source
from licet.service.letters.parts import Cited, FactLine, Facts, Found, Law

from .grounds import ground

Answers = Mapping[str, Any]


def _home(indication: Indication) -> Answers:
    found: Answers = indication.result["regimes"][home_regime()]
    return found


def law(indication: Indication, digest: str, software: str, assessment: Assessment | None) -> Law:
    """The editions that this authority's own regime applies to the case, and no other regime's."""
    known = corpus.law().corpus.regimes.get(home_regime())
    editions = dict(_editions(indication))
    rows = in_order(assessment.findings.all()) if assessment else []
    for criterion in dict.fromkeys(row.criterion for row in rows):
        cited = citation(criterion)
        if cited:
            editions.setdefault(cited.instrument, cited.edition)
    title = words(known.title) if known else home_regime()
    return Law(title, tuple(editions.items()), digest, software)


def editions(indication: Indication, assessment: Assessment | None) -> dict[str, str]:
    """Instrument to edition: what the home regime, with what it takes over from its base, and the criteria cite."""
    return dict(law(indication, "", "", assessment).editions)


def _editions(indication: Indication) -> Iterator[tuple[str, str]]:
    home = _home(indication)
    rows = [*home["measures"]]
    for leg in home["transfers"].values():
        rows += leg["entries"].values()
    for row in rows:
        for cited in row.get("citations", ()):
            yield cited.get("instrument", ""), cited.get("edition", "")


def required_by(indication: Indication) -> tuple[Cited, ...]:
    """The paragraphs cited by the measures that held on the findings."""
    holding = [
        each
        for each in _home(indication)["measures"]
        if each["result"] == "true" and each["kind"] in ("licence", "individual_only")
    ]
    cited = {_key(paragraph): paragraph for each in holding for paragraph in each["citations"]}
    return tuple(
        Cited(
            instrument=paragraph.get("instrument", ""),
            pinpoint=paragraph.get("pinpoint", ""),
            text="",
            edition=paragraph.get("edition", ""),
            url=paragraph.get("url", ""),
        )
        for paragraph in cited.values()
    )


def _key(paragraph: Mapping[str, str]) -> tuple[str, str]:
    return paragraph.get("instrument", ""), paragraph.get("pinpoint", "")


def scope(indication: Indication) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the rules as data checked, and what they do not cover, by name."""
    told, rules = _home(indication)["scope"], corpus.law().corpus.rules
    checked = tuple(f"{words(rules[id].title)} ({id})" if id in rules else str(id) for id in told["checked"])
    return checked, tuple(words(each["title"]) for each in told["not_checked"])


def facts(case: Case) -> tuple[Facts, ...]:
    """What the answer rests on, thing by thing: what was found, else what was claimed. Disputed claims are none."""
    found = ((thing.name, tuple(_lines(thing.rows))) for thing in facts_of(case))
    return tuple(Facts(name, lines) for name, lines in found if lines)


def _lines(rows: list[FactRow]) -> Iterator[FactLine]:
    for row in rows:
        disputed = row.finding is not None and row.finding.status == StatementStatus.DISPUTED
        answer = row.found or row.claimed
        if answer and not disputed:
            yield FactLine(row.label, answer, found=bool(row.found))


def sources(assessment: Assessment | None, at: datetime) -> dict[str, Any]:
    """The sources that could be named when the act was done, and whether there were others."""
    found = sources_of(assessment, at)
    named = tuple(Source(each.source, each.title, each.dated_on, each.reference) for each in found.named)
    return {"sources": named, "withheld": bool(found.withheld)}


def findings_of(assessment: Assessment | None, codes: Iterable[str]) -> tuple[Found, ...]:
    """Each limb found to hold that denies, or that a ground names. Reasoning stays in the file; the court sees it."""
    if assessment is None:
        return ()
    named = [each.limb for each in map(ground, codes) if each.limb]
    told = Q(effect=Effect.DENY) | Q(limb__in=named)
    rows = assessment.findings.filter(told, answer=Answer.YES)
    limbs: dict[tuple[str, str], list[Finding]] = {}
    for row in in_order(rows):
        limbs.setdefault((row.criterion, row.limb), []).append(row)
    whole = limbs_found(assessment)
    return tuple(_found(found, whole=limb in whole) for (_criterion, limb), found in limbs.items())


def _found(rows: list[Finding], whole: bool) -> Found:
    """One limb, in the words the law has for an addressee, with the harms by name."""
    pairs = [(row, question_for(row.criterion, row.limb, row.standard)) for row in rows]
    asked = [(row, question) for row, question in pairs if question]
    if not asked:  # the corpus has another edition by now
        return Found(title=plain(rows[0].limb), standards=tuple(words_of(row) for row in rows))
    harms = [harm.text for row, question in asked for harm in question.harms if harm.id in row.harms]
    return Found(
        title=asked[0][1].limb_title,
        statement=asked[0][1].limb_letter if whole else "",
        standards=tuple(question.letter for _row, question in asked if question.letter),
        harms=tuple(dict.fromkeys(harms)),
    )
