"""What a calculation is called, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.service import corpus
from licet.service.base.templatetags.base import day as day_words
from licet.service.corpus.words import words

from .drafts import WORKED
from .models import Calculation, Kind


def title_of(row: Calculation) -> str:
    asked = row.asked
    if row.kind == Kind.DIFF:
        sides = [_dated(asked[side], asked[f"{side}_day"]) for side in ("one", "other")]
        return _("%(one)s against %(other)s") % {"one": sides[0], "other": sides[1]}
    if row.kind == Kind.AMENDMENT:
        return str(WORKED.get(asked["worked"]) or _("A draft of your own"))
    law = _dated(asked["regime"], asked["as_of"])
    if row.kind == Kind.HYGIENE:
        return _("What does nothing: %(law)s") % {"law": law}
    return _("%(kind)s: %(law)s") % {"kind": kind_words(asked["kind"]), "law": law}


def kind_words(id: str) -> str:
    rule = corpus.law().corpus.rules.get(id)
    return words(rule.title) if rule else id


def regime_words(id: str) -> str:
    known = corpus.law().regimes.get(id)
    return words(known.title) if known else id


def _dated(regime: str, day: str) -> str:
    on: Mapping[str, Any] = {"law": regime_words(regime), "day": day_words(date.fromisoformat(day))}
    return _("%(law)s on %(day)s") % on
