"""An indication: the contract `licet.indication/1`, put together regime by regime and leg by leg."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.law.model import OUTCOMES, Regime, Rule
from licet.reasoning.answers import Answer, Missed, Missing, Result
from licet.reasoning.chain import Chain
from licet.reasoning.explain import Explainer
from licet.reasoning.outcomes import NOTHING, Outcome, outcome, outcome_of

Row = dict[str, Any]


def covers(regime: Regime, day: date) -> bool:
    return regime.covers_from <= day and (regime.covers_until is None or day <= regime.covers_until)


@dataclass(slots=True)
class Indication:
    """Builds the parts of an indication from one chain."""

    chain: Chain
    explainer: Explainer
    explain: bool = True
    entries: bool = True
    """Whether entries and kinds are explained as measures are."""
    _rows: dict[int, tuple[Answer, Row]] = field(default_factory=dict)
    _told: dict[tuple[str, str], Row] = field(default_factory=dict)
    """Of a rule on a leg ("" for the file): one rule is told for each regime that takes it over."""

    # --- rows -------------------------------------------------------------------------------------

    def row(self, rule_id: str, answer: Answer, legs: Sequence[str], explain: bool | None = None) -> Row:
        """What every answer carries: result, what is missing, why, mark and citations."""
        row = self._answered(answer)
        if self.explain if explain is None else explain:
            reason = self.explainer.reason(rule_id, answer, legs)
            row |= {
                "mark": reason.mark.value,
                "because": reason.because(),
                "citations": reason.citations(),
            }
        return row

    def _answered(self, answer: Answer) -> Row:
        """A new row. One answer is told for its leg, for the file, and in each regime that takes the rule over."""
        if id(answer) not in self._rows:
            self._rows[id(answer)] = answer, answer_row(answer)  # held, so that its id stays its own
        return dict(self._rows[id(answer)][1])

    def contradictions(self) -> list[Row]:
        return [
            {"axiom": c.axiom, "scope": c.scope, "facts": list(c.facts), "reason": self._reason(c.axiom)}
            for c in self.chain.contradictions
        ]

    def _reason(self, axiom: str | None) -> dict[str, str]:
        if axiom is not None:
            return dict(self.chain.law.corpus.axioms[axiom].reason)
        return {
            "en": "Two statements of equal standing exclude each other.",
            "fr": "Deux déclarations de même rang s’excluent.",
        }

    def ccic(self) -> dict[str, Row]:
        """Each item: is it one of the guide's kinds? Any leg on which it is suffices."""
        kinds = self.chain.law.corpus.ccic_kinds
        return {item: self._ccic(item, kinds) for item in self.chain.document.items if self._legs(item)}

    def _legs(self, item: str) -> list[str]:
        return [leg.id for leg in self.chain.document.legs if leg.item == item]

    def _ccic(self, item: str, kinds: Sequence[str]) -> Row:
        legs = self._legs(item)
        answers = {kind: self.chain.union(kind, legs) for kind in kinds}
        results = [a.result for a in answers.values()]
        telling = next((k for k, a in answers.items() if a.result == Result.TRUE), None)
        row: Row = {
            "result": strongest(results).value,
            "kinds": {kind: answer.result.value for kind, answer in answers.items()},
            "missing": []
            if telling
            else missing_rows(Missed(m for a in answers.values() for m in a.missing)),
        }
        if self.explain and self.entries:
            shown = [telling] if telling else [k for k, a in answers.items() if a.result != Result.FALSE]
            row["because"] = {
                kind: self.explainer.reason(kind, answers[kind], legs).because() for kind in shown if kind
            }
        return row

    # --- a regime ---------------------------------------------------------------------------------

    def regime(self, regime: Regime) -> Row:
        families = [self._family(regime, family.id, family.rule) for family in regime.families]
        open_family = any(row["relevant"] != Result.FALSE for row in families)
        return {
            "scope": scope_row(regime, families),
            "outcome": outcome_row(outcome(self.chain, regime, open_family)),
            "transfers": {
                leg.id: {
                    "item": leg.item,
                    "act": leg.act,
                    "entries": {id: self._entry(id, leg.id) for id in regime.entries},
                    "measures": {id: self._leg_measure(id, leg.id) for id in regime.measures},
                    "not_checked": list(self._unchecked(regime, leg.id)),
                }
                for leg in self.chain.document.legs
            },
            "measures": [self._measure(self.chain.law.corpus.rules[id]) for id in regime.measures],
            "questions": [],
        }

    def _family(self, regime: Regime, family: str, rule: str) -> Row:
        title = next(f.title for f in regime.families if f.id == family)
        relevant = self.chain.result(rule).value
        return {"family": family, "title": dict(title), "relevant": relevant}

    def _unchecked(self, regime: Regime, leg: str) -> Iterator[Row]:
        """Law outside the corpus that matters, or may matter, to this one leg."""
        for family in regime.families:
            relevant = self.chain.answer(leg, family.rule).result
            if relevant != Result.FALSE:
                yield {"family": family.id, "relevant": relevant.value}

    def _entry(self, rule_id: str, leg: str) -> Row:
        if (rule_id, leg) not in self._told:
            answer = self.chain.answer(leg, rule_id)
            self._told[rule_id, leg] = self.row(rule_id, answer, [leg], self.explain and self.entries)
        return dict(self._told[rule_id, leg])

    def _leg_measure(self, rule_id: str, leg: str) -> Row:
        if (rule_id, leg) not in self._told:
            self._told[rule_id, leg] = self._leg_measured(rule_id, leg)
        return dict(self._told[rule_id, leg])

    def _leg_measured(self, rule_id: str, leg: str) -> Row:
        answer = self.chain.answer(leg, rule_id)
        rule = self.chain.law.corpus.rules[rule_id]
        return {
            **self._answered(answer),
            "duty_bearers": self._bearers(rule, [leg]),
            "basis": self._basis(rule, [leg]),
        }

    def _measure(self, rule: Rule) -> Row:
        if (rule.id, "") not in self._told:
            self._told[rule.id, ""] = self._measured(rule)
        return dict(self._told[rule.id, ""])

    def _measured(self, rule: Rule) -> Row:
        legs = [leg.id for leg in self.chain.document.legs]
        answer = self.chain.union(rule.id)
        touched = [leg for leg in legs if self.chain.result(rule.id, [leg]) != Result.FALSE]
        acts = {str(leg.act) for leg in self.chain.document.legs if leg.id in touched and leg.act}
        bearers = self._bearers(rule, touched)
        basis = self._basis(rule, legs)
        return {
            "id": rule.id,
            "kind": rule.kind.value if rule.kind else None,
            "outcome": outcome_of(rule),
            "title": dict(rule.title),
            **self.row(rule.id, answer, legs),
            "transfers": {leg: self.chain.result(rule.id, [leg]).value for leg in legs},
            "parties": sorted({b["party"] for b in bearers if b["party"] in self.chain.document.parties}),
            "act": acts.pop() if len(acts) == 1 else None,
            "basis": basis,
            "basis_open": answer.result == Result.TRUE
            and bool(basis)
            and all(b["result"] != "true" for b in basis),
            "duty_bearers": bearers,
            "deadline": dict(rule.deadline) or None,
        }

    def _basis(self, rule: Rule, legs: Sequence[str]) -> list[Row]:
        """The rules that may carry the measure: those that hold, and those still open."""
        rows = [{"id": id, "result": self.chain.result(id, legs).value} for id in rule.basis]
        return [row for row in rows if row["result"] != "false"]

    def _bearers(self, rule: Rule, legs: Sequence[str]) -> list[Row]:
        rows: dict[tuple[str, str], Row] = {}
        for leg in legs:
            for bearer in rule.duty_bearers:
                party = self.chain.bounds[leg][0].binding.objects[bearer.frame.value]
                held = self.chain.result(bearer.rule, [leg]) if bearer.rule else Result.TRUE
                earlier = rows.get((bearer.role, party))
                results = [held, Result(earlier["result"])] if earlier else [held]
                rows[bearer.role, party] = {
                    "role": bearer.role,
                    "party": party,
                    "result": strongest(results).value,
                }
        return [row for row in rows.values() if row["result"] != "false"]


def strongest(results: Sequence[Result]) -> Result:
    """Of alternatives: one that holds, else one that is open, else none does."""
    for result in (Result.TRUE, Result.CONTRADICTORY, Result.UNKNOWN):
        if result in results:
            return result
    return Result.FALSE


def answer_row(answer: Answer) -> Row:
    return {
        "result": answer.result.value,
        "refer": answer.refer,
        "unknown_because": answer.unknown_because,
        "missing": missing_rows(answer.missing),
        "rests_on_unverified": list(answer.unverified),
    }


def missing_rows(missing: Missed) -> list[Row]:
    return list(map(dict.copy, missing.rows))


def scope_row(regime: Regime, families: list[Row]) -> Row:
    return {
        "title": dict(regime.title),
        "covers": {
            "from": regime.covers_from.isoformat(),
            "to": regime.covers_until.isoformat() if regime.covers_until else None,
        },
        "checked": [*regime.entries, *regime.measures],
        "not_checked": families,
    }


def outcome_row(outcome: Outcome) -> Row:
    return {"possible": list(outcome.possible), "settled": outcome.settled}


def outside(regime: Regime, rules: dict[str, Rule], legs: Sequence[tuple[str, str]]) -> Row:
    """A day the regime's part of the corpus does not cover: everything is open, and facts would not help."""
    gap = Missing(f"outside.{regime.id}", f"outside.{regime.id}", "")
    row = answer_row(Answer(Result.UNKNOWN, Missed([gap])))
    empty: Row = {"mark": "unverified", "because": {"facts": [], "rules": []}, "citations": []}
    families = [
        {"family": f.id, "title": dict(f.title), "relevant": Result.UNKNOWN.value} for f in regime.families
    ]
    codes = {outcome_of(rules[id]) for id in regime.measures} | {NOTHING}
    return {
        "scope": scope_row(regime, families) | {"checked": []},
        "outcome": {"possible": sorted(codes, key=OUTCOMES.index), "settled": False},
        "transfers": {
            leg: {
                "item": item,
                "act": None,
                "entries": dict.fromkeys(regime.entries, row | empty),
                "measures": {id: row | {"duty_bearers": [], "basis": []} for id in regime.measures},
                "not_checked": [{"family": f["family"], "relevant": f["relevant"]} for f in families],
            }
            for leg, item in legs
        },
        "measures": [_outside_measure(rules[id], row | empty, legs) for id in regime.measures],
        "questions": [],
    }


def _outside_measure(rule: Rule, row: Row, legs: Sequence[tuple[str, str]]) -> Row:
    return {
        "id": rule.id,
        "kind": rule.kind.value if rule.kind else None,
        "outcome": outcome_of(rule),
        "title": dict(rule.title),
        **row,
        "transfers": {leg: Result.UNKNOWN.value for leg, _ in legs},
        "parties": [],
        "act": None,
        "basis": [],
        "basis_open": False,
        "duty_bearers": [],
        "deadline": dict(rule.deadline) or None,
    }
