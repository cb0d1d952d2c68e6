"""What the bench speaks of, by name: the question behind a fact, the condition behind its short form. English, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from licet.law.model import Compare, Corpus, Expr, Fact, Frame, InGroup, IsTrue, OneOf
from licet.law.written import written
from licet.reasoning.bench.conditions import conditions_of
from licet.reasoning.expressions import FLAT_FRAMES, flat_facts

OF = {
    "target": "of what it serves",
    "target2": "of what that serves",
    "target3": "of what that serves in turn",
    Frame.ACTOR: "of whoever acts",
    Frame.FROM: "where it starts",
    Frame.TO: "of the recipient",
    Frame.VIA: "of whom it passes through",
    Frame.HOST: "of the host",
    Frame.ACCESSOR: "of whoever may open it",
    Frame.END_USER: "of the end-user",
}
OPS = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}


def fact_at(corpus: Corpus, key: str) -> tuple[str, Fact]:
    """The frame and the fact of the vocabulary behind `target.kind`."""
    frame = key.partition(".")[0]
    assert frame in FLAT_FRAMES, "a flat document names its frames"
    return frame, corpus.facts[flat_facts(corpus)[key]]


def condition_at(corpus: Corpus, rule: str, condition: str) -> Expr | None:
    """The condition of a rule that is written so; None where this law does not have it."""
    if rule not in corpus.rules:
        return None
    found = (each.expr for each in conditions_of(corpus, [rule]))
    return next((expr for expr in found if written(expr) == condition), None)


# --- in English -----------------------------------------------------------------------------------------


def stated(corpus: Corpus, key: str, value: object) -> str:
    """`What is it? Software [item.kind]`; a plain yes and no need no word."""
    frame, fact = fact_at(corpus, key)
    said = "" if isinstance(value, bool) else f" {_label(fact, str(value))}"
    return f"{asked(frame, fact)}{said} [{key}]"


def asked(frame: str, fact: Fact) -> str:
    whose = OF.get(frame, "")
    return f"{fact.ask['en']} ({whose})" if whose else fact.ask["en"]


def condition(corpus: Corpus, rule: str, text: str) -> str:
    """The condition as a question with the answer it wants, its short form beside it."""
    expr = condition_at(corpus, rule, text)
    return f"{_wanted(corpus, expr)} [{text}]" if isinstance(expr, _Atom) else text


_Atom = IsTrue | OneOf | InGroup | Compare


def _wanted(corpus: Corpus, expr: IsTrue | OneOf | InGroup | Compare) -> str:
    fact = corpus.facts[expr.fact]
    question = asked(expr.frame.value, fact)
    match expr:
        case OneOf(_, _, values):
            return f"{question} {_either(_label(fact, value) for value in sorted(values))}"
        case InGroup(_, _, group):
            return f"{question} One of: {corpus.groups[group].title['en']}"
        case Compare(_, _, op, bound):
            return f"{question} {OPS[op]} {bound} {fact.unit}".rstrip()
        case _:
            return question


def _label(fact: Fact, value: str) -> str:
    return next((option.label["en"] for option in fact.options if option.value == value), value)


def _either(parts: Iterable[str]) -> str:
    return " or ".join(parts)


def titles(corpus: Corpus, ids: Iterable[str]) -> str:
    """Rules by name, their ids beside them."""
    return "; ".join(f"{corpus.rules[id].title['en']} [{id}]" if id in corpus.rules else id for id in ids)


def acts(corpus: Corpus, values: Iterable[str]) -> str:
    fact = corpus.facts["transfer.act"]
    return "; ".join(f"{_label(fact, value)} [{value}]" for value in values)


def families(corpus: Corpus, regime: str, ids: Iterable[str]) -> str:
    known: Mapping[str, str] = {f.id: f.title["en"] for f in corpus.regimes[regime].families}
    return "; ".join(f"{known.get(id, id)} [{id}]" for id in ids)
