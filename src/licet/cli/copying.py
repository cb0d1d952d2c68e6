"""Copy the database as it stands at one moment, and put such a copy in place: SQLite and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .exits import BadInput


def vendor() -> str:
    from django.db import connection

    return connection.vendor


@contextmanager
def snapshot(target: Path) -> Iterator[None]:
    """Write the copy to `target`; inside the block, Django reads exactly what the copy holds."""
    with _sqlite(target) if vendor() == "sqlite" else _postgresql(target):
        yield


@contextmanager
def _sqlite(target: Path) -> Iterator[None]:
    from django.db import connection

    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise BadInput(f"{source} is not there: there is nothing to back up. Check LICET_DATA_DIR.")
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)  # one read transaction: writers go on, and are not in it
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    with reading(target):
        yield


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Point Django at another SQLite file."""
    from django.db import connection

    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def _postgresql(target: Path) -> Iterator[None]:
    """pg_dump and Django share one snapshot."""
    from django.db import connection, transaction

    program = tool("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (shared,) = cursor.fetchone()
        _run(
            [
                program,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={shared}",
                f"--file={target}",
            ]
        )
        yield


def load(source: Path) -> None:
    """Fill the empty PostgreSQL database: all of it or nothing."""
    _run([tool("pg_restore"), "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--dbname="
          + _name(), str(source)])  # fmt: skip


def tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise BadInput(
            f"{name} is not installed. Install PostgreSQL's client programs, not older than the server"
            " (Debian: apt-get install postgresql-client)."
        )
    return found


def _name() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BadInput(f"{Path(command[0]).name} failed: {done.stderr.strip() or done.returncode}")


def _environment() -> dict[str, str]:
    """Where libpq finds the server; the password never stands on a command line."""
    from django.db import connection

    given: dict[str, Any] = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    told = {variable: str(given[name]) for variable, name in names.items() if given.get(name)}
    return {**os.environ, **told}


def is_empty() -> bool:
    """Whether there is nothing that a restore could replace."""
    from django.db import connection

    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        return not path.exists() or path.stat().st_size == 0
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)
