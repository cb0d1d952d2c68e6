"""The application's role in PostgreSQL: it owns nothing, and has no right that an append-only table refuses.

What may be changed is read from the triggers, so that a table another app protects is covered too.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

TABLES = """
SELECT c.relname,
       bool_or(t.tgname = c.relname || '_no_update'),
       bool_or(t.tgname = c.relname || '_no_delete' AND p.proname = 'records_append_only')
FROM pg_class c
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
LEFT JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
GROUP BY c.relname ORDER BY c.relname
"""


def rights(table: str, update_refused: bool, delete_refused: bool) -> list[str]:
    if table == "django_migrations":
        return ["SELECT"]
    granted = ["SELECT", "INSERT"]
    granted += [] if update_refused else ["UPDATE"]
    return granted + ([] if delete_refused else ["DELETE"])


def grant(connection: BaseDatabaseWrapper, role: str, password: str = "") -> int:
    """Make the role if it is missing and set its rights anew; run as the tables' owner after every migration."""
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        _make(cursor, role, password)
        cursor.execute("SELECT current_schema()")
        schema = sql.Identifier(cursor.fetchone()[0])
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, name))
        cursor.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(schema, name))
        cursor.execute(
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, name)
        )
        cursor.execute(TABLES)
        tables = cursor.fetchall()
        for table, no_update, no_delete in tables:
            allowed = sql.SQL(", ").join(map(sql.SQL, rights(table, bool(no_update), bool(no_delete))))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(allowed, sql.Identifier(table), name))
    return len(tables)


def _make(cursor: object, role: str, password: str) -> None:
    execute = cursor.execute  # type: ignore[attr-defined]
    execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:  # type: ignore[attr-defined]
        execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT").format(
            sql.Identifier(role)
        )
    )
    if password:
        execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
