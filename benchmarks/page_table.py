"""`make bench-pages`: the main pages on SQLite and PostgreSQL, with few cases and with very many, in one table.

    LICET_BENCH_POSTGRESQL=postgres://user@127.0.0.1:5432/postgres python -m benchmarks.page_table [SIZE …]

Sizes are numbers of cases, 1,000 and 100,000 unless others are given. LICET_BENCH_POSTGRESQL names a database of a superuser on
the server where the databases to be measured are made; without it SQLite alone is measured. LICET_BENCH_DIR (`.bench`) keeps what
was loaded, as do the databases `licet_bench_…`: what the same migrations and the same `benchmarks.load` made is used again.
LICET_BENCH_READS says how often each page is read, LICET_BENCH_CLOCK=processor counts the time of the server process's processor
in place of the clock's: for a machine that does other work beside.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("LICET_BENCH_DIR", HERE.parent / ".bench"))
SIZES = (1_000, 100_000)
BAR = 100  # milliseconds at the 95th percentile

Page = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Load:
    """A filled database: `settings` is what the environment says to reach it."""

    database: str
    size: int
    settings: dict[str, str]


def main() -> int:
    sizes = [int(text.replace(",", "")) for text in sys.argv[1:]] or list(SIZES)
    loads = [sqlite(size) for size in sizes]
    if server := os.environ.get("LICET_BENCH_POSTGRESQL"):
        loads += [postgresql(load, server) for load in loads]
    found = [read(load) for load in loads]
    print(f"{where()}\n")
    print("\n".join(table(loads, found)))
    late = slow(loads, found)
    print("\n" + (f"Above {BAR} ms at p95: {'; '.join(late)}." if late else f"None above {BAR} ms at p95."))
    return len(late) > 0


# --- what is measured ------------------------------------------------------------------------------


def made_by() -> str:
    """Of the migrations and the filling: another of either is another load."""
    migrations = sorted((HERE.parent / "src").glob("licet/service/*/migrations/[0-9]*.py"))
    names = "\n".join(f"{path.parts[-3]}.{path.stem}" for path in migrations)
    return sha256(names.encode() + (HERE / "load.py").read_bytes()).hexdigest()[:8]


def sqlite(size: int) -> Load:
    folder = FOLDER / f"{size}-{made_by()}"
    load = Load("SQLite", size, {"LICET_DATA_DIR": str(folder), "LICET_DATABASE_URL": ""})
    if not (folder / "filled").exists():
        shutil.rmtree(folder, ignore_errors=True)
        run(load, "benchmarks.load", str(size))
        (folder / "filled").touch()
    return load


def postgresql(like: Load, server: str) -> Load:
    """A copy of the SQLite load, with the same keys and files beside it."""
    name = f"licet_bench_{like.size}_{made_by()}"
    source = like.settings["LICET_DATA_DIR"]
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    load = Load("PostgreSQL", like.size, {"LICET_DATA_DIR": source, "LICET_DATABASE_URL": url})
    if not (Path(source) / "copied").exists() or not exists(server, name):
        make(server, name)
        run(load, "benchmarks.copy_load")
        (Path(source) / "copied").touch()
    return load


def exists(server: str, name: str) -> bool:
    import psycopg

    with psycopg.connect(server) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def make(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # ours: it bears our name
        connection.execute(f'CREATE DATABASE "{name}"')


# --- the table ------------------------------------------------------------------------------------


def read(load: Load) -> dict[str, Page]:
    print(f"Reading: {load.database}, {load.size:,} cases", file=sys.stderr)
    pages = json.loads(run(load, "benchmarks.pages", "--json"))
    return {page["page"]: page for page in pages}


def run(load: Load, module: str, *arguments: str) -> str:
    """In a process of its own; what it tells of its progress goes through."""
    command = [sys.executable, "-m", module, *arguments]
    # An empty setting takes away what this process was given: SQLite needs the database's address unset.
    environment = {name: value for name, value in {**os.environ, **load.settings}.items() if value}
    done = subprocess.run(command, env=environment, cwd=HERE.parent, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def table(loads: list[Load], found: list[dict[str, Page]]) -> list[str]:
    """p50 / p95 of each load; queries and size are the greatest of all."""
    heads = ["page", *(f"{load.database} {load.size:,}" for load in loads), "queries", "kB"]
    lines = [heads, ["---"] * len(heads)]
    names = dict.fromkeys(name for pages in found for name in pages)
    for name in names:
        rows = [pages.get(name) for pages in found]
        there = [row for row in rows if row]
        cells = [f"{row['p50']:.0f} / {row['p95']:.0f}" if row else "–" for row in rows]
        greatest = [max(row["queries"] for row in there), round(max(row["bytes"] for row in there) / 1000)]
        lines.append([name, *cells, *map(str, greatest)])
    return [f"| {' | '.join(line)} |" for line in lines]


def slow(loads: list[Load], found: list[dict[str, Page]]) -> list[str]:
    return [
        f"{name} ({load.database} {load.size:,}: {page['p95']:.0f})"
        for load, pages in zip(loads, found, strict=True)
        for name, page in pages.items()
        if page["p95"] > BAR
    ]


def where() -> str:
    git = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    one, five, fifteen = os.getloadavg()
    clock = os.environ.get("LICET_BENCH_CLOCK", "wall")
    return (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, commit {commit}, ms by the {clock} clock, p50 / p95;"
        f" load of the machine at the end {one:.1f} (of five minutes {five:.1f}, of fifteen {fifteen:.1f})."
    )


if __name__ == "__main__":
    sys.exit(main())
