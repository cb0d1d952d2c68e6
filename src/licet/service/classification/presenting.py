"""An indication in words, leg by leg: what is required, why, by whom, what is open, what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from licet.law.model import OUTCOMES, Fact
from licet.service import corpus
from licet.service.base.countries import name_of
from licet.service.chains.models import Chain, Transfer
from licet.service.chains.selectors import scope_objects
from licet.service.corpus.telling import page_of

from .asking import ON_RECORD, Question, words
from .carried_over import carried_over
from .in_short import is_told, not_asked, own_regime, places, sentence
from .indication_views import (
    Cited,
    EntryView,
    IndicationView,
    ItemView,
    Leg,
    LegRegime,
    LegView,
    MeasureView,
    RegimeView,
)
from .indication_words import bearer_words, mark_words, outcome_words, why_unknown
from .questions import in_words

__all__ = ["IndicationView", "LegRegime", "LegView", "outcome_words", "present", "present_named"]

Result = Mapping[str, Any]


def present(result: Result, chain: Chain, legs: Sequence[Transfer]) -> IndicationView:
    """The answer on a deal, with the names its parties, items and transfers have there."""
    names = {
        ("file" if key == str(chain.pk) else key): name
        for key, (_scope, name) in scope_objects(chain).items()
    }
    return present_named(result, names, legs)


def present_named(result: Result, names: Mapping[str, str], legs: Sequence[Leg]) -> IndicationView:
    """The answer on any document; `names` by the ids the document uses."""
    found, known = places(legs), corpus.law().corpus.regimes
    told = {id: row for id, row in result["regimes"].items() if is_told(id, row, found)}
    teller = _Teller({**result, "regimes": told}, names)
    rows = [list(teller.regimes(leg)) for leg in legs]
    amid = _worth_control(result, rows)
    return IndicationView(
        as_of=date.fromisoformat(result["as_of"]),
        editions=result["law"]["editions"],
        digest=result["law"]["digest"],
        regimes=[_regime(id, row) for id, row in told.items()],
        not_asked=[name_of(code) for code in not_asked(known, result["regimes"], legs)],
        legs=[LegView(n, leg, row, amid) for n, (leg, row) in enumerate(zip(legs, rows, strict=True), 1)],
        items=[teller.item(key, row) for key, row in result["ccic"].items()],
        contradictions=[teller.contradiction(row) for row in result["contradictions"]],
    )


def _worth_control(result: Result, legs: Iterable[Sequence[LegRegime]]) -> bool:
    capability = any(row["result"] == "true" for row in result["ccic"].values())
    return capability or any(regime.controlled for leg in legs for regime in leg)


def _regime(id: str, row: Result) -> RegimeView:
    possible = row["outcome"]["possible"]
    settled = row["outcome"]["settled"]
    return RegimeView(
        id=id,
        title=words(row["scope"]["title"]),
        possible=[outcome_words(code) for code in possible],
        settled=settled,
        covers=row["scope"]["covers"]["from"],
        sentence=sentence(row),
        own=id == own_regime(),
        not_checked=[(words(f["title"]), relevance(f["relevant"])) for f in row["scope"]["not_checked"]],
    )


def relevance(result: str) -> str:
    return {
        "true": _("matters here, and was not checked"),
        "false": _("does not matter here"),
    }.get(result, _("may matter here, and was not checked"))


@dataclass(slots=True)
class _Teller:
    """Puts the rows of one result into words; `names` are those of parties, items and transfers."""

    result: Result
    names: Mapping[str, str]

    def regimes(self, leg: Leg) -> Iterator[LegRegime]:
        for id, row in self.result["regimes"].items():
            if str(leg.pk) in row["transfers"]:
                yield self._leg(id, row, row["transfers"][str(leg.pk)], leg)

    def _leg(self, id: str, regime: Result, leg: Result, transfer: Leg) -> LegRegime:
        measures = {measure["id"]: measure for measure in regime["measures"]}
        rows = {key: row for key, row in leg["measures"].items() if row["result"] != "false"}
        held = [measures[key]["outcome"] for key, row in rows.items() if row["result"] == "true"]
        open_ = [measures[key]["outcome"] for key, row in rows.items() if row["result"] != "true"]
        titles = {f["family"]: words(f["title"]) for f in regime["scope"]["not_checked"]}
        not_checked = [titles[f["family"]] for f in leg.get("not_checked", [])]
        headline = _headline(held, open_ or not_checked)
        told = [self._measure(measures[key], row, transfer) for key, row in rows.items()]
        entries = list(self._entries(leg["entries"]))
        return LegRegime(
            id=id,
            title=words(regime["scope"]["title"]),
            headline=headline,
            because=_because(held, rows.values(), not_checked),
            controlled=bool(held),
            open=bool(open_ or not_checked),
            bearers=list(dict.fromkeys(m.bearers for m in told if m.holds and m.bearers)),
            entries=[entry for entry in entries if entry.holds],
            open_entries=[entry for entry in entries if not entry.holds],
            measures=told,
            not_checked=not_checked,
            why_not=[] if rows or not_checked else list(self._why_not(measures.values(), transfer)),
            prohibited="prohibited" in held,
        )

    def _why_not(self, measures: Iterable[Result], transfer: Leg) -> Iterator[str]:
        for measure in measures:
            facts = carried_over((measure.get("because") or {}).get("facts", []), transfer)
            if facts and measure["result"] == "false":
                shown = {
                    "measure": words(measure["title"]),
                    "facts": "; ".join(self._fact(fact) for fact in facts),
                }
                yield _("%(measure)s does not apply: %(facts)s") % shown

    def _entries(self, rows: Mapping[str, Result]) -> Iterator[EntryView]:
        rules = corpus.law().corpus.rules
        for id, row in rows.items():
            if row["result"] != "false":
                title = words(rules[id].title) if id in rules else ""
                yield EntryView(id, title, _page(id), row["result"] == "true")

    def _measure(self, measure: Result, row: Result, transfer: Leg) -> MeasureView:
        holds = row["result"] == "true"
        because = measure.get("because") or {"rules": [], "facts": []}
        return MeasureView(
            id=measure["id"],
            title=words(measure["title"]),
            href=_page(measure["id"]),
            holds=holds,
            why="" if holds else self._why(row),
            bearers=", ".join(self._bearers(row["duty_bearers"])),
            deadline=words(measure["deadline"]) if measure["deadline"] else "",
            mark=mark_words(measure.get("mark", "")),
            rules=[
                Cited(words(step["title"]), _page(step["id"]))
                for step in because["rules"]
                if step["result"] == "true"
            ],
            facts=[self._fact(fact) for fact in carried_over(because["facts"], transfer)]
            if measure["result"] == row["result"]
            else [],
            citations=measure.get("citations", []),
            unverified=list(row["rests_on_unverified"]),
        )

    def _why(self, row: Result) -> str:
        if row["result"] == "contradictory":
            return _("What was stated contradicts itself.")
        return _("Cannot be said yet: %(reasons)s.") % {"reasons": _reasons(row["unknown_because"])}

    def _bearers(self, rows: Sequence[Result]) -> Iterator[str]:
        for row in rows:
            shown = {
                "role": bearer_words(row["role"]),
                "name": self.names.get(row["party"], _("a party not named yet")),
            }
            if row["result"] == "true":
                yield _("%(name)s (%(role)s)") % shown
            else:
                yield _("perhaps %(name)s (%(role)s)") % shown

    def _fact(self, row: Result) -> str:
        known: Fact | None = corpus.law().facts.get(row["fact"])
        name = self.names.get(row["scope"], "")
        if known is None or row["value"] is None:
            return name
        if known.id == "party.country":
            return _("%(name)s is in %(country)s") % {"name": name, "country": name_of(row["value"])}
        value = in_words(_any_question(known), row["value"])
        asked = known.id.partition(".")[2].replace("_", " ") if known.id in ON_RECORD else words(known.ask)
        return _("%(name)s – %(question)s %(answer)s") % {"name": name, "question": asked, "answer": value}

    def item(self, key: str, row: Result) -> ItemView:
        rules = corpus.law().corpus.rules
        kinds = [kind for kind, result in row["kinds"].items() if result == "true"]
        names = [words(rules[kind].title) if kind in rules else kind for kind in kinds]
        return ItemView(self.names.get(key, ""), _ccic_words(row["result"]), names)

    def contradiction(self, row: Result) -> str:
        facts = corpus.law().facts
        asked = "; ".join(words(facts[fact].ask) for fact in row["facts"] if fact in facts)
        shown = {"name": self.names.get(row["scope"], ""), "reason": words(row["reason"]), "facts": asked}
        return _("%(name)s: %(reason)s (%(facts)s)") % shown


def _page(id: str) -> str:
    return page_of(corpus.law().corpus, id)


def _ccic_words(result: str) -> str:
    return {
        "true": _("Yes"),
        "false": _("No"),
        "contradictory": _("The statements contradict each other"),
    }.get(result, _("Cannot be said yet"))


def _any_question(fact: Fact) -> Question:
    return Question(UUID(int=0), "", fact)


def _headline(held: Sequence[str], open_: Sequence[str]) -> str:
    """The gravest thing that holds; else that it is open; else what a partial corpus may say."""
    if held:
        return outcome_words(min(held, key=OUTCOMES.index))
    return _("Cannot be said yet") if open_ else outcome_words("nothing_found_in_scope")


def _because(held: Sequence[str], rows: Iterable[Result], not_checked: Sequence[str]) -> str:
    """Why it is open; in one order, so that two answers that say the same read the same."""
    if held:
        return ""
    codes = {code for row in rows for code in row["unknown_because"]}
    if not_checked:
        codes.add("outside_corpus")
    return _reasons(sorted(codes))


def _reasons(codes: Sequence[str]) -> str:
    return ", ".join(why_unknown(code) for code in dict.fromkeys(codes))
