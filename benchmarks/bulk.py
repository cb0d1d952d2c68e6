"""How many rows a second a table's answers take: in memory, and from file to file.

    .venv/bin/python -m benchmarks bulk
    .venv/bin/python -m benchmarks.bulk [--rows 1000000] [--formula FILE] [--law] [--keep FOLDER]

One core, seconds of the processor (other work on the machine then counts least), the best of three. Two invented formulas (benchmarks/formulas.py) of 54 facts and 8 outputs and of
200 facts and 40 outputs, or one read from FILE (JSON: facts, defs, outputs); 30 % of the cells are empty. `--law`: the
shipped law, one regime, over random tables. `--keep` leaves table and formula for `benchmarks/peers/bulk.py`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

from benchmarks.formulas import formula, law_of
from licet.law.model import FactType
from licet.reasoning import Law
from licet.reasoning.bulk import Evaluator
from licet.reasoning.bulk.columns import template
from licet.reasoning.bulk.files import Source, written
from licet.reasoning.bulk.periods import PeriodRows
from licet.reasoning.bulk.program import ROWS, Program

DAY = date(2026, 11, 21)
MISSING = 0.3
ROUNDS = 3


def best(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times)


# --- tables -----------------------------------------------------------------------------------------


def flags(chance: np.random.Generator, rows: int) -> pa.Array:
    return pa.array(chance.random(rows) < 0.5, mask=chance.random(rows) < MISSING)


def table_of(made: dict[str, Any], rows: int) -> pa.Table:
    chance = np.random.default_rng(0)
    return pa.table({f"item.{name}": flags(chance, rows) for name in made["facts"]})


def law_table(law: Law, count: int, rows: int, *, linked_too: bool = False) -> pa.Table:
    """So many of the columns that rules speak of, those of related items last. Facts that an axiom links are left out
    unless asked for, and then come first: at random they exclude each other on very many rows, which no real table does."""
    chance = np.random.default_rng(0)
    period = law.day(DAY).world.period
    linked = {fact for axiom in period.axioms for fact in axiom.facts}
    used = {
        f"{var.frame}.{var.fact.split('.', 1)[1]}"
        for var in period.vars
        if var.is_fact and (linked_too or var.fact not in linked)
    }
    columns = [(n, kind, values) for n, kind, values, _ in template(law.corpus) if n in used]
    columns.sort(key=lambda row: (row[0].startswith("target"), row[0] not in linked))
    found = {}
    for name, kind, values in columns[:count]:
        texts = ["FR", "BR", "CH", "RU", "US"] if kind == FactType.COUNTRY else values.split("|")
        codes = pa.array(chance.integers(0, len(texts), rows, np.int32), mask=chance.random(rows) < MISSING)
        found[name] = (
            flags(chance, rows) if kind == FactType.BOOLEAN else pa.DictionaryArray.from_arrays(codes, texts)
        )
    return pa.table(found)


# --- measures ---------------------------------------------------------------------------------------


class Split:
    """Seconds spent in packing and in the kernel, of all that a batch takes."""

    def __init__(self) -> None:
        self.pack = self.kernel = self.all = 0.0
        literals, run = PeriodRows._literals, Program.run

        def packed(rows: PeriodRows, *args: Any) -> Any:
            began = time.process_time()
            found = literals(rows, *args)
            self.pack += time.process_time() - began
            return found

        def ran(program: Program, given: Any) -> Any:
            began = time.process_time()
            found = run(program, given)
            self.kernel += time.process_time() - began
            return found

        self._were = literals, run
        PeriodRows._literals, Program.run = packed, ran  # type: ignore[method-assign]
        self._began = time.process_time()

    def done(self) -> None:
        self.all = time.process_time() - self._began
        PeriodRows._literals, Program.run = self._were  # type: ignore[method-assign]


def measured(name: str, law: Law, table: pa.Table, folder: Path, regimes: list[str] | None = None) -> None:
    rows = table.num_rows
    began = time.process_time()
    evaluator = Evaluator(law, table.schema, as_of=DAY, regimes=regimes)
    evaluator.evaluate(table.slice(0, 64))
    prepared = time.process_time() - began
    plan = next(iter(evaluator.periods.values())).plan
    seconds = best(lambda: evaluator.evaluate(table))
    split = Split()
    evaluator.evaluate(table)
    split.done()
    per_node = split.kernel / max(1, plan.nodes) / max(rows, ROWS) * 1000 * 1e9
    outputs = len(evaluator.counts.results)
    print(
        f"{name}: {rows:,} rows, {table.num_columns} columns, {outputs} rules, {plan.nodes} nodes; prepared in {prepared:.2f} s; "
        f"one by one {evaluator.counts.single:,} of {evaluator.counts.rows:,}"
    )
    print(
        f"  in memory            {rows / seconds / 1e6:8.2f} M rows/s; pack {split.pack / split.all:.0%}, kernel {split.kernel / split.all:.0%}, "
        f"write {1 - (split.pack + split.kernel) / split.all:.0%}; {per_node:.0f} ns a node and 1,000 rows"
    )
    for form in ("arrow", "parquet"):
        files(form, law, table, folder, regimes)


def files(form: str, law: Law, table: pa.Table, folder: Path, regimes: list[str] | None) -> None:
    path, out = folder / f"in.{form}", folder / f"out.{form}"
    if form == "arrow":
        with ipc.new_file(str(path), table.schema) as file:
            file.write_table(table, ROWS)
    else:
        parquet.write_table(table, path)
    seen: dict[str, float] = {}

    def whole() -> None:
        source = Source(path)
        evaluator = Evaluator(law, source.schema, as_of=DAY, regimes=regimes)
        evaluator.periods = kept
        split = Split()
        with written(out, evaluator.schema) as writer:
            for rows in source.stretches():
                writer.write_batch(evaluator.batch(rows))
        split.done()
        seen.update(pack=split.pack, kernel=split.kernel, all=split.all)

    source = Source(path)
    prepared = Evaluator(law, source.schema, as_of=DAY, regimes=regimes)
    prepared.batch(next(iter(source.stretches())).slice(0, 64))
    kept = prepared.periods
    seconds = best(whole)
    answers = answers_of(out)

    def alone() -> None:
        with written(folder / f"copy.{form}", answers[0].schema) as writer:
            for _, answer in zip(Source(path).stretches(), answers, strict=True):
                writer.write_batch(answer)

    bare = best(alone)
    print(
        f"  {form:<8} to {form:<8} {table.num_rows / seconds / 1e6:8.2f} M rows/s; {seconds / bare:.2f} × reading and writing alone; "
        f"pack and kernel {(seen['pack'] + seen['kernel']) / seen['all']:.0%}"
    )


def answers_of(path: Path) -> list[pa.RecordBatch]:
    table = ipc.open_file(str(path)).read_all() if path.suffix == ".arrow" else parquet.read_table(path)
    return table.combine_chunks().to_batches(ROWS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, action="append")
    parser.add_argument("--formula", type=Path)
    parser.add_argument("--law", action="store_true")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    made = (
        [json.loads(args.formula.read_text())] if args.formula else [formula(54, 15, 8), formula(200, 60, 40)]
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        with suppress(FileExistsError):
            folder.mkdir(parents=True)
        for rows in args.rows or [1_000_000]:
            for each in [] if args.law else made:
                name = f"{len(each['facts'])} facts, {len(each['outputs'])} outputs"
                (folder / "formula.json").write_text(json.dumps(each))
                measured(name, law_of(each), table_of(each, rows), folder)
            if args.law:
                law = Law.load()
                for count in (20, 60, 120):
                    measured(f"EU, {count} columns", law, law_table(law, count, rows), folder, ["EU"])
                clashing = law_table(law, 60, rows, linked_too=True)
                measured("EU, 60 columns, those that axioms link too", law, clashing, folder, ["EU"])


if __name__ == "__main__":
    main()
