"""One chain under several regimes, leg by leg: where they differ, and which rule of each side makes the difference.

The causes are read off the argument of each side: the duty that holds, or else the one that came nearest to what holds
elsewhere, and in it the stance, entry, act or open term that decides. Nothing is guessed from the regimes' names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from licet.law.countries import COUNTRIES
from licet.law.model import OUTCOMES, Corpus, Regime
from licet.reasoning.answers import Answer, Missing, Result
from licet.reasoning.argument import Step
from licet.reasoning.chain import Chain
from licet.reasoning.errors import InputError
from licet.reasoning.explain import TRUTH, Explainer, step_row
from licet.reasoning.outcomes import NOTHING, outcome_of

Row = dict[str, Any]
COMPARISON = "licet.comparison/1"
INFORMED = "transfer.informed"
CANNOT_SAY, IF_INFORMED = "cannot_say", "if_informed"
MOST_CAUSES = 4
OPEN_FIRST = ("left_open", "unverified", "outside", "fact", "informed")
"""What no fact could settle comes first."""
ENDS = ("actor", "from", "to", "host", "accessor")


# --- the chain, moved to another state -------------------------------------------------------------------


def home_of(document: Mapping[str, Any]) -> str:
    """The state of whoever acts first. InputError where the document does not say it."""
    transfers = document.get("transfers") or [{}]
    actor = transfers[0].get("actor")
    known = {row.get("id"): row.get("country") for row in document.get("parties") or ()}
    country = known.get(actor, actor if actor in COUNTRIES else None)
    if not isinstance(country, str):
        raise InputError(
            "transfers[0].actor", "Say in which country the exporter is, to compare it with others."
        )
    return country


def moved(document: Mapping[str, Any], state: str) -> Row:
    """The document as if the exporter, and whoever else is in its state, were in `state`. A regime that is no one state's
    leaves it as it is."""
    made: Row = deepcopy(dict(document))
    if state not in COUNTRIES:
        return made
    home = home_of(document)
    for party in made.get("parties") or ():
        if party.get("country") == home:
            party["country"] = state
    for leg in made.get("transfers") or ():
        for end in ENDS:
            if leg.get(end) == home:
                leg[end] = state
        leg["via"] = [state if place == home else place for place in leg.get("via") or ()]
    return made


# --- one side of the comparison --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One duty of a regime on one leg, and what it rests on."""

    rule: str
    code: str
    answer: Answer
    steps: tuple[Step, ...]

    @property
    def if_informed(self) -> bool:
        """Nothing is open but whether the authority sends a notice."""
        missing = self.answer.missing
        return self.answer.result == Result.UNKNOWN and all(m.fact.startswith(INFORMED) for m in missing)

    @property
    def result(self) -> str:
        return IF_INFORMED if self.if_informed else self.answer.result.value

    def true_steps(self) -> set[str]:
        return {step.id for step in self.steps if step.result is True}


@dataclass(slots=True)
class Side:
    """One regime on one leg."""

    regime: Regime
    corpus: Corpus
    told: list[Told]
    entries: list[str]  # that hold
    not_checked: list[str]  # families that matter or may matter

    @classmethod
    def of(cls, regime: Regime, chain: Chain, explainer: Explainer, leg: str) -> Side:
        rules = chain.law.corpus.rules
        told = []
        for id in regime.measures:
            answer = chain.answer(leg, id)
            number = next(
                (n for n, asker in enumerate(chain.askers[leg]) if asker.result(id) == answer.result), 0
            )
            steps = tuple(explainer.argument(leg, number).of(id, TRUTH.get(answer.result)))
            told.append(Told(id, outcome_of(rules[id]), answer, steps))
        entries = [id for id in regime.entries if chain.answer(leg, id).result == Result.TRUE]
        open_ = [
            family.id for family in regime.families if chain.answer(leg, family.rule).result != Result.FALSE
        ]
        return cls(regime, chain.law.corpus, told, entries, open_)

    def with_code(self, code: str) -> list[Told]:
        return [told for told in self.told if told.code == code]

    def result(self, code: str) -> str:
        """Of the duties of one outcome: one holds, or is open, or depends on a notice, or none does."""
        results = {told.result for told in self.with_code(code)}
        order = ("true", "contradictory", "unknown", IF_INFORMED)
        return next((result for result in order if result in results), "false")

    def says(self) -> str:
        """The gravest outcome that holds; else that nothing can be said, or that it hangs on a notice; else nothing."""
        held = [told.code for told in self.told if told.result == "true"]
        if held:
            return min(held, key=OUTCOMES.index)
        results = {told.result for told in self.told}
        if self.not_checked or results & {"unknown", "contradictory"}:
            return CANNOT_SAY
        return IF_INFORMED if IF_INFORMED in results else NOTHING

    def why_open(self) -> list[Row]:
        """Why nothing can be said: what leaves its duties open, and the law that may matter and is not written out."""
        if self.says() != CANNOT_SAY:
            return []
        unsettled = [told for told in self.told if told.result in ("unknown", "contradictory")]
        rows = [row for told in unsettled for row in self._open(told)]
        rows += [outside_cause(id, self.regime) for id in self.not_checked]
        found = {(row["kind"], row["id"]): row for row in rows}
        return sorted(found.values(), key=lambda row: OPEN_FIRST.index(row["kind"]))[:MOST_CAUSES]

    # --- why ------------------------------------------------------------------------------------------

    def nearest(self, code: str, wanted: set[str]) -> Told | None:
        """The duty of this outcome that decides its answer, and shares most with what holds elsewhere."""
        result = self.result(code)
        those = [told for told in self.with_code(code) if told.result == result]
        return max(
            those, key=lambda told: (len(told.true_steps() & wanted), -len(told.answer.missing)), default=None
        )

    def causes(self, code: str, others: Sequence[Side]) -> list[Row]:
        """What on this side makes its answer to `code` differ from theirs."""
        wanted = {step for other in others for told in other.with_code(code) for step in told.true_steps()}
        told = self.nearest(code, wanted)
        if told is None:
            return [{"kind": "no_duty"}]
        if told.result == "true":
            return self._holding(told, wanted, others)
        if told.result == "false":
            return self._failing(told)
        return list(self._open(told))[:MOST_CAUSES]

    def _holding(self, told: Told, wanted: set[str], others: Sequence[Side]) -> list[Row]:
        """A stance this state takes; else what only its list names; else what of its own rules holds."""
        held = [step for step in told.steps if step.result is True]
        stances = [step for step in held if step.id in self.regime.stances.values()]
        if stances:
            return [cause("stance", step) for step in stances]
        elsewhere = {id for other in others for id in other.entries}
        own = [step for step in held if step.id in self.entries and step.id not in elsewhere]
        if own:
            return [cause("entry", step) for step in own]
        rest = [step for step in held if step.id not in wanted and step.role in ("act", "definition")]
        return [cause("holds", step) for step in (rest or held)[:MOST_CAUSES]]

    def _failing(self, told: Told) -> list[Row]:
        """What the duty fails on: the first thing met on the way that does not hold, or that holds and takes the duty
        away; the duty itself where that is a plain fact."""
        step = told.steps[1] if len(told.steps) > 1 else told.steps[0]
        return [cause("takes_away" if step.result is True else "fails", step)]

    def _open(self, told: Told) -> Iterable[Row]:
        for missing in sorted(told.answer.missing, key=_weight):
            yield open_cause(missing, self.corpus, self.regime)


def _weight(missing: Missing) -> tuple[int, str]:
    """What no fact could settle comes first."""
    kinds = ("judgement.", "trust.", "outside.")
    return next(
        (n for n, kind in enumerate(kinds) if missing.fact.startswith(kind)), len(kinds)
    ), missing.fact


def cause(kind: str, step: Step) -> Row:
    row = step_row(step)
    return {"kind": kind, **{key: row[key] for key in ("id", "title", "mark", "citation")}}


def open_cause(missing: Missing, corpus: Corpus, regime: Regime) -> Row:
    kind, _dot, id = missing.fact.partition(".")
    if kind == "judgement":
        return {"kind": "left_open", "id": id, "title": dict(corpus.judgements.get(id, {"en": id, "fr": id}))}
    if kind == "trust":
        title = corpus.rules[id].title if id in corpus.rules else {"en": id, "fr": id}
        return {"kind": "unverified", "id": id, "title": dict(title)}
    if kind == "outside":
        return outside_cause(id, regime)
    kind = "informed" if missing.fact.startswith(INFORMED) else "fact"
    return {"kind": kind, "id": missing.fact, "title": dict(corpus.facts[missing.fact].ask)}


def outside_cause(id: str, regime: Regime) -> Row:
    """A family of law that is not written out."""
    titles = (family.title for family in regime.families if family.id == id)
    return {"kind": "outside", "id": id, "title": dict(next(titles, {"en": id, "fr": id}))}


# --- the comparison of a leg ----------------------------------------------------------------------------


def leg_row(item: str, act: object, sides: Mapping[str, Side]) -> Row:
    """What each regime says of the leg, and each outcome that at least one of them knows there."""
    codes = [code for code in OUTCOMES if any(side.result(code) != "false" for side in sides.values())]
    return {
        "item": item,
        "act": act,
        "differs": len({side.says() for side in sides.values()}) > 1,
        "regimes": {
            id: {
                "says": side.says(),
                "open": side.why_open(),
                "entries": side.entries,
                "not_checked": side.not_checked,
            }
            for id, side in sides.items()
        },
        "outcomes": [outcome_row(code, sides) for code in codes],
    }


def outcome_row(code: str, sides: Mapping[str, Side]) -> Row:
    results = {id: side.result(code) for id, side in sides.items()}
    differs = len(set(results.values())) > 1
    return {
        "outcome": code,
        "differs": differs,
        "regimes": {
            id: {
                "result": results[id],
                "causes": side.causes(code, [o for i, o in sides.items() if results[i] != results[id]])
                if differs
                else [],
            }
            for id, side in sides.items()
        },
    }
