"""A draft as its pages show it: what was stated, and what the rules say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.chains.models import Relation
from licet.service.corpus.services import ask, ask_in_full
from licet.service.parties.models import PartyType

from .asking import words
from .changing import question_of
from .drafts import Draft
from .indication_views import IndicationView
from .naming import act_words, kind_words, legs, names
from .presenting import present_named
from .questions import in_words


@dataclass(frozen=True, slots=True)
class Row:
    question: str
    answer: str
    change: str
    """What the page's button sends to have it changed."""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[Row]
    remove: str = ""
    """The id of a transfer that can be taken out."""


def answer(draft: Draft) -> dict[str, Any]:
    """On today's law, with what the pages show of it. Not to be altered."""
    return ask(draft.document, as_of=timezone.localdate())


def answer_in_full(draft: Draft) -> dict[str, Any]:
    """The contract's answer on today's law."""
    return ask_in_full(draft.document, as_of=timezone.localdate())


def indication(draft: Draft) -> IndicationView:
    return present_named(answer(draft), names(draft), legs(draft))


def outcomes(draft: Draft) -> dict[str, list[str]]:
    """Regime → the outcomes that are possible; nothing without a transfer."""
    if not draft.transfers:
        return {}
    return {id: row["outcome"]["possible"] for id, row in answer(draft)["regimes"].items()}


def stated(draft: Draft) -> list[Group]:
    """Everything described and answered: transfers, items, parties, in this order."""
    called = names(draft)
    said = draft.stated()
    groups = []
    for part in ("transfers", "items", "parties"):
        for row in draft.document[part]:
            rows = [*_described(part, row, called), *_answers(draft, row["id"], said)]
            groups.append(Group(called[row["id"]], rows, row["id"] if part == "transfers" else ""))
    whole = _answers(draft, "file", said)
    return [*groups, Group(called["file"], whole)] if whole else groups


def _described(part: str, row: dict[str, Any], called: dict[str, str]) -> list[Row]:
    id = row["id"]
    if part == "items":
        return [
            Row(_("Kind"), kind_words(row.get("kind", "")), id),
            Row(_("Belongs to"), _belongs_to(row, called), id),
        ]
    if part == "parties":
        type = row["facts"].get("party.type")
        kind = str(PartyType(type).label) if isinstance(type, str) else _("not said")
        country = name_of(row["country"]) if row.get("country") else _("not said")
        return [Row(_("Country"), country, id), Row(_("What it is"), kind, id)]
    rows = [Row(_("What is done"), act_words(row.get("act", "")), id)]
    ends = (("from", _("From")), ("to", _("To")), ("actor", _("By")), ("host", _("Hosted by")))
    rows += [Row(label, called[row[end]], "") for end, label in ends if row.get(end)]
    return rows + [Row(_("Through"), called.get(via) or name_of(via), "") for via in row["via"]]


def _belongs_to(row: dict[str, Any], called: dict[str, str]) -> str:
    of = row.get("of")
    if of is None:
        return _("not said")
    told = (f"{Relation(part['relation']).label} {called[part['item']]}" for part in of)
    return "; ".join(told) or _("nothing else: it stands on its own")


def _answers(draft: Draft, about: str, said: dict[tuple[str, str], Any]) -> list[Row]:
    rows = []
    for (of, fact), value in said.items():
        key = f"{of}:{fact}"
        if of == about and (question := question_of(draft, key)):
            rows.append(Row(words(question.fact.ask), in_words(question, value), key))
    return rows
