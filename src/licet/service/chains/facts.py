"""What may be stated as a fact: known to the law's vocabulary, of the right scope, with a value of its type."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from licet.law.countries import COUNTRIES
from licet.law.model import Fact, FactType
from licet.service import corpus

JUDGEMENT = "judgement."


class FactRefused(ValueError):
    """A statement that cannot be taken. `fact` names it, the message says why and what to do."""

    def __init__(self, fact: str, message: str, form_field: str = "") -> None:
        super().__init__(message)
        self.fact = fact
        self.message = message
        self.form_field = form_field or fact


def is_judgement(fact: str) -> bool:
    return fact.startswith(JUDGEMENT)


def is_informed(fact: str) -> bool:
    """“Informed by the authority”, in whichever words the vocabulary puts it."""
    return fact.partition(".")[2].startswith("informed")


def refuse_for_exporter(fact: str, value: Any) -> None:
    """A judgement is the authority's. “Informed” comes from a served notice; that none was served may be said."""
    if is_judgement(fact):
        raise FactRefused(fact, _("This is for the authority to judge. Describe the facts it can judge by."))
    if is_informed(fact) and value not in (False, None):
        raise FactRefused(
            fact,
            _(
                "Whether the authority has informed you comes from the notice it served, never from a tick here."
                " Leave it open here; in an application, add the notice under Documents, and the authority enters it."
            ),
        )


def check(fact: str, scope: str, value: Any) -> None:
    """Refuse what the vocabulary does not know. `value` None is always possible: it leaves the fact open."""
    if is_judgement(fact):
        _boolean(fact, value)
        return
    known = corpus.law().facts
    if fact not in known:
        near = get_close_matches(fact, known, n=1)
        hint = _(" Did you mean %(near)s?") % {"near": near[0]} if near else ""
        raise FactRefused(fact, _("The law knows no fact “%(fact)s”.") % {"fact": fact} + hint)
    if known[fact].scope != scope:
        raise FactRefused(
            fact, _("This fact is stated of another kind of thing: %(scope)s.") % {"scope": known[fact].scope}
        )
    _check_value(known[fact], value)


def _check_value(fact: Fact, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, dict):
        _check_several(fact, value)
        return
    match fact.type:
        case FactType.BOOLEAN:
            _boolean(fact.id, value)
        case FactType.CHOICE:
            _one_of(fact, value, {option.value for option in fact.options})
        case FactType.COUNTRY:
            _one_of(fact, value, COUNTRIES)
        case FactType.NUMBER:
            _number(fact, value)
        case FactType.DATE:
            _date(fact, value)


def _check_several(fact: Fact, value: dict[str, Any]) -> None:
    """“One of these”, or “between these”."""
    if set(value) == {"one_of"} and isinstance(value["one_of"], list) and value["one_of"]:
        for each in value["one_of"]:
            _check_value(fact, each)
    elif value and set(value) <= {"min", "max"} and fact.type in (FactType.NUMBER, FactType.DATE):
        for each in value.values():
            _check_value(fact, each)
    else:
        raise FactRefused(fact.id, _("Give one value, a choice of several, or a lowest and a highest value."))


def _boolean(fact: str, value: Any) -> None:
    if value is not None and not isinstance(value, bool):
        raise FactRefused(fact, _("Answer yes or no, or leave it open."))


def _one_of(fact: Fact, value: Any, known: frozenset[str] | set[str]) -> None:
    if value not in known:
        raise FactRefused(fact.id, _("“%(value)s” is not one of the possible answers.") % {"value": value})


def _number(fact: Fact, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FactRefused(fact.id, _("Give a number."))


def _date(fact: Fact, value: Any) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise FactRefused(fact.id, _("Give a date, for example 2026-11-21.")) from None
