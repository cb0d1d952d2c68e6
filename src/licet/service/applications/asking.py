"""Which questions are still worth asking of a deal: those that can change an answer, and those the law asks anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from licet.law.model import Fact
from licet.service import corpus
from licet.service.chains.models import Asserter, Chain, Statement
from licet.service.chains.selectors import document, latest_statements, scope_objects
from licet.service.corpus.services import ask, ask_next

ON_RECORD = frozenset({"item.kind", "item.relation", "transfer.act", "party.country", "party.type"})
"""Facts that the chain itself says; changed where the party, item or transfer is described."""
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Question:
    """One fact asked of one thing. `settles` names the measures an answer can settle."""

    about: UUID
    name: str
    fact: Fact
    settles: tuple[str, ...] = ()

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
    """Up to `limit` questions, those of one thing together, in the order of the chain."""
    said = stated(chain)
    objects = _objects(chain)
    questions: dict[str, Question] = {}
    undescribed: list[str] = []
    for row in _rows(chain, today, limit + len(said), goal):
        if row["fact"] in ON_RECORD or row["fact"] not in corpus.law().facts:
            continue
        if row["scope"] not in objects:
            undescribed.append(row["scope"])
            continue
        asked = _question(chain, row, objects[row["scope"]][1])
        if (asked.about, asked.fact.id) not in said:
            questions.setdefault(asked.key, asked)
    return Asked(
        _grouped(list(questions.values())[:limit], list(objects)), _left_open(said.values()), undescribed
    )


def _rows(chain: Chain, today: date, limit: int, goal: str) -> Iterator[dict[str, Any]]:
    """What the law requires to be stated, then what can still change an answer, the most telling first."""
    asked = document(chain)
    for regime in ask(asked, as_of=today, explain=False)["regimes"].values():
        yield from (row for row in regime["questions"] if not row["settles"])
    yield from ask_next(asked, as_of=today, limit=limit, goal=goal)


def _objects(chain: Chain) -> dict[str, tuple[str, str]]:
    """Scope and name by the id the rules use; the whole deal is `file` to them."""
    named = scope_objects(chain)
    return {"file" if key == str(chain.pk) else key: value for key, value in named.items()}


def _question(chain: Chain, row: Mapping[str, Any], name: str) -> Question:
    about = chain.pk if row["scope"] == "file" else UUID(row["scope"])
    return Question(about, name, corpus.law().facts[row["fact"]], tuple(row.get("settles", ())))


def stated(chain: Chain) -> dict[tuple[UUID, str], Statement]:
    """The exporter's last word on each fact of each thing."""
    return {(s.object_id, s.fact): s for s in latest_statements(chain) if s.by == Asserter.EXPORTER}


def _left_open(said: Iterable[Statement]) -> int:
    return sum(1 for statement in said if statement.value is None)


def _grouped(questions: list[Question], order: list[str]) -> list[Question]:
    return sorted(questions, key=lambda q: order.index(str(q.about)) if str(q.about) in order else -1)


def words(text: Mapping[str, str]) -> str:
    """A text of the law in the reader's language, English where there is no other."""
    language = (get_language() or "en")[:2]
    return text.get(language) or text.get("en", "")
