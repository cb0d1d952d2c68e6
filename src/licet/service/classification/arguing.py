"""The argument of an answer as a page shows it: paragraphs for one reader, with the names the deal has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licet.reasoning.proof.render import Paragraph, paragraphs
from licet.reasoning.proof.stating import Stating
from licet.service import corpus
from licet.service.base.countries import name_of
from licet.service.base.templatetags.base import day
from licet.service.chains.models import Chain
from licet.service.chains.selectors import scope_objects
from licet.service.corpus.services import argue
from licet.service.corpus.telling import page_of

REGISTERS = {"exporter": _("In short"), "officer": _("Every step"), "court": _("Numbered, with full sources")}
DEEPEST = 9
"""Steps further below are not set further in: a telephone has no room for it."""


@dataclass(frozen=True, slots=True)
class Line:
    said: Paragraph
    href: str

    @property
    def inset(self) -> int:
        return min(self.said.depth, DEEPEST)


@dataclass(frozen=True, slots=True)
class Reader:
    code: str
    title: object
    chosen: bool


@dataclass(frozen=True, slots=True)
class ArgumentView:
    lines: list[Line]
    readers: list[Reader]


def argued(
    asked: Mapping[str, Any], chain: Chain | None, as_of: date, regimes: Collection[str], register: str
) -> ArgumentView:
    """`chain`: whose names the deal has, if there is one. `regimes`: those whose answer the page shows. A reader that does not exist gets every step."""
    chosen = register if register in REGISTERS else "officer"
    whole = argue(asked, as_of=as_of)
    told = {id: row for id, row in whole["regimes"].items() if id in regimes}
    law = corpus.law().corpus
    lines = [
        Line(part, page_of(law, part.rule) if part.rule else "")
        for part in paragraphs({**whole, "regimes": told}, chosen, _stating(chain))
    ]
    return ArgumentView(lines, [Reader(code, title, code == chosen) for code, title in REGISTERS.items()])


def _stating(chain: Chain | None) -> Stating:
    named = {} if chain is None else scope_objects(chain)
    names = {
        ("file" if chain and key == str(chain.pk) else key): name for key, (_scope, name) in named.items()
    }
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    return Stating(corpus.law().corpus, language, names, name_of, lambda text: day(date.fromisoformat(text)))
