"""The same formula over the same rows by other engines. In their own environment; see requirements.in.

    .venv/bin/python -m benchmarks.bulk --rows 1000000 --keep /tmp/rows
    benchmarks/peers/.venv/bin/python benchmarks/peers/bulk.py /tmp/rows

Each with the quickest form we found: polars one lazy query of shared expressions; DuckDB one layer of subqueries for each
depth of definitions. Both know three values (Kleene's tables), which leave open some rows that are decided. OpenFisca
knows two and takes a missing fact as "no". One thread, from an Arrow table in memory to a table in memory.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc as ipc

Part = Any
ROUNDS = 3


def best(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times)


def ordered(defs: dict[str, Part], facts: set[str]) -> Iterator[list[str]]:
    """Definitions in layers, each over facts and earlier layers only."""
    known, left = set(facts), dict(defs)
    while left:
        layer = [name for name, part in left.items() if names(part) <= known]
        yield layer
        known |= set(layer)
        for name in layer:
            del left[name]


def names(part: Part) -> set[str]:
    return {part} if isinstance(part, str) else set().union(*map(names, part[1:]))


# --- polars -----------------------------------------------------------------------------------------


def with_polars(made: dict[str, Any], table: pa.Table) -> Callable[[], object]:
    import polars as pl

    def expression(part: Part) -> Any:
        if isinstance(part, str):
            return pl.col(part)
        act, *parts = part
        whole = expression(parts[0])
        if act == "not":
            return ~whole
        for other in parts[1:]:
            whole = whole & expression(other) if act == "and" else whole | expression(other)
        return whole

    frame = pl.from_arrow(table).lazy()
    for layer in ordered(made["defs"], set(made["facts"])):
        frame = frame.with_columns([expression(made["defs"][name]).alias(name) for name in layer])
    return frame.select(made["outputs"]).collect


# --- DuckDB -----------------------------------------------------------------------------------------


def with_duckdb(made: dict[str, Any], table: pa.Table) -> Callable[[], object]:
    import duckdb

    def sql(part: Part) -> str:
        if isinstance(part, str):
            return f'"{part}"'
        act, *parts = part
        return f"(NOT {sql(parts[0])})" if act == "not" else f"({f' {act.upper()} '.join(map(sql, parts))})"

    connection = duckdb.connect(config={"threads": 1})
    connection.register("given", table)
    connection.execute("CREATE TABLE rows AS SELECT * FROM given")
    query = "rows"
    for layer in ordered(made["defs"], set(made["facts"])):
        new = ", ".join(f'{sql(made["defs"][name])} AS "{name}"' for name in layer)
        query = f"(SELECT *, {new} FROM {query})"
    outputs = ", ".join(f'"{name}"' for name in made["outputs"])
    return lambda: connection.execute(f"SELECT {outputs} FROM {query}").to_arrow_table()


# --- OpenFisca --------------------------------------------------------------------------------------


def with_openfisca(made: dict[str, Any], table: pa.Table) -> Callable[[], object]:
    """Two values: a missing fact is false. With the setting of the inputs, which every run needs."""
    import numpy as np
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    ids = {name: f"v{n}" for n, name in enumerate([*made["facts"], *made["defs"]])}
    period = periods.period("2026-11")

    def value(part: Part, entity: Any, at: Any) -> Any:
        if isinstance(part, str):
            return entity(ids[part], at)
        act, *parts = part
        found = [value(p, entity, at) for p in parts]
        if act == "not":
            return ~found[0]
        return np.logical_and.reduce(found) if act == "and" else np.logical_or.reduce(found)

    common = {"value_type": bool, "entity": person, "definition_period": periods.DateUnit.MONTH}
    for name in made["facts"]:
        system.add_variable(type(ids[name], (variables.Variable,), dict(common)))
    for name, part in made["defs"].items():
        formula = lambda self, at, parameters, part=part: value(part, self, at)  # noqa: E731
        system.add_variable(type(ids[name], (variables.Variable,), {**common, "formula": formula}))

    def run() -> object:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, table.num_rows)
        for name in made["facts"]:
            column = table.column(name).fill_null(False).combine_chunks()
            simulation.set_input(ids[name], period, column.to_numpy(zero_copy_only=False))
        return [simulation.calculate(ids[name], period) for name in made["outputs"]]

    return run


ENGINES = {"polars": with_polars, "duckdb": with_duckdb, "openfisca": with_openfisca}


def main() -> None:
    folder = Path(sys.argv[1])
    made = json.loads((folder / "formula.json").read_text())
    table = ipc.open_file(str(folder / "in.arrow")).read_all()
    table = table.rename_columns([name.removeprefix("item.") for name in table.column_names])
    for name, engine in ENGINES.items():
        with suppress(ImportError):
            seconds = best(engine(made, table))
            print(f"{name:<10} {table.num_rows / seconds / 1e6:8.3f} M rows/s")


if __name__ == "__main__":
    main()
