"""How long an indication, an explanation and the next questions take, and how large the compiled law is.

    python -m benchmarks.check_latency [rounds] [--json]

Times are of the processor, in milliseconds: median and 95th percentile over the flat documents of the lawyers' tests.
"New": the process has answered other documents, not this one. "Again": it has answered this one too, so that what is
kept of the diagrams is found (no document's answer is kept; each is put together anew). The garbage collector is set as in a server process
(`service/base/warming.py`). Cold is a process of its own, by the clock and by the processor.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median, quantiles
from typing import Any

from licet.reasoning import Law
from licet.reasoning.chain import Chain
from licet.reasoning.explain import Explainer
from licet.reasoning.questions import next_questions

COLD = (
    "from datetime import date; from licet.reasoning import Law;"
    "Law.load().check({'facts': {'item.kind': 'software'}}, date(2026, 11, 21))"
)


def timed(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def told(times: list[float]) -> dict[str, float]:
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return {"median": median(times), "p95": p95, "n": len(times)}


def documents(law: Law, most: int) -> list[dict[str, Any]]:
    tests = [test for rule in law.corpus.rules.values() for test in rule.tests]
    flats = [test.document["facts"] for test in tests if "facts" in test.document]
    step = max(1, len(flats) // most)
    return [{"facts": dict(facts)} for facts in flats[::step]]  # type: ignore[call-overload]


def chains(law: Law, raw: list[dict[str, Any]]) -> list[Chain]:
    day = law.starts[-1]
    return [Chain(law.day(day), law.read(document, day, plain=True)) for document in raw]


def explanation(chain: Chain, rule_id: str) -> float:
    answer = chain.union(rule_id)
    explainer = Explainer(chain)
    return timed(lambda: explainer.reason(rule_id, answer, ["t1"]))


def cold() -> tuple[float, float]:
    """By the clock, and of the processor."""
    clock, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return (time.perf_counter() - clock) * 1000, used * 1000


def measured(law: Law, rounds: int) -> Iterator[tuple[str, list[float]]]:
    raw, day = documents(law, rounds), law.starts[-1]
    plain = [json.loads(json.dumps(document)) for document in raw]
    accepted = [document for document in plain if "judgement" not in json.dumps(document)]
    law.check({"facts": {}}, day)
    as_a_server()
    for which in ("new", "again"):
        times = [timed(partial(law.check, d, day, explain=False)) for d in accepted]
        yield f"check without explanations, {which}", times
    home = [{**document, "regimes": ["EU"]} for document in accepted]
    yield "check of one regime, again", [timed(partial(law.check, d, day, explain=False)) for d in home]
    for which in ("new", "again"):
        yield f"check with explanations, {which}", [timed(partial(law.check, d, day)) for d in accepted]
    made, measures = chains(law, raw), law.regimes["EU"].measures
    yield "explanation of one measure", [explanation(chain, id) for chain in made[:20] for id in measures]
    asking = partial(next_questions, regimes=[law.regimes["EU"]], limit=3, goal="licence")
    yield "next questions", [timed(partial(asking, c)) for c in made]
    clock, processor = zip(*(cold() for _ in range(5)), strict=True)
    yield "cold process", list(clock)
    yield "cold process, of the processor", list(processor)


def as_a_server() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def main() -> None:
    rounds = next((int(text) for text in sys.argv[1:] if text.isdigit()), 40)
    law = Law.load()
    world = law.day(law.starts[-1]).world
    size = f"{len(law.regimes)} regimes, {len(world.period.rules)} rules, {len(world.vars)} variables, {len(world.period.nodes):,} nodes"
    times = {name: told(found) for name, found in measured(law, rounds)}
    if "--json" in sys.argv:
        print(json.dumps({"law": size, "times": times}))
        return
    print(size)
    for name, row in times.items():
        print(f"{name:<34} median {row['median']:8.2f} ms   p95 {row['p95']:8.2f} ms   n {row['n']}")


if __name__ == "__main__":
    main()
