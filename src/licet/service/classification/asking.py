"""Which questions are still worth asking of a deal: those that can change an answer, and those the law asks anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from licet.law.model import Fact
from licet.service import corpus
from licet.service.chains.models import Asserter, Chain, Statement
from licet.service.chains.selectors import document, latest_statements, scope_objects
from licet.service.corpus.services import ask, ask_next
from licet.service.corpus.words import words as words

ON_RECORD = frozenset({"item.kind", "item.relation", "transfer.act", "party.country", "party.type"})
"""Facts that the chain itself says; changed where the party, item or transfer is described."""
AT_ONCE = 8
EVERY = 1000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact asked of one thing. `settles` names the measures an answer can settle."""

    about: UUID | str
    name: str
    fact: Fact
    settles: tuple[str, ...] = ()

    @property
    def thing(self) -> UUID:
        """Of a deal's question: the id of what it is about. Those of a self-assessment have names like `i1`."""
        return UUID(str(self.about))

    @property
    def key(self) -> str:
        return f"{self.about}:{self.fact.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask next; how many were left open; what cannot be asked because something is not described yet."""

    questions: list[Question]
    left_open: int
    undescribed: list[str]


LICENCE, CLASSIFY = "licence", "classify"
"""The two goals of asking: need I a licence? And: what exactly is each item?"""


def open_questions(chain: Chain, today: date, limit: int = AT_ONCE, goal: str = LICENCE) -> Asked:
    """Up to `limit` questions of a deal, those of one thing together."""
    said = stated(chain)
    left_open = sum(1 for statement in said.values() if statement.value is None)
    if not chain.transfers.exists():
        return Asked([], left_open, [])
    objects = {key: name for key, (_scope, name) in scope_objects(chain).items()}
    known = {(str(about), fact) for about, fact in said}
    # the whole deal is `file` to the rules
    rows = [
        {**row, "scope": str(chain.pk)} if row["scope"] == "file" else row
        for row in to_ask(document(chain), today, goal)
    ]
    questions, undescribed = choose(rows, objects, known, limit)
    return Asked([replace(q, about=UUID(str(q.about))) for q in questions], left_open, undescribed)


def choose(
    rows: Iterable[Row], objects: Mapping[str, str], known: Collection[tuple[str, str]], limit: int
) -> tuple[list[Question], list[str]]:
    """The first `limit` facts that were not answered, by thing, the thing of the first question first; and the scopes of
    facts about something nobody described. `objects` are names by scope, `known` the pairs of scope and fact answered."""
    questions: dict[str, Question] = {}
    undescribed: dict[str, None] = {}
    facts = corpus.law().facts
    for row in rows:
        if row["fact"] in ON_RECORD or row["fact"] not in facts or (row["scope"], row["fact"]) in known:
            continue
        if row["scope"] not in objects:
            undescribed[row["scope"]] = None
            continue
        asked = Question(
            row["scope"], objects[row["scope"]], facts[row["fact"]], tuple(row.get("settles", ()))
        )
        questions.setdefault(asked.key, asked)
    return _grouped(list(questions.values())[:limit]), list(undescribed)


def to_ask(asked: Mapping[str, Any], today: date, goal: str) -> list[Row]:
    """Every fact worth asking of a document. First what kind of capability the thing is, then what decides its entries,
    the fact that most entries turn on first; then what the law requires to be stated; then what else can change an
    answer (use, military or cryptographic lists, people), the most telling first."""
    answer = ask(asked, as_of=today, explain=False)
    telling = ask_next(asked, as_of=today, limit=EVERY, goal=goal)
    always = [
        row for regime in answer["regimes"].values() for row in regime["questions"] if not row["settles"]
    ]
    kinds = [missing for row in answer["ccic"].values() for missing in row["missing"] if missing["scope"]]
    if not telling and goal == LICENCE:  # settled: what it is would change nothing
        kinds = []
    turn = Counter(_open_entries(answer))
    does = [row for row in telling if (row["fact"], row["scope"]) in turn]
    rest = [row for row in telling if (row["fact"], row["scope"]) not in turn]
    return [*kinds, *sorted(does, key=lambda row: -turn[row["fact"], row["scope"]]), *always, *rest]


def _open_entries(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each fact of an item once for every open entry that turns on it."""
    for regime in answer["regimes"].values():
        for leg in regime["transfers"].values():
            for entry in leg["entries"].values():
                yield from (
                    (m["fact"], m["scope"]) for m in entry["missing"] if m["fact"].startswith("item.")
                )


def stated(chain: Chain) -> dict[tuple[UUID, str], Statement]:
    """The exporter's last word on each fact of each thing."""
    return {(s.object_id, s.fact): s for s in latest_statements(chain) if s.by == Asserter.EXPORTER}


def _grouped(questions: list[Question]) -> list[Question]:
    order = list(dict.fromkeys(str(question.about) for question in questions))
    return sorted(questions, key=lambda question: order.index(str(question.about)))
