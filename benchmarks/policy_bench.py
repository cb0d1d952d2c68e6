"""The policy bench with its bars, written into docs/benchmarks.md.

    python -m benchmarks.policy_bench [past cases]

Gaps of every functional definition in the Union, their near misses, two differences, and a worked amendment over a million past
cases (random columns, a third of the cells empty; the compiling of the amended law is a line of its own). Seconds of the processor.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from licet.law import Corpus, load, shipped
from licet.law.places import examples
from licet.reasoning import Law
from licet.reasoning.bench.past import Past
from licet.reasoning.bench.reports import diff_report, gaps_report, sides_of

DOCUMENT = Path(__file__).parents[1] / "docs/benchmarks.md"
BEGIN, END = "<!-- policy bench: begin -->", "<!-- policy bench: end -->"
DAY, BEFORE = date(2026, 11, 22), date(2024, 6, 1)
WORKED = "assistance-and-suspicion"
COLUMNS: dict[str, list[object]] = {
    "from.country": ["FR", "DE"],
    "actor.country": ["FR", "DE"],
    "to.country": ["BR", "CH", "AE"],
    "transfer.act": ["transmit", "assist", "export_physical"],
    "item.kind": ["software", "hardware", "service"],
    "item.surveils_natural_persons": [True, False],
    "item.for_covert_surveillance": [True, False],
    "item.draws_data_from_ict": [True, False],
    "transfer.grounds_for_suspecting": [True, False],
    "transfer.aware": [True, False],
}
Line = tuple[str, float, str]


def main() -> int:
    rows = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    corpus = load([shipped()])
    text = "\n".join([where(), "", *table([*gaps(corpus), *differences(corpus), *past(rows)])])
    DOCUMENT.write_text(replaced(DOCUMENT.read_text("utf-8"), text), "utf-8")
    print(text)
    return 0


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def gaps(corpus: Corpus) -> Iterator[Line]:
    def slowest(near: bool) -> float:
        return max(
            seconds(lambda kind=kind: gaps_report(corpus, "EU", kind, DAY, home="", most=10, near=near))  # type: ignore[misc]
            for kind in corpus.ccic_kinds
        )

    yield "gaps of one definition, the slowest of six", slowest(near=False), "< 5 s"
    yield "the same with the table of near misses", slowest(near=True), "< 10 s"


def differences(corpus: Corpus) -> Iterator[Line]:
    for (one, day), other in ((("EU", DAY), "DE"), (("EU", BEFORE), "EU")):
        sides = sides_of(corpus, (one, day), (other, DAY))
        title = f"differences of {one} on {day} and {other} on {DAY}"
        yield title, seconds(lambda sides=sides: diff_report(corpus, *sides, 5)), "–"  # type: ignore[misc]


def past(rows: int) -> Iterator[Line]:
    roots, made = [shipped()], table_of(rows)
    with TemporaryDirectory() as place:
        before, after = Law.load(roots), None

        def compile_draft() -> None:
            nonlocal after
            after = Law.load([*roots, examples() / "amendments" / WORKED], Path(place))

        yield "compiling an amended law", seconds(compile_draft), "–"
        assert after is not None
        counted = Past(before, after, made.schema, as_of=DAY, regimes=["EU"])
        spent = seconds(lambda: counted.read(made.to_batches(max_chunksize=1 << 18)))
        yield f"an amendment over {rows:,} past cases ({counted.touched:,} touched)", spent, "< 10 s"


def table_of(rows: int) -> pa.Table:
    random.seed(5)
    made = {name: random.choices([*values, None], k=rows) for name, values in COLUMNS.items()}
    return pa.table(made)


def where() -> str:
    load_now = os.getloadavg()[0]
    python = platform.python_version()
    return f"{datetime.now(UTC).date()}, {os.cpu_count()} processors, Python {python}, load of the machine at the end {load_now:.1f}. Seconds of the processor."


def table(lines: list[Line]) -> list[str]:
    rows = [f"| {title} | {spent:.1f} | {bar} |" for title, spent, bar in lines]
    return ["| what | seconds | bar |", "|---|---|---|", *rows]


def replaced(document: str, text: str) -> str:
    head, _, rest = document.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    sys.exit(main())
