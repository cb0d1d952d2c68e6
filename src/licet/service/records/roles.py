"""The application's role in PostgreSQL: it owns nothing, and has no right that an append-only table refuses.

What may be changed is read from the triggers, so that a table another app protects is covered too.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from psycopg import sql

TABLES = """
SELECT c.relname,
       bool_or(t.tgname = c.relname || '_no_update' AND p.proname = 'records_append_only'),
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


class WrongRole(ValueError):
    """The role is the owner, or a master of the server: taking its powers away would lock its people out."""


def grant(connection: BaseDatabaseWrapper, role: str, password: str = "") -> int:
    """Make the role if it is missing and set its rights anew; run as the tables' owner after every migration.

    Raises WrongRole for the owner itself and for a superuser: nothing is changed then.
    """
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


STANDING = """
SELECT current_user, r.rolsuper OR r.rolcreaterole OR r.rolcreatedb,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
               AND pg_has_role(current_user, c.relowner, 'USAGE'))
FROM pg_roles r WHERE r.rolname = current_user
"""
HELD = """
SELECT has_table_privilege(%(table)s::regclass, 'SELECT'), has_table_privilege(%(table)s::regclass, 'INSERT'),
       has_table_privilege(%(table)s::regclass, 'UPDATE'), has_table_privilege(%(table)s::regclass, 'DELETE')
"""
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def shortcomings(connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
    """The role this process runs as, and in what it is not the application's role as `grant` makes it."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        role, mighty, owns = cursor.fetchone()
        if mighty:
            return role, [_("it can make itself master of the database")]
        if owns:
            return role, [_("it owns tables, so it could remove what protects them")]
        cursor.execute(TABLES)
        faults: list[str] = []
        for table, no_update, no_delete in cursor.fetchall():
            cursor.execute(HELD, {"table": f'"{table}"'})
            held = {verb for verb, has in zip(VERBS, cursor.fetchone(), strict=True) if has}
            faults += _compared(table, held, set(rights(table, bool(no_update), bool(no_delete))))
    return role, faults


def _compared(table: str, held: set[str], wanted: set[str]) -> list[str]:
    faults = []
    if lacking := sorted(wanted - held):
        faults.append(
            _("%(rights)s on %(table)s is missing") % {"rights": ", ".join(lacking), "table": table}
        )
    if too_much := sorted(held - wanted):
        faults.append(
            _("%(rights)s on %(table)s is too much") % {"rights": ", ".join(too_much), "table": table}
        )
    return faults


ATTRIBUTES = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT"
AS_IT_SHOULD_BE = """
SELECT rolcanlogin AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolinherit),
       rolsuper OR rolname IN (current_user, session_user)
FROM pg_roles WHERE rolname = %s
"""


def _make(cursor: object, role: str, password: str) -> None:
    """A role that is as it should be is left alone: whoever owns the tables need not be master of the server."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(AS_IT_SHOULD_BE, [role])
    found = cursor.fetchone()  # type: ignore[attr-defined]
    name = sql.Identifier(role)
    if found and found[1]:
        raise WrongRole(
            _("%(role)s owns the tables or masters the server. Name another role.") % {"role": role}
        )
    if found is None:
        execute(sql.SQL("CREATE ROLE {} " + ATTRIBUTES).format(name))
    elif not found[0]:
        execute(sql.SQL("ALTER ROLE {} " + ATTRIBUTES).format(name))
    if password:
        execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password)))
