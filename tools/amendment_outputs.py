"""Write what the bench finds of each worked amendment into its README; a test holds the two together.

python tools/amendment_outputs.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from licet.law import Corpus, load, shipped
from licet.law.places import examples
from licet.reasoning.bench.diff import Diff
from licet.reasoning.bench.sides import Side
from licet.reasoning.bench.text import RESULTS

ROOT = Path(__file__).parents[1]
README = ROOT / "docs" / "examples" / "amendments" / "README.md"
BEGIN, END = "<!-- outputs: begin -->", "<!-- outputs: end -->"
DAY = date(2026, 11, 22)
TRIED = {
    "assistance-and-suspicion": ("EU",),
    "access-is-export": ("EU", "DE"),
    "5D001.e-of-2021": ("EU",),
}
Row = Mapping[str, Any]


@cache
def law() -> Corpus:
    return load([shipped()])


@cache
def amended(name: str) -> Corpus:
    return load([shipped(), examples() / "amendments" / name])


@cache
def rows_of(name: str, regime: str) -> list[Row]:
    return list(Diff(Side.of(law(), regime, DAY), Side.of(amended(name), regime, DAY), 9).rows())


def outputs() -> str:
    return "\n".join(
        line for name, regimes in TRIED.items() for regime in regimes for line in _table(name, regime)
    )


def _table(name: str, regime: str) -> Iterator[str]:
    rows = rows_of(name, regime)
    yield f"**{name}**, {law().regimes[regime].title['en']}, {DAY}:" + (
        "" if rows else " every case is answered alike."
    )
    yield ""
    if rows:
        yield "| measure or entry | law | amendment | because |"
        yield "|---|---|---|---|"
        yield from dict.fromkeys(_line(row, amended(name)) for row in rows)
        yield ""


def _line(row: Row, corpus: Corpus) -> str:
    id, cause = row["subject"]["id"], row["cause"]
    title = corpus.rules[id].title["en"] if id in corpus.rules else ""
    because = (
        f"{cause['id']} {cause['kind']}"
        if "id" in cause
        else {"more": "further causes"}.get(cause["kind"], "several together")
    )
    return f"| {title} (`{id}`) | {RESULTS[row['one']]} | {RESULTS[row['other']]} | {because} |"


def replaced(text: str) -> str:
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{outputs()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(replaced(README.read_text("utf-8")), "utf-8")
