"""Reports of the bench in the reader's words, with links to the rules they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.law.model import Corpus, Expr, Rule
from licet.law.written import written
from licet.reasoning.grounding import in_force, walk
from licet.service import corpus
from licet.service.base.templatetags.base import day as day_words
from licet.service.corpus.telling import Line, line_of, page_of, stated, titled
from licet.service.corpus.words import outcome_words, words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A rule by name, with its page where this law has it."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Example:
    """A case in which every fact counts."""

    so: list[str]
    not_so: list[str]


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes a difference: words, the rule they name, and what follows it."""

    text: str
    rule: Named | None
    condition: str
    example: Example | None
    number: int
    """Of the example within the report."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One subject on which the one says this and the other that."""

    subject: Named
    one: str
    other: str
    causes: list[Cause]


@dataclass(frozen=True, slots=True)
class NearMiss:
    rule: Named
    condition: Line
    measures: list[Named]
    sure: bool
    new: bool
    source: str


def named(id: str, title: Mapping[str, str] | None = None) -> Named:
    """`title`: for what this law does not have."""
    law = corpus.law().corpus
    rule = law.rules.get(id)
    text = titled(rule) if rule else words(title) if title else id
    return Named(text, page_of(law, id))


def example_of(facts: Row) -> Example:
    law = corpus.law().corpus
    so = [stated(law, key, value) for key, value in facts.items() if value is not False]
    return Example(so, [stated(law, key, value) for key, value in facts.items() if value is False])


def result_words(result: str) -> str:
    return {"true": _("yes"), "false": _("no")}.get(result) or _("left open")


def side_words(side: Row) -> str:
    day = day_words(date.fromisoformat(side["as_of"]))
    return _("%(law)s on %(day)s") % {"law": words(side["title"]), "day": day}


# --- differences ------------------------------------------------------------------------------------------


def differences(rows: Iterable[Row], sides: Mapping[str, str]) -> list[Difference]:
    """`sides`: what the one and the other are called. Rows of one subject and result stand together."""
    found: dict[tuple[str, str, str], Difference] = {}
    for number, row in enumerate(rows):
        key = row["subject"]["id"], row["one"], row["other"]
        if key not in found:
            said = result_words(row["one"]), result_words(row["other"])
            found[key] = Difference(_subject(row), *said, [])
        found[key].causes.append(_cause(number, row, sides))
    return list(found.values())


def _subject(row: Row) -> Named:
    subject = row["subject"]
    if subject["kind"] == "permission":
        return Named(_("Permission is needed"), "")
    if subject["kind"] == "outcome":
        return Named(outcome_words(subject["id"]), "")
    return named(subject["id"], row["cause"].get("title"))


def _cause(number: int, row: Row, sides: Mapping[str, str]) -> Cause:
    cause = row["cause"]
    text = cause_words(cause["kind"]) % {"law": sides.get(cause.get("side", ""), "")}
    id = cause.get("rule") or cause.get("id", "")
    rule = named(id, cause.get("title")) if id else None
    condition = _condition(cause["rule"], cause["condition"], date.max).text if "condition" in cause else ""
    example = example_of(row["facts"]) if "facts" in row else None
    return Cause(text, rule, condition, example, number)


def cause_words(kind: str) -> str:
    return {
        "changed": _("This rule is changed:"),
        "added": _("This rule is added:"),
        "removed": _("This rule is taken away:"),
        "group": _("Other countries belong to this group:"),
        "listed": _("Only one of the two lists it:"),
        "own": _("Only %(law)s has this rule:"),
        "condition": _("In this rule, %(law)s asks for something that decides here:"),
        "open": _("%(law)s leaves this open:"),
        "together": _("No single rule or condition explains this."),
        "more": _("There are more causes than are shown here."),
    }[kind]


def _condition(rule: str, text: str, day: date) -> Line:
    """The condition in words; as it is written where this law does not have it."""
    law = corpus.law().corpus
    found = law.rules.get(rule)
    expr = None if found is None else next((e for e in atoms(found) if written(e) == text), None)
    return Line(text) if expr is None else line_of(law, expr, day)


def atoms(rule: Rule) -> Iterator[Expr]:
    for edition in rule.editions:
        for body in (edition.when, *(x.when for x in edition.exceptions)):
            yield from walk(body)


# --- gaps ---------------------------------------------------------------------------------------------------


def kind_title(report: Row) -> str:
    return words(report["kind_title"])


def so_of(keys: Iterable[str]) -> list[str]:
    law = corpus.law().corpus
    return [stated(law, key, True) for key in keys]


def acts(values: Iterable[str]) -> list[str]:
    options = corpus.law().facts["transfer.act"].options
    return [words(option.label) for option in options if option.value in set(values)]


def families(regime: str, ids: Iterable[str]) -> list[str]:
    known = corpus.law().regimes.get(regime)
    titles = {family.id: words(family.title) for family in (known.families if known else ())}
    return [titles.get(id, id) for id in ids]


def near_misses(report: Row) -> list[NearMiss]:
    day = date.fromisoformat(report["as_of"])
    return [_near_miss(row, day) for row in report["near_misses"] or ()]


def _near_miss(row: Row, day: date) -> NearMiss:
    return NearMiss(
        named(row["rule"], row["title"]),
        _condition(row["rule"], row["condition"], day),
        [named(id) for id in row["measures"]],
        row["would_be"] == "true",
        row["new"],
        "{instrument}, {pinpoint}".format(**row["citation"]),
    )


# --- idle law -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Idle:
    rule: Named
    text: str
    what: str


def idle(report: Row) -> list[Idle]:
    law, day = corpus.law().corpus, date.fromisoformat(report["as_of"])
    return [_idle(law, row, day) for row in report["findings"]]


def _idle(law: Corpus, row: Row, day: date) -> Idle:
    what = row["what"]
    if row["kind"] == "no_effect":
        what = _condition(row["rule"], what, day).text
    elif row["kind"] == "exception_without_effect":
        what = _exception(law.rules[row["rule"]], what, day)
    return Idle(named(row["rule"]), idle_words(row["kind"]), what)


def _exception(rule: Rule, id: str, day: date) -> str:
    edition = in_force(rule.editions, day)
    titles = {x.id: words(x.title) for x in edition.exceptions} if edition else {}
    return titles.get(id) or id


def idle_words(kind: str) -> str:
    return {
        "never_holds": _("Never holds."),
        "no_effect": _("It makes no difference whether this is met:"),
        "exception_without_effect": _("This exception takes nothing away:"),
        "swallowed": _("Everything it names is in other entries of the list too."),
    }[kind]
