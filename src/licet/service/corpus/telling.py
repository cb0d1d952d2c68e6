"""A rule as a person reads it: the written expression as a nested list, in the words of the questions that are asked.

This is the one place that puts expressions into words. It reads what the compiled law is made from, so a page cannot
say anything else than what is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
    Corpus,
    Edition,
    Expr,
    Fact,
    FactType,
    Frame,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Not,
    OneOf,
    Outside,
    Ref,
    Role,
    Rule,
)
from licet.reasoning.expressions import flat_facts
from licet.reasoning.grounding import in_force
from licet.service.base.countries import name_of

from .words import code_of, either, frame_words, mark_words, words

OPENED = 3  # how many definitions deep a rule is written out; further ones are only linked


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule: a condition (`text`), or a heading over `parts`. `href` leads to the rule it names, whose own
    lines are `inside`; `mark` is set where that rule was not fully checked."""

    text: str
    href: str = ""
    mark: str = ""
    parts: list[Line] = field(default_factory=list)
    inside: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Freed:
    """An exception: what frees from the rule."""

    id: str
    title: str
    line: Line
    mark: str
    pinpoint: str


@dataclass(frozen=True, slots=True)
class Told:
    """A rule as it stands on a day."""

    line: Line
    freed: list[Freed]


def href_of(rule_id: str) -> str:
    return _href(rule_id, get_script_prefix())


@lru_cache(maxsize=4096)
def _href(rule_id: str, under: str) -> str:
    """The same wherever it is asked from under one prefix; a page asks a hundred times."""
    return reverse("corpus:rule", args=[rule_id])


def page_of(corpus: Corpus, id: str) -> str:
    """The page of anything an answer rests on: a rule, or an exception within the page of its rule, a group of countries.
    Nothing for what this law no longer has."""
    if id in corpus.rules:
        return href_of(id)
    if id in corpus.groups:
        return reverse("corpus:group", args=[id])
    owner = next((rule.id for rule in corpus.rules.values() if id in exceptions_of(rule)), "")
    return f"{href_of(owner)}#{id}" if owner else ""


def exceptions_of(rule: Rule) -> set[str]:
    return {x.id for edition in rule.editions for x in edition.exceptions}


def told(corpus: Corpus, rule: Rule, day: date) -> Told | None:
    """The rule as in force on the day; None where it is not in force."""
    edition = in_force(rule.editions, day)
    if edition is None:
        return None
    teller = _Teller(corpus, day, frozenset({rule.id}))
    return Told(teller.line(edition.when), list(teller.freed(edition)))


def line_of(corpus: Corpus, expr: Expr, day: date) -> Line:
    """One condition of a rule."""
    return _Teller(corpus, day, frozenset()).line(expr)


def stated(corpus: Corpus, key: str, value: object) -> str:
    """A fact as a flat document states it (`target.kind`): the question with its answer; bare where this law has no such fact."""
    id = flat_facts(corpus).get(key)
    if id is None:
        return f"{key} – {value}"
    frame = key.partition(".")[0]
    teller = _Teller(corpus, date.min, frozenset())
    answer = (_("Yes") if value else _("No")) if isinstance(value, bool) else teller.values(id, [str(value)])
    return teller.asked(Frame.TARGET if frame.startswith("target") else Frame(frame), id, answer)


@dataclass(frozen=True, slots=True)
class _Teller:
    corpus: Corpus
    day: date
    above: frozenset[str]  # the rules on the way here

    def freed(self, edition: Edition) -> Iterator[Freed]:
        for x in edition.exceptions:
            mark = "" if x.mark is Mark.VERIFIED else mark_words(x.mark)
            yield Freed(x.id, words(x.title), self.line(x.when), mark, x.citation.pinpoint)

    def line(self, expr: Expr, holds: bool = True) -> Line:
        """The expression, or (`holds` false) that it does not hold."""
        match expr:
            case Not(part):
                return self.line(part, not holds)
            case All(parts) | AnyOf(parts) if len(parts) == 1:
                return self.line(parts[0], holds)
            case All(parts):
                return self.several(_("All of these:") if holds else _("Not all of these together:"), parts)
            case AnyOf(parts):
                return self.several(_("At least one of these:") if holds else _("None of these:"), parts)
            case AtLeast(count, parts):
                head = _("At least %(count)d of these:") if holds else _("Fewer than %(count)d of these:")
                return self.several(head % {"count": count}, parts)
            case Ref():
                return self.rule(expr, holds)
            case InGroup():
                return self.group(expr, holds)
            case _:
                return Line(self.atom(expr, holds))

    def several(self, head: str, parts: Iterable[Expr]) -> Line:
        return Line(head, parts=[self.line(part) for part in parts])

    # --- another rule --------------------------------------------------------------------------------

    def rule(self, ref: Ref, holds: bool) -> Line:
        rule = self.corpus.rules[ref.rule]
        title = titled(rule)
        edition = in_force(rule.editions, self.day)
        mark = mark_words(edition.mark) if edition and edition.mark is not Mark.VERIFIED else ""
        inside = [] if edition is None else self.inside(rule, edition)
        text = _sentence(title, frame_words(Frame.TARGET) if ref.of_target else "", holds)
        return Line(text, href_of(rule.id), mark, inside=inside)

    def inside(self, rule: Rule, edition: Edition) -> list[Line]:
        """Terms and notes are written out where they are met; entries and duties have pages of their own."""
        if (
            rule.role not in (Role.DEFINITION, Role.NOTE, Role.ACT)
            or len(self.above) > OPENED
            or rule.id in self.above
        ):
            return []
        deeper = _Teller(self.corpus, self.day, self.above | {rule.id})
        exceptions = [
            Line(_("Except: %(title)s") % {"title": freed.title}, parts=[freed.line])
            for freed in deeper.freed(edition)
        ]
        return [deeper.line(edition.when), *exceptions]

    def group(self, expr: InGroup, holds: bool) -> Line:
        title = words(self.corpus.groups[expr.group].title)
        answer = _negated(_("one of: %(values)s") % {"values": title}, holds)
        return Line(self.asked(expr.frame, expr.fact, answer), reverse("corpus:group", args=[expr.group]))

    # --- facts, and what only a person can say ---------------------------------------------------------

    def atom(self, expr: Expr, holds: bool) -> str:
        match expr:
            case Constant(value):
                return _("Always") if value is holds else _("Never")
            case Judgement(term):
                text = words(self.corpus.judgements.get(term, {"en": term}))
                return _sentence(_("For the authority to judge: %(text)s") % {"text": text}, "", holds)
            case Outside(family):
                return _sentence(self.family(family), "", holds)
            case IsTrue(frame, fact):
                answer = _("Yes") if holds else _("No")
                return self.asked(frame, fact, answer)
            case OneOf(frame, fact, values):
                return self.asked(frame, fact, _negated(self.values(fact, values), holds))
            case Compare(frame, fact, op, bound):
                return self.asked(frame, fact, _negated(self.bound(fact, op, bound), holds))
        raise AssertionError(f"{type(expr).__name__} is put into words elsewhere")

    def asked(self, frame: Frame, fact: str, answer: str) -> str:
        text = f"{words(self.corpus.facts[fact].ask)} – {answer}"
        whose = frame_words(frame)
        return _("%(whose)s: %(text)s") % {"whose": whose, "text": text} if whose else text

    def values(self, fact: str, values: Iterable[str]) -> str:
        known: Fact = self.corpus.facts[fact]
        if known.type is FactType.COUNTRY:
            return either(sorted(name_of(code) for code in values))
        chosen = set(values)
        labels = [words(option.label) for option in known.options if option.value in chosen] or sorted(chosen)
        return labels[0] if len(labels) == 1 else _("one of: %(values)s") % {"values": "; ".join(labels)}

    def bound(self, fact: str, op: str, bound: object) -> str:
        shown = f"{bound:g}" if isinstance(bound, float) else str(bound)
        value = f"{shown} {self.corpus.facts[fact].unit}".strip()
        return {
            ">": _("more than %(value)s"),
            ">=": _("%(value)s or more"),
            "<": _("less than %(value)s"),
            "<=": _("%(value)s or less"),
        }[op] % {"value": value}

    def family(self, family: str) -> str:
        titles = (
            f.title for regime in self.corpus.regimes.values() for f in regime.families if f.id == family
        )
        return _("Law that is not written out here: %(title)s") % {
            "title": words(next(titles, {"en": family}))
        }


def titled(rule: Rule) -> str:
    """Entries are known by their codes."""
    return f"{code_of(rule.id)}: {words(rule.title)}" if rule.role is Role.ENTRY else words(rule.title)


def _negated(text: str, holds: bool) -> str:
    return text if holds else _("not %(text)s") % {"text": text}


def _sentence(text: str, whose: str, holds: bool) -> str:
    if whose:
        text = _("%(whose)s: %(text)s") % {"whose": whose, "text": text}
    return text if holds else _("Not: %(text)s") % {"text": text}
