"""Facts and law behind a ruling in words, in the language of the moment: for pages and letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from licet.service import corpus
from licet.service.classification.asking import ON_RECORD, Question, words
from licet.service.classification.questions import in_words
from licet.service.corpus.models import Indication
from licet.service.corpus.services import home_regime
from licet.service.letters.parts import Cited, FactLine, Facts, Law

from .models import Inquiry, InquiryFinding, Ruling

Names = Mapping[str, Any]


def question_on(names: Names, about: UUID | str, fact: str) -> Question | None:
    """The fact as a question about one thing of the excerpt; nothing if the two do not fit."""
    known, thing = corpus.law().facts.get(fact), names.get(str(about))
    if known is None or thing is None or thing[0] != known.scope:
        return None
    return Question(about, thing[1], known)


def facts_in(document: Mapping[str, Any], names: Names, chain: str) -> tuple[Facts, ...]:
    """What the document states, thing by thing; what is disputed is no fact."""
    found = ((thing, tuple(_lines(facts, names, id))) for id, thing, facts in _things(document, names, chain))
    return tuple(Facts(thing, lines) for thing, lines in found if lines)


def _things(
    document: Mapping[str, Any], names: Names, chain: str
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    yield chain, names.get(chain, ["", ""])[1], document["facts"]
    for part in ("items", "transfers", "parties"):
        for each in document[part]:
            yield each["id"], names.get(each["id"], ["", each["id"]])[1], each["facts"]


def _lines(facts: Mapping[str, Any], names: Names, about: str) -> Iterator[FactLine]:
    for fact, said in facts.items():
        asked = question_on(names, about, fact)
        if asked is not None and said.get("status") != "disputed":
            found = said.get("by") == "authority"
            yield FactLine(words(asked.fact.ask), in_words(asked, said["value"]), found=found)


def facts_of(ruling: Ruling) -> tuple[Facts, ...]:
    """The facts it was signed on."""
    assert ruling.indication is not None, "a ruling that was handed over has its indication"
    return facts_in(ruling.indication.document, ruling.names, chain_id(ruling))


def chain_id(about: Inquiry | Ruling) -> str:
    if isinstance(about, Ruling) and about.case is not None:
        return str(about.case.application.chain_id)
    inquiry = about if isinstance(about, Inquiry) else about.inquiry
    assert inquiry is not None, "a ruling was asked for, or is given in a case"
    return str(inquiry.application.chain_id)


@dataclass(slots=True)
class Said:
    """One fact of one thing: what she claims, and what the office found or disputes."""

    question: Question
    claimed: str = ""
    finding: InquiryFinding | None = None

    @property
    def label(self) -> str:
        return words(self.question.fact.ask)

    @property
    def found(self) -> str:
        return in_words(self.question, self.finding.value) if self.finding else ""


def compared_facts(inquiry: Inquiry) -> list[tuple[str, list[Said]]]:
    """Claimed and found side by side, thing by thing."""
    rows: dict[tuple[str, str], Said] = {}
    for id, _name, facts in _things(inquiry.document, inquiry.names, chain_id(inquiry)):
        for fact, said in facts.items():
            if row := _row(inquiry, rows, id, fact):
                row.claimed = in_words(row.question, said["value"])
    for finding in inquiry.findings.all():
        if row := _row(inquiry, rows, str(finding.about), finding.fact):
            row.finding = finding
    things: dict[str, list[Said]] = {}
    for (id, _fact), row in rows.items():
        things.setdefault(id, []).append(row)
    return [(inquiry.names[id][1], said) for id, said in things.items()]


def _row(inquiry: Inquiry, rows: dict[tuple[str, str], Said], id: str, fact: str) -> Said | None:
    asked = question_on(inquiry.names, id, fact)
    return rows.setdefault((id, fact), Said(asked)) if asked is not None else None


def open_facts(names: Names, result: Mapping[str, Any], chain: str) -> Iterator[Question]:
    """The facts that can still change what the rules say, each once, the most telling first."""
    seen: set[tuple[str, str]] = set()
    for regime in result["regimes"].values():
        for row in regime["questions"]:
            about = chain if row["scope"] == "file" else str(row["scope"])
            asked = question_on(names, about, row["fact"])
            if asked is not None and row["fact"] not in ON_RECORD and (about, row["fact"]) not in seen:
                seen.add((about, row["fact"]))
                yield asked


def law_of(ruling: Ruling) -> Law:
    """The editions of the home regime that the ruled entries cite, and the digest of the law."""
    indication = ruling.indication
    assert indication is not None, "a ruling that was handed over has its indication"
    known = corpus.law().corpus.regimes.get(home_regime())
    title = words(known.title) if known else home_regime()
    editions = {(each.instrument, each.edition) for each in cited_by(ruling)}
    software = str(indication.result.get("software", ""))
    return Law(title, tuple(sorted(editions)), indication.law_digest, software)


def cited_by(ruling: Ruling) -> tuple[Cited, ...]:
    """The paragraphs that the ruled entries stand in, as they were cited when it was handed over."""
    assert ruling.indication is not None, "a ruling that was handed over has its indication"
    ruled = {line.entry for line in ruling.lines.all()}
    return tuple(dict.fromkeys(_citations(ruling.indication, ruled)))


def _citations(indication: Indication, ruled: set[str]) -> Iterator[Cited]:
    for regime in indication.result["regimes"].values():
        for leg in regime["transfers"].values():
            for entry in sorted(ruled & leg["entries"].keys()):
                for each in leg["entries"][entry].get("citations", ()):
                    yield Cited(
                        each.get("instrument", ""),
                        each.get("pinpoint", ""),
                        "",
                        each.get("edition", ""),
                        each.get("url", ""),
                    )
