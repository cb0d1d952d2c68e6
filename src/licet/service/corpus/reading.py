"""What the pages of the law show: entries side by side, where a rule is used, what a state leaves open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.law.checks import led_to, refs_of
from licet.law.model import (
    Corpus,
    Edition,
    Expr,
    InGroup,
    Judgement,
    Mark,
    Parameter,
    Regime,
    Role,
    Rule,
    Text,
)
from licet.law.regimes import PARAMETERS
from licet.reasoning.grounding import in_force, walk

from .telling import href_of, titled
from .words import code_of, kind_words, mark_words, parameter_words, role_words, words

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Linked:
    """A rule by its title, with its page; `note` says how well it was checked, where not fully."""

    id: str
    title: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry across the lists: its code under Wassenaar and in each regime that lists it."""

    rule: Linked
    code: str
    wassenaar: str
    listed: list[bool]  # by regime, in the order of the table


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A point the base leaves to each state, and how this one settles it; `stance` None: left open."""

    question: str
    stance: Linked | None
    text: str
    decides: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    rule: Linked
    asks: str
    text: str
    deadline: str


def linked(rule: Rule, day: date) -> Linked:
    edition = in_force(rule.editions, day)
    if edition is None:
        note = _("not in force")
    else:
        note = "" if edition.mark is Mark.VERIFIED else mark_words(edition.mark)
    return Linked(rule.id, titled(rule), href_of(rule.id), note)


def text_of(rule: Rule, day: date) -> str:
    edition = in_force(rule.editions, day)
    return words(edition.text) if edition else ""


def editions(rule: Rule) -> list[Edition]:
    """Newest first."""
    return sorted(rule.editions, key=lambda edition: edition.valid_from, reverse=True)


# --- entries -------------------------------------------------------------------------------------------


def entries(corpus: Corpus, day: date) -> list[EntryRow]:
    """Every entry of every regime, in the reading order of the regimes."""
    ids = dict.fromkeys(source(corpus, id) for regime in corpus.regimes.values() for id in regime.entries)
    return [entry_row(corpus, corpus.rules[id], day) for id in ids]


def entry_row(corpus: Corpus, rule: Rule, day: date) -> EntryRow:
    listed = [lists(corpus, regime, rule.id) for regime in corpus.regimes.values()]
    return EntryRow(linked(rule, day), code_of(rule.id), rule.wassenaar, listed)


def whose(row: EntryRow, titles: list[str]) -> str:
    """Whose lists name the entry, as one cell: a column for each state would not fit on a page."""
    on = [title for title, listed in zip(titles, row.listed, strict=True) if listed]
    off = [title for title, listed in zip(titles, row.listed, strict=True) if not listed]
    if not off:
        return _("Every list here")
    if len(off) < len(on):
        return _("Every list here; for these it is written otherwise or not written out: %(states)s") % {
            "states": ", ".join(off)
        }
    return ", ".join(on)


def lists(corpus: Corpus, regime: Regime, rule_id: str) -> bool:
    return any(source(corpus, id) == rule_id for id in regime.entries)


def source(corpus: Corpus, rule_id: str) -> str:
    """The rule a state's twin was read from (`EU.ART3` for `DE.EU.ART3`); any other rule is its own."""
    regime, _dot, rest = rule_id.partition(".")
    known = corpus.regimes.get(regime)
    return rest if known and known.based_on and rest in corpus.rules else rule_id


# --- where a rule stands ---------------------------------------------------------------------------------


def used_by(corpus: Corpus, rule: Rule, day: date) -> list[Linked]:
    """The rules that refer to this one; those a state only takes over are left out."""
    rows = [
        linked(other, day)
        for other in corpus.rules.values()
        if source(corpus, other.id) == other.id and rule.id in {ref.rule for ref in refs_of(other)}
    ]
    return sorted(rows, key=lambda row: row.title)


def regimes_of(corpus: Corpus, rule: Rule) -> list[Regime]:
    """The regimes that can come to this rule."""
    return [
        regime
        for regime in corpus.regimes.values()
        if rule.id in led_to(heads(regime), corpus.rules)
        or rule.id in {source(corpus, id) for id in (*regime.entries, *regime.measures)}
    ]


def heads(regime: Regime) -> list[str]:
    return [*regime.entries, *regime.measures, *(family.rule for family in regime.families)]


# --- a regime --------------------------------------------------------------------------------------------


def duties(corpus: Corpus, regime: Regime, day: date) -> list[DutyRow]:
    rules = [corpus.rules[id] for id in regime.measures]
    return [
        DutyRow(
            linked(rule, day),
            kind_words(rule.kind) if rule.kind else "",
            text_of(rule, day),
            words(rule.deadline) if rule.deadline else "",
        )
        for rule in rules
    ]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """How the state's authority works on one point; `text` empty: not checked."""

    question: str
    text: str
    note: str
    source: str
    href: str


def parameters(regime: Regime) -> list[ParameterRow]:
    """Every point, those of which nothing was read too; none where the sheet has no such part."""
    given = {one.name: one for one in regime.parameters}
    return [_parameter_row(name, given.get(name)) for name in PARAMETERS] if given else []


def _parameter_row(name: str, one: Parameter | None) -> ParameterRow:
    if one is None:
        return ParameterRow(parameter_words(name), "", "", "", "")
    source = f"{one.citation.instrument}, {one.citation.pinpoint}"
    return ParameterRow(
        parameter_words(name), words(one.text), mark_words(one.mark), source, one.citation.url
    )


def stances(corpus: Corpus, regime: Regime, day: date) -> list[StanceRow]:
    """What the state settles for itself, then what its rules leave to the judgement of its authority."""
    settled = [
        StanceRow(words(corpus.judgements[term]), linked(rule, day), text_of(rule, day), decides(rule, day))
        for term, rule in ((term, corpus.rules[id]) for term, id in regime.stances.items())
    ]
    left = [
        StanceRow(words(corpus.judgements[term]), None, "", False)
        for term in terms(corpus, heads(regime))
        if term in corpus.judgements and term not in regime.stances
    ]
    return settled + left


def decides(rule: Rule, day: date) -> bool:
    edition = in_force(rule.editions, day)
    return edition is not None and edition.mark is not Mark.UNVERIFIED


def terms(corpus: Corpus, ids: Iterable[str]) -> list[str]:
    """The terms of judgement that these rules come to."""
    found = {
        part.term
        for id in led_to(ids, corpus.rules)
        for part in conditions(corpus.rules[id])
        if isinstance(part, Judgement)
    }
    return sorted(found)


def unverified(corpus: Corpus, regime: Regime, day: date) -> list[Linked]:
    """What this regime comes to that was not checked against its text: where it matters, an official decides."""
    ids = sorted(led_to(heads(regime), corpus.rules))
    rules = [linked(rule, day) for rule in map(corpus.rules.__getitem__, ids) if doubted(rule, day)]
    groups = {part.group for id in ids for part in conditions(corpus.rules[id]) if isinstance(part, InGroup)}
    return rules + [
        Linked(id, words(corpus.groups[id].title), reverse("corpus:group", args=[id]), _("some countries"))
        for id in sorted(groups)
        if any(member.mark is Mark.UNVERIFIED for member in corpus.groups[id].members)
    ]


def doubted(rule: Rule, day: date) -> bool:
    """In force, but not checked against its text."""
    edition = in_force(rule.editions, day)
    return edition is not None and edition.mark is Mark.UNVERIFIED


def conditions(rule: Rule) -> Iterator[Expr]:
    """Every part of every wording of the rule."""
    for edition in rule.editions:
        for body in (edition.when, *(x.when for x in edition.exceptions)):
            yield from walk(body)


# --- search ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    rule: Linked
    what: str
    text: str


def search(corpus: Corpus, query: str, day: date) -> list[Found]:
    """Rules in which every word of the query stands, in either language; those with all of them in title or code first."""
    sought = folded(query).split()
    if not sought:
        return []
    hits = [(rank, rule) for rule in shown_rules(corpus) if (rank := _rank(rule, sought)) is not None]
    hits.sort(key=lambda hit: (hit[0], list(Role).index(hit[1].role), hit[1].id))
    return [
        Found(linked(rule, day), role_words(rule.role), text_of(rule, day)) for _, rule in hits[:MOST_FOUND]
    ]


def shown_rules(corpus: Corpus) -> Iterator[Rule]:
    """Every rule once: a state's twin stands with its source."""
    return (rule for rule in corpus.rules.values() if source(corpus, rule.id) == rule.id)


def _rank(rule: Rule, sought: list[str]) -> int | None:
    head = folded(" ".join([rule.id, code_of(rule.id), rule.wassenaar, *rule.title.values()]))
    if all(word in head for word in sought):
        return 0
    whole = folded(" ".join([head, *(part for edition in rule.editions for part in _texts(edition))]))
    return 1 if all(word in whole for word in sought) else None


def _texts(edition: Edition) -> Iterator[str]:
    texts: list[Text] = [edition.text, *(x.title for x in edition.exceptions)]
    for text in texts:
        yield from text.values()
    yield f"{edition.citation.instrument} {edition.citation.pinpoint}"


def folded(text: str) -> str:
    """Without capitals and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))
