"""The shipped law against an independent judge: fixed seed, 30 % of the facts missing.

Firm answers must be those of completions drawn at random; for an open answer the diagrams must show two completions,
and the judge, who reads the rules as written, must find that one holds and the other does not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from complete import Judge, Possible, Value, places
from small_law import rule

from licet.law.model import FactType, MeasureKind, Role
from licet.reasoning import Law
from licet.reasoning.chain import Chain, DayLaw
from licet.reasoning.compiler import compile_day, learned_order
from licet.reasoning.kernel import View
from licet.reasoning.views import World

SEED = 20261121
ROWS = 80
COMPLETIONS = 25
ANY_LICENCE = "TEST.LICENCE"
FRAMES = {"item": ("item", "target"), "party": ("actor", "from", "to", "end_user"), "transfer": ("transfer",)}
# A tool made to watch people leaves France for Brazil; its user's purpose is repression, and the exporter was told so.
STORY: dict[str, list[Value]] = {
    "from.country": ["FR"], "actor.country": ["FR"], "to.country": ["BR"], "transfer.act": ["transmit"],
    "item.for_covert_surveillance": [True], "item.surveils_natural_persons": [True], "item.draws_data_from_ict": [True],
    "item.designed_for_military_use": [False], "transfer.informed_by_authority": [True],
    "transfer.use_internal_repression": [True], "item.kind": ["software"],
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> Law:
    """The shipped law, and one more rule: some measure of kind licence applies."""
    shipped = Law.load()
    day, measures = shipped.starts[-1], shipped.regimes["EU"].measures
    licences = [id for id in measures if shipped.corpus.rules[id].kind == MeasureKind.LICENCE]
    extra = rule(ANY_LICENCE, {"any": licences}, role=Role.MEASURE)
    corpus = replace(shipped.corpus, rules={**shipped.corpus.rules, ANY_LICENCE: extra})
    world = World(compile_day(corpus, day, order=learned_order()), corpus.facts)
    return Law(corpus, [day], Path("/nowhere"), {day: DayLaw(corpus, world)})


def rows(law: Law, judge: Judge, chance: random.Random) -> Iterator[dict[str, list[Value]]]:
    """The story with everything else drawn at random, then 30 % of that taken away, and of the story half as much: whatever
    else the vocabulary holds, the rows keep to the story, in which Kleene's tables lose sight of what both ways share."""
    for _ in range(ROWS):
        facts = {**drawn(law, judge, chance), **STORY}
        yield {k: values for k, values in facts.items() if chance.random() >= (0.15 if k in STORY else 0.3)}


def drawn(law: Law, judge: Judge, chance: random.Random) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for fact in law.corpus.facts.values():
        for frame in FRAMES.get(fact.scope.value, ("file",)):
            rare = fact.type == FactType.BOOLEAN and chance.random() < 0.7  # most functions are absent
            value = False if rare else chance.choice(judge.values[fact.id])
            found[f"{frame}.{fact.id.split('.', 1)[1]}"] = [value if value != "ZZ" else "BR"]
    return found


def document(stated: dict[str, list[Value]]) -> dict[str, Any]:
    return {"facts": {key: values[0] for key, values in stated.items()}}


def bound(law: Law, stated: dict[str, list[Value]]) -> Chain:
    return Chain(law.day(law.starts[-1]), law.read(document(stated), law.starts[-1], plain=True))


def test_no_answer_is_wrong_no_open_answer_is_idle_and_kleenes_tables_decide_less(law: Law) -> None:
    day, chance = law.starts[-1], random.Random(SEED)
    judge = Judge(law.corpus, day)
    open_in_tables = decided = 0
    for stated in rows(law, judge, chance):
        possible = places(stated)
        result = bound(law, stated).result(ANY_LICENCE).value
        told = judge.kleene(ANY_LICENCE, possible)
        if result == "contradictory":
            continue  # the random facts break an axiom
        assert told is None or result == {True: "true", False: "false"}[told]
        if told is None:
            open_in_tables += 1
            decided += result != "unknown"
            confirm(law, judge, stated, result, chance)
    assert open_in_tables >= 30
    assert decided >= 0.03 * open_in_tables


def confirm(
    law: Law, judge: Judge, stated: dict[str, list[Value]], result: str, chance: random.Random
) -> None:
    if result == "unknown":
        for wanted in (True, False):
            completion = {**places(stated), **witness(law, stated, wanted)}
            assert judge.filled(ANY_LICENCE, completion, chance) is wanted
        return
    for _ in range(COMPLETIONS):
        assert judge.filled(ANY_LICENCE, places(stated), chance) is (result == "true")


def witness(law: Law, stated: dict[str, list[Value]], wanted: bool) -> Possible:
    """One way through the diagram that gives the wanted answer, as values."""
    chain = bound(law, stated)
    [seen] = chain.bounds["t1"]
    roots = chain.roots(ANY_LICENCE)
    assert roots is not None
    start = seen.view.reduce(roots.rule)
    diagram = seen.world.diagram
    node = diagram.conjunction(start if wanted else diagram.negation(start), seen.view.reduce(roots.axioms))
    return {
        (seen.var(v).frame, seen.var(v).fact): [value_of(law, seen.var(v).fact, cell)]
        for v, cell in path(seen.view, node)
    }


def path(view: View, node: int) -> Iterator[tuple[int, int]]:
    while node != 1:
        i, node_below = next((i, n) for i, n in enumerate(view.diagram.children[node]) if n != 0)
        v = view.diagram.var[node]
        yield v, view.cells[v][i]
        node = node_below


def value_of(law: Law, fact: str, cell: int) -> Value:
    domain = law.day(law.starts[-1]).world.period.domains.get(fact)
    if domain is None or domain.type == FactType.BOOLEAN:
        return cell == 1
    if domain.ordered:
        return domain.bounds[min(cell // 2, len(domain.bounds) - 1)] + (0, -0.25)[cell % 2 == 0]
    member = domain.cells[cell][0]
    return "ZZ" if member == "*" else member
