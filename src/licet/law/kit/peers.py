"""What other states answer: shown beside each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..checks import led_to
from ..model import All, AnyOf, AtLeast, Corpus, Expr, Judgement, Mark, Not, Regime
from ..model import Text as Texts
from .questions import Question


@dataclass(frozen=True, slots=True)
class Choice:
    """One state's answer. `text` None: it leaves the point to the judgement of its authority."""

    regime: str
    title: Texts
    text: Texts | None
    mark: Mark | None


def choices(corpus: Corpus, question: Question) -> list[Choice]:
    return [one for regime in corpus.regimes.values() for one in _choice(corpus, regime, question)]


def _choice(corpus: Corpus, regime: Regime, question: Question) -> Iterator[Choice]:
    for one in regime.parameters:
        if one.name == question.name:
            yield Choice(regime.id, regime.title, one.text, one.mark)
    if question.name in regime.stances:
        edition = corpus.rules[regime.stances[question.name]].editions[-1]
        yield Choice(regime.id, regime.title, edition.text, edition.mark)
    elif question.is_term and question.name in _terms(corpus, regime):
        yield Choice(regime.id, regime.title, None, None)


def _terms(corpus: Corpus, regime: Regime) -> set[str]:
    heads = [*regime.entries, *regime.measures, *(family.rule for family in regime.families)]
    rules = (corpus.rules[id] for id in led_to(heads, corpus.rules))
    return {term for rule in rules for edition in rule.editions for term in _terms_in(edition.when)}


def _terms_in(expr: Expr) -> Iterator[str]:
    match expr:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _terms_in(part)
        case Not(part):
            yield from _terms_in(part)
        case Judgement(term):
            yield term
        case _:
            return
