"""How many questions lead to a decision on a formula in a file: ours, a fixed form, depth-first.

    python -m benchmarks.formula_questions FILE [cases] [output …]

The file names `facts`, `defs` (`["and" | "or" | "not", part, …]`) and `outputs`; without outputs named, the last two are decided. Nothing is known
at first. How likely a "yes" is belongs to the measurement and is printed: even odds, three in ten, and shares drawn from 0.1 to 0.9.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

from benchmarks.formulas import law_of
from benchmarks.questions import Asking

CASES = 200
REGIME = "EU"  # what the tests' small laws call theirs


def odds(facts: list[str]) -> Iterator[tuple[str, dict[str, float]]]:
    chance = Random(0)
    yield "even", dict.fromkeys(facts, 0.5)
    yield "0.3", dict.fromkeys(facts, 0.3)
    yield "drawn", {fact: round(chance.uniform(0.1, 0.9), 2) for fact in facts}


def counted(made: dict[str, Any], priors: dict[str, float], cases: int) -> dict[str, float]:
    asking, chance = Asking(law_of(made, priors), REGIME), Random(1)
    drawn = [asking.case(chance) for _ in range(cases)]
    return {
        "ours": mean(asking.ours(case, {}) for case in drawn),
        "fixed form": mean(asking.fixed_form(case, {}) for case in drawn),
        "depth-first": mean(asking.depth_first(case, {}) for case in drawn),
    }


def main() -> None:
    file, *rest = sys.argv[1:]
    made = json.loads(Path(file).read_text(encoding="utf-8"))
    cases = next((int(text) for text in rest if text.isdigit()), CASES)
    made["outputs"] = [text for text in rest if not text.isdigit()] or made["outputs"][-2:]
    for name, priors in odds(made["facts"]):
        found = counted(made, priors, cases)
        print(f"odds {name:<6}", ", ".join(f"{way} {number:.1f}" for way, number in found.items()))


if __name__ == "__main__":
    main()
