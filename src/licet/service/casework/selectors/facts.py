"""The facts of a case: what the exporter claims and what the authority found, side by side, thing by thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from licet.law.model import Fact
from licet.service import corpus
from licet.service.chains.models import Asserter, Statement
from licet.service.chains.selectors import latest_statements, scope_objects
from licet.service.classification.asking import ON_RECORD, Question, words
from licet.service.classification.questions import in_words

from ..models import Case, FindingSource


@dataclass(slots=True)
class FactRow:
    """One fact of one thing, said by one side, the other, or both."""

    question: Question
    claim: Statement | None = None
    finding: Statement | None = None
    source: FindingSource | None = None
    """What the finding rests on; none of findings older than the rule that each has one."""

    @property
    def label(self) -> str:
        return words(self.question.fact.ask)

    @property
    def claimed(self) -> str:
        return in_words(self.question, self.claim.value) if self.claim else ""

    @property
    def found(self) -> str:
        return in_words(self.question, self.finding.value) if self.finding else ""


@dataclass(slots=True)
class Thing:
    """An item, a transfer, a party or the whole deal, with the facts stated of it."""

    id: str
    scope: str
    name: str
    rows: list[FactRow] = field(default_factory=list)


def facts_of(case: Case) -> list[Thing]:
    """Everything stated, in the order of the chain; a constant number of queries."""
    chain = case.application.chain
    things = {id: Thing(id, scope, name) for id, (scope, name) in scope_objects(chain).items()}
    rows: dict[tuple[UUID, str], FactRow] = {}
    sources = FindingSource.objects.filter(statement__chain=chain).in_bulk(field_name="statement_id")
    for statement in latest_statements(chain):
        known = corpus.law().facts.get(statement.fact)
        thing = things.get(str(statement.object_id))
        if known is None or thing is None:
            continue
        key = (statement.object_id, statement.fact)
        if key not in rows:
            rows[key] = FactRow(Question(statement.object_id, thing.name, known))
            thing.rows.append(rows[key])
        if statement.by == Asserter.AUTHORITY:
            rows[key].finding = statement
            rows[key].source = sources.get(statement.pk)
        else:
            rows[key].claim = statement
    return list(things.values())


def question_on(case: Case, about: UUID, fact: str) -> Question | None:
    """The fact as a question about one thing of this case; nothing if the two do not fit."""
    objects = scope_objects(case.application.chain)
    known = corpus.law().facts.get(fact)
    if known is None or str(about) not in objects or objects[str(about)][0] != known.scope:
        return None
    return Question(about, objects[str(about)][1], known)


def open_facts(case: Case, result: Mapping[str, Any]) -> Iterator[Question]:
    """The facts that can still change the answer on findings, each once, the most telling first."""
    objects = scope_objects(case.application.chain)
    facts: Mapping[str, Fact] = corpus.law().facts
    seen: set[tuple[str, str]] = set()
    for regime in result["regimes"].values():
        for row in regime["questions"]:
            about = str(case.application.chain_id) if row["scope"] == "file" else str(row["scope"])
            fresh = (about, row["fact"]) not in seen
            if fresh and row["fact"] in facts and row["fact"] not in ON_RECORD and about in objects:
                seen.add((about, row["fact"]))
                yield Question(UUID(about), objects[about][1], facts[row["fact"]])
