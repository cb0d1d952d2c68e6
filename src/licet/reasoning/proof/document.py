"""The argument of a document, `licet.argument/1`: for each duty and leg the proof of its answer, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from licet.law.model import Compare, InGroup, OneOf, Regime
from licet.reasoning.answers import Asker
from licet.reasoning.argument import Kleene, Truth
from licet.reasoning.chain import Chain
from licet.reasoning.check import covers
from licet.reasoning.explain import TRUTH, WORDS, citation_row
from licet.reasoning.proof.tree import Kind, Leaf, Node, Prover, Source
from licet.reasoning.views import Bound, known_of

Row = dict[str, Any]
ARGUMENT = "licet.argument/1"


def argument(chain: Chain, indication: Mapping[str, Any]) -> Row:
    """The proofs behind an indication of the same document."""
    regimes = chain.law.corpus.regimes
    return {
        "schema": ARGUMENT,
        **{key: indication[key] for key in ("as_of", "law", "software", "input_digest", "contradictions")},
        "regimes": {id: _regime(chain, regimes[id], row) for id, row in indication["regimes"].items()},
    }


def _regime(chain: Chain, regime: Regime, row: Mapping[str, Any]) -> Row:
    covered = covers(regime, chain.document.as_of)
    told = [m for m in row["measures"] if m["result"] != "false"] or row["measures"]
    proofs = _Proofs(chain)
    return {
        "title": dict(regime.title),
        "covered": covered,
        "outcome": row["outcome"],
        "not_checked": [f for f in row["scope"]["not_checked"] if f["relevant"] != "false"],
        "measures": [_measure(proofs, m) for m in told] if covered else [],
        "questions": row["questions"],
    }


COPIED = (
    "id", "kind", "outcome", "title", "result", "refer", "unknown_because", "missing", "rests_on_unverified",
    "mark", "citations", "basis", "basis_open", "duty_bearers", "deadline",
)  # fmt: skip


def _measure(proofs: _Proofs, measure: Mapping[str, Any]) -> Row:
    touched = [leg for leg, result in measure["transfers"].items() if result != "false"]
    legs = [proofs.leg(measure["id"], leg) for leg in touched or measure["transfers"]]
    return {
        **{key: measure[key] for key in COPIED},
        "facts": measure["because"]["facts"],
        "together": measure["result"] == "true" and all(leg["result"] != "true" for leg in legs),
        "transfers": legs,
    }


@dataclass(slots=True)
class _Proofs:
    """Proofs of one chain as rows. A rule that was proved before under the same binding is referred to by its step."""

    chain: Chain
    _steps: dict[int, int] = field(default_factory=dict)
    _kept: list[Node] = field(default_factory=list)  # id() is only unique while the node lives
    _provers: dict[tuple[str, int], Prover] = field(default_factory=dict)

    def leg(self, rule_id: str, leg: str) -> Row:
        """The proof under a binding that has the leg's answer by itself; else those of all bindings together."""
        result = self.chain.answer(leg, rule_id).result
        askers = self.chain.askers[leg]
        telling = [n for n, asker in enumerate(askers) if asker.result(rule_id) == result]
        shown = telling[:1] or range(len(askers))
        transfer = next(t for t in self.chain.document.legs if t.id == leg)
        return {
            "transfer": leg,
            "item": transfer.item,
            "act": transfer.act if isinstance(transfer.act, str) else None,
            "result": result.value,
            "together": not telling,
            "proofs": [self._proof(rule_id, leg, n) for n in shown],
        }

    def _proof(self, rule_id: str, leg: str, number: int) -> Row:
        key = leg, number
        if key not in self._provers:
            self._provers[key] = prover(self.chain, leg, number)
        return self._row(self._provers[key].of(rule_id), self.chain.bounds[leg][number])

    # --- rows ---------------------------------------------------------------------------------------

    def _row(self, node: Node, bound: Bound) -> Row:
        row: Row = {"kind": node.kind.value, "result": WORDS[node.result], **_named(node)}
        if node.kind == Kind.RULE:
            row |= {"scope": bound.binding.objects[node.frame]}
            if id(node) in self._steps:
                return row | {"see": self._steps[id(node)]}
            self._steps[id(node)] = len(self._steps) + 1
            self._kept.append(node)
            row |= {"step": self._steps[id(node)], "by_cases": node.by_cases}
        if node.atom is not None:
            row |= self._fact(node.atom, node.frame, bound)
        if node.parts:
            row |= {"parts": node.parts}
        if node.kind == Kind.AT_LEAST:
            row |= {"least": node.least}
        return row | {"children": [self._row(child, bound) for child in node.children]}

    def _fact(self, atom: Leaf, frame: str, bound: Bound) -> Row:
        """What the law asks of the fact, and what is known of it."""
        scope = bound.binding.objects.get(frame, "")
        known = self.chain.document.known.get((scope, atom.fact))
        relation = bound.binding.relations.get(frame) if atom.fact == "item.relation" else None
        said = known if known and (scope, atom.fact) not in self.chain.blanked else None
        return {
            "fact": atom.fact,
            "scope": scope,
            "asked": self._asked(atom),
            "value": relation or (said.said if said else None),
            "by": list(said.by) if said else [],
        }

    def _asked(self, atom: Leaf) -> Row:
        if isinstance(atom, OneOf):
            return {"one_of": sorted(atom.values)}
        if isinstance(atom, Compare):
            bound = atom.bound if isinstance(atom.bound, int | float) else atom.bound.isoformat()
            return {"op": atom.op, "bound": bound}
        if isinstance(atom, InGroup):
            group = self.chain.law.corpus.groups[atom.group]
            return {"group": group.id, "title": dict(group.title), "citation": citation_row(group.citation)}
        return {"one_of": [True]}


def _named(node: Node) -> Row:
    row: Row = {"id": node.id} if node.id else {}
    if node.title is not None:
        row["title"] = dict(node.title)
    if node.source is not None:
        row |= _source(node.source)
    return row


def _source(source: Source) -> Row:
    row: Row = {"mark": source.mark.value, "citation": citation_row(source.citation)}
    if source.since is not None:
        until = source.until.isoformat() if source.until else None
        row["in_force"] = {"from": source.since.isoformat(), "to": until}
    return row


class Decided(dict[str, Truth]):
    """Exact answers of rules on the tested item, asked for when a proof reaches them."""

    def __init__(self, asker: Asker) -> None:
        super().__init__()
        self.asker = asker

    def __contains__(self, rule_id: object) -> bool:
        period = self.asker.bound.world.period
        return rule_id in period.rules or rule_id in period.too_large

    def __missing__(self, rule_id: str) -> Truth:
        return TRUTH.get(self.asker.result(rule_id))


def prover(chain: Chain, leg: str, number: int) -> Prover:
    """Proofs under one binding of a leg."""
    bound = chain.bounds[leg][number]
    sizes = dict(zip(bound.world.vars, bound.world.diagram.sizes, strict=True))
    return Prover(chain.law.grounder, Kleene(known_of(bound), sizes), Decided(chain.askers[leg][number]))
