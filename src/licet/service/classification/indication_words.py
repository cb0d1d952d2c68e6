"""The codes of an indication in plain words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from licet.service.corpus.words import mark_words, outcome_words

__all__ = ["bearer_words", "mark_words", "outcome_words", "why_unknown"]


def why_unknown(code: str) -> str:
    return {
        "facts": _("facts are missing"),
        "law_unverified": _("a rule was not checked against its source"),
        "judgement": _("a term needs the authority’s judgement"),
        "outside_corpus": _("other law matters that is not checked here"),
    }.get(code, code)


def bearer_words(role: str) -> str:
    return {
        "exporter": _("exporter"),
        "broker": _("broker"),
        "provider": _("provider of assistance"),
        "declarant": _("declarant"),
    }.get(role, role.replace("_", " "))
