"""A self-assessment as it travels in a form: the contract's input document, read strictly every time it comes back.

Nothing is signed, because nothing rests on it: it is the reader's own. But no field gets in that the contract does not
have, no value that the vocabulary does not know, and no more of either than a person would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.service import corpus
from licet.service.corpus.services import question

from .reading import DraftRefused, normalised

MAX_BYTES = 64 * 1024
SCHEMA = "licet.transfer/1"
LICENCE, CLASSIFY = "licence", "classify"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was described and answered so far. An answer of None was asked and left open."""

    document: Document
    goal: str = LICENCE

    @property
    def parties(self) -> list[Document]:
        return list(self.document["parties"])

    @property
    def items(self) -> list[Document]:
        return list(self.document["items"])

    @property
    def transfers(self) -> list[Document]:
        return list(self.document["transfers"])

    def thing(self, about: str) -> Document | None:
        """A party, item or transfer by its id; the whole file as `file`."""
        if about == "file":
            return self.document
        return next((row for row in self.things() if row["id"] == about), None)

    def things(self) -> Iterator[Document]:
        yield from self.document["parties"]
        yield from self.document["items"]
        yield from self.document["transfers"]

    def stated(self) -> dict[tuple[str, str], Any]:
        """Every answer by thing and fact, those left open too."""
        rows = [("file", self.document), *((row["id"], row) for row in self.things())]
        return {(about, fact): value for about, row in rows for fact, value in row["facts"].items()}

    def is_told(self, leg: Document) -> bool:
        """Whether a transfer says the same as `leg`: the same thing, act, ends and way, on a server in the same country."""
        return any(self._told(row) == self._told(leg) for row in self.transfers)

    def _told(self, leg: Document) -> tuple[Any, ...]:
        ends = (leg.get(end) for end in ("item", "act", "actor", "from", "to", "accessor"))
        return *ends, leg["via"], self.country_of(leg.get("host"))

    def country_of(self, party: str | None) -> str:
        return str((self.thing(party or "") or {}).get("country", ""))

    def free_id(self, letter: str, rows: list[Document]) -> str:
        """The next id nobody has, for a row that joins `rows`."""
        taken = {row["id"] for row in self.things()}
        return next(id for n in range(len(rows) + 1, 200) if (id := f"{letter}{n}") not in taken)

    def text(self) -> str:
        """As it travels, and as it is kept."""
        return json.dumps(self.document, ensure_ascii=False, separators=(",", ":"))

    def changed(self) -> Draft:
        """A copy whose parts may be altered."""
        return Draft(deepcopy(self.document), self.goal)


def empty(goal: str = LICENCE) -> Draft:
    document = {"schema": SCHEMA, "facts": {}, "parties": [], "items": [], "transfers": []}
    return Draft(document, goal if goal == CLASSIFY else LICENCE)


def read(text: str | bytes, goal: str, today: date) -> Draft:
    """The draft in `text`. Raises DraftRefused with the field and the reason."""
    draft = Draft(normalised(_loaded(text)), goal if goal == CLASSIFY else LICENCE)
    try:
        corpus.law().read(question(draft.document, today))
    except InputError as error:
        raise DraftRefused(error.field, error.reason) from None
    return draft


def _loaded(text: str | bytes) -> Mapping[str, Any]:
    if len(text if isinstance(text, bytes) else text.encode()) > MAX_BYTES:
        raise DraftRefused("", _("It is larger than 64 kB, more than a self-assessment can hold."))
    try:
        raw = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise DraftRefused("", _("It is not a JSON text in UTF-8.")) from None
    if not isinstance(raw, Mapping):
        raise DraftRefused("", _("It is not a document of the form that “licet schema transfer” shows."))
    return raw


def _no_constant(name: str) -> None:
    raise ValueError(name)
