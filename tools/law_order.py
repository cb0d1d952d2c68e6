"""Renew src/licet/reasoning/order.txt after the law has grown: `.venv/bin/python tools/law_order.py`.

The order of variables decides how large the diagrams are. CUDD sifts the rules of the latest day, then rules and outcomes together, from the
order there is; what comes out is kept, so that `licet law compile` need not sift again. It changes no answer.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.law import load
from licet.law.places import shipped
from licet.reasoning.compiler import learn_order, periods

ORDER = Path(__file__).parent.parent / "src" / "licet" / "reasoning" / "order.txt"


def main() -> None:
    corpus = load([shipped()])
    day: date = periods(corpus)[-1]
    order = learn_order(corpus, day)
    ORDER.write_text("".join(f"{var.frame} {var.fact}\n" for var in order), encoding="utf-8")
    print(f"{len(order)} variables, as on {day}. Now: licet law compile, and look at its number of nodes.")


if __name__ == "__main__":
    main()
