"""Copy what `benchmarks.load` made in SQLite, row by row as it stands, into a PostgreSQL database with the same tables.

    LICET_DATA_DIR=… LICET_DATABASE_URL=… python -m benchmarks.copy_load

The two are measured on the same rows, and a copy takes a minute where a second filling takes many. LICET_DATA_DIR names the
folder that holds the SQLite database; LICET_DATABASE_URL the PostgreSQL database, which is emptied. Only for benchmarks: it
switches off what guards the ledger's tables, so it has to be a superuser's.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

ROWS = 5000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
    os.environ["LICET_DEMO"] = "yes"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    with closing(sqlite3.connect(Path(settings.DATA_DIR) / "licet.sqlite3")) as source:
        copy(source)


def copy(source: sqlite3.Connection) -> None:
    from django.db import connection, transaction

    tables = connection.introspection.table_names()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
        cursor.execute("SET LOCAL TimeZone = 'UTC'")  # SQLite keeps UTC without saying so
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        for table in tables:
            fill(source, cursor, table)
    with connection.cursor() as cursor:  # as autovacuum does within minutes
        cursor.execute("VACUUM ANALYZE")


def fill(source: sqlite3.Connection, cursor: Any, table: str) -> None:
    names = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
    columns = ", ".join(f'"{name}"' for name in names)
    with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as rows:
        for row in of(source, f'SELECT {columns} FROM "{table}"'):
            rows.write_row(row)
    cursor.execute(
        "SELECT column_name, pg_get_serial_sequence(%s, column_name) FROM information_schema.columns"
        " WHERE table_name = %s AND is_identity = 'YES'",
        [f'"{table}"', table],
    )
    for column, sequence in cursor.fetchall():
        cursor.execute(
            f'SELECT setval(%s, COALESCE(max("{column}"), 0) + 1, false) FROM "{table}"',
            [sequence],
        )


def of(source: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    found = source.execute(query)
    while some := found.fetchmany(ROWS):
        yield from some


if __name__ == "__main__":
    main()
