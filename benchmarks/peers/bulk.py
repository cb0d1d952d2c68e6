"""The same formula over the same rows by other engines. In their own environment; see requirements.in.

    .venv/bin/python -m benchmarks.bulk --rows 1000000 --keep /tmp/rows
    benchmarks/peers/.venv/bin/python benchmarks/peers/bulk.py /tmp/rows

Each with the quickest form we found: polars one lazy query of shared expressions; DuckDB one layer of subqueries for each
depth of definitions. Both know three values (Kleene's tables), which leave open some rows that are decided. OpenFisca,
zen and clingo know two and take a missing fact as "no". One thread, from an Arrow table in memory to a table in memory.
zen and clingo go record by record: they get the first SOME rows only, zen's as the dictionaries it wants, ready made.
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
SOME = 10_000


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
    return lambda: connection.sql(f"SELECT {outputs} FROM {query}").to_arrow_table()


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


# --- zen ----------------------------------------------------------------------------------------------


def with_zen(made: dict[str, Any], table: pa.Table) -> Callable[[], object]:
    """A decision graph of one expression node; definitions refer to earlier ones."""
    import zen

    def written(part: Part) -> str:
        if isinstance(part, str):
            return f"$.{part}" if part in made["defs"] else part
        act, *parts = part
        return f"(not {written(parts[0])})" if act == "not" else f"({f' {act} '.join(map(written, parts))})"

    layers = [name for layer in ordered(made["defs"], set(made["facts"])) for name in layer]
    expressions = [{"id": name, "key": name, "value": written(made["defs"][name])} for name in layers]
    content = {"expressions": expressions, "passThrough": False, "inputField": None, "outputPath": None}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "all", "type": "expressionNode", "name": "all", "content": content},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
        {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision({"nodes": nodes, "edges": edges})
    rows = [{name: bool(value) for name, value in row.items()} for row in table.slice(0, SOME).to_pylist()]
    return lambda: [decision.evaluate(row)["result"] for row in rows]


# --- clingo -------------------------------------------------------------------------------------------


def with_clingo(made: dict[str, Any], table: pa.Table) -> Callable[[], object]:
    """All rows grounded in one program: a name holds of a row number."""
    import clingo

    rules: list[str] = []

    def named(part: Part) -> str:
        """The atom of a part, with rules for it where it is no name."""
        if isinstance(part, str):
            return f"{part}(R)"
        act, *parts = part
        atom = f"p{len(rules)}(R)"
        rules.append("")  # the number is taken
        atoms = [named(p) for p in parts]
        if act == "not":
            rules.append(f"{atom} :- row(R), not {atoms[0]}.")
        elif act == "and":
            rules.append(f"{atom} :- {', '.join(atoms)}.")
        else:
            rules.extend(f"{atom} :- {one}." for one in atoms)
        return atom

    for name, part in made["defs"].items():
        rules.append(f"{name}(R) :- {named(part)}.")
    program = "\n".join(rules)
    some = table.slice(0, SOME).to_pylist()
    said = "\n".join(
        f"row({n}). " + " ".join(f"{name}({n})." for name, value in row.items() if value)
        for n, row in enumerate(some)
    )

    def run() -> object:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], f"{program}\n{said}")
        control.ground([("base", [])])
        return [model.symbols(atoms=True) for model in control.solve(yield_=True)]

    return run


RECORD_BY_RECORD = ("zen", "clingo")
ENGINES = {
    "polars": with_polars,
    "duckdb": with_duckdb,
    "openfisca": with_openfisca,
    "zen": with_zen,
    "clingo": with_clingo,
}


def plain(made: dict[str, Any], table: pa.Table) -> tuple[dict[str, Any], pa.Table]:
    """With names that every engine can read."""
    new = {name: f"f{n}" for n, name in enumerate(made["facts"])}
    new |= {name: f"d{n}" for n, name in enumerate(made["defs"])}

    def renamed(part: Part) -> Part:
        return new[part] if isinstance(part, str) else [part[0], *map(renamed, part[1:])]

    defs = {new[name]: renamed(part) for name, part in made["defs"].items()}
    facts, outputs = [new[name] for name in made["facts"]], [new[name] for name in made["outputs"]]
    table = table.rename_columns([new[name.removeprefix("item.")] for name in table.column_names])
    return {"facts": facts, "defs": defs, "outputs": outputs}, table


def main() -> None:
    folder = Path(sys.argv[1])
    made = json.loads((folder / "formula.json").read_text())
    made, table = plain(made, ipc.open_file(str(folder / "in.arrow")).read_all())
    for name, engine in ENGINES.items():
        with suppress(ImportError):
            rows = min(SOME, table.num_rows) if name in RECORD_BY_RECORD else table.num_rows
            print(f"{name:<10} {rows / best(engine(made, table)) / 1e6:10.4f} M rows/s")


if __name__ == "__main__":
    main()
