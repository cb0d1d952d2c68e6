"""Every migration of Licet can be taken back and made again with the demonstration's records in the database.

From the newest to the oldest: each is taken back, each of ours made again, and taken back for good. What is not its own stays as it was
to the letter; made again, tables, constraints, indexes and triggers are the same as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from database import Databases, PostgresqlDatabases
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

from licet.service.records import guards
from licet.service.records.models import Installation
from licet.service.records.sequencer import seal_all
from licet.service.site import demo

Table = list[dict[str, str]]
Data = dict[str, Table]
Schema = dict[str, object]

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, t.tgrelid::regclass::text, pg_get_triggerdef(t.oid) || pg_get_functiondef(t.tgfoid)"
    " FROM pg_trigger t WHERE NOT t.tgisinternal",
}
# Migrations that cannot be taken back, each with its reason. Whoever needs the state before restores a backup.
IRREVERSIBLE: dict[tuple[str, str], str] = {}

# Rows that the version before a migration has no word for, by table, column and value: they go when it is taken back.
LEFT_BEHIND = {("people", "0002_sign_in"): ("people_membership", "role", "'administrator'")}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@contextmanager
def owned_copy(databases: Databases) -> Iterator[None]:
    """The copy of this test, as whoever may change its tables."""
    with (
        databases.as_owner_of(connection.settings_dict["NAME"])
        if isinstance(databases, PostgresqlDatabases)
        else nullcontext()
    ):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_each_migration_is_taken_back_and_made_again(databases: Databases) -> None:
    Installation.objects.create(demo=True)
    demo.load()
    seal_all()
    with owned_copy(databases):
        whole = data()
        assert len(whole["records_event"]) > 20
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        steps = list(way_back(executor))
        walked = {(migration.app_label, migration.name) for _state, migration in steps}
        assert {key for key, each in executor.loader.disk_migrations.items() if of_licet(each)} <= walked
        for state, migration in steps:
            there_and_back(executor, state, migration, whole)
        for state, migration in reversed(steps):
            executor.apply_migration(state.clone(), migration)
        assert guards.missing() == []
        assert sorted(data()) == sorted(whole)


def there_and_back(
    executor: MigrationExecutor, state: ProjectState, migration: Migration, whole: Data
) -> None:
    key = (migration.app_label, migration.name)
    before = schema()
    take_back(executor, state, migration)
    if key in LEFT_BEHIND:
        table, column, value = LEFT_BEHIND[key]
        whole[table] = [row for row in whole[table] if row[column] != value]
    forget_what_went(whole)
    assert_kept(whole, f"{key} was taken back")
    if of_licet(migration) and not migration.initial:
        executor.apply_migration(state.clone(), migration)
        assert schema() == before, f"{key} does not make again what it made"
        assert_kept(whole, f"{key} was made again")
        take_back(executor, state, migration)


def forget_what_went(whole: Data) -> None:
    """A table that went took its rows along, a column its values: made again, they start anew."""
    with connection.cursor() as cursor:
        there = set(tables())
        for table in whole:
            described = (
                connection.introspection.get_table_description(cursor, table) if table in there else []
            )
            left = {column.name for column in described}
            whole[table] = [{name: row[name] for name in row if name in left} for row in whole[table] if left]


def take_back(executor: MigrationExecutor, state: ProjectState, migration: Migration) -> None:
    key = (migration.app_label, migration.name)
    try:
        executor.unapply_migration(state.clone(), migration)
    except IrreversibleError:
        pytest.fail(f"{key} cannot be taken back: give it a way back, or its reason in IRREVERSIBLE.")


def way_back(executor: MigrationExecutor) -> Iterator[tuple[ProjectState, Migration]]:
    """Newest first: the migrations of Licet and those of others that stand on them, each with the state before it."""
    graph = executor.loader.graph
    plan = executor.migration_plan(graph.leaf_nodes(), clean_start=True)
    state = executor.loader.project_state(())
    states = []
    for migration, _backwards in plan:
        if ours(graph, migration):
            states.append((state.clone(), migration))
        state = migration.mutate_state(state, preserve=False)
    for before, migration in reversed(states):
        if (migration.app_label, migration.name) in IRREVERSIBLE:
            return
        before.apps  # noqa: B018  rendered once
        yield before, migration


def ours(graph: Any, migration: Migration) -> bool:
    needed = graph.forwards_plan((migration.app_label, migration.name))
    return any(of_licet(graph.nodes[key]) for key in needed)


def of_licet(migration: Migration) -> bool:
    return migration.__module__.startswith("licet.")


# --- what is in the database ------------------------------------------------------------------------


def tables() -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return sorted(name for name in names if name != "django_migrations")


def data() -> Data:
    found: Data = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, map(repr, row), strict=True)) for row in cursor.fetchall()]
    return found


def assert_kept(whole: Data, when: str) -> None:
    """Whatever is in the database now and was there at first says the same."""
    for table, rows in data().items():
        known = {name for row in whole.get(table, [])[:1] for name in row}
        if rows or known:
            columns = known & {name for row in rows[:1] for name in row}
            assert narrowed(rows, columns) == narrowed(whole.get(table, []), columns), (
                f"{table} changed as {when}"
            )


def narrowed(rows: Table, columns: set[str]) -> list[str]:
    return sorted(repr([row[name] for name in sorted(columns)]) for row in rows)


def schema() -> Schema:
    found: Schema = {}
    with connection.cursor() as cursor:
        for table in tables():
            described = connection.introspection.get_table_description(cursor, table)
            found[table] = sorted((c.name, str(c.type_code), c.null_ok, str(c.default)) for c in described)
            constraints = connection.introspection.get_constraints(cursor, table)
            found[f"{table}: constraints"] = {
                name: {key: value for key, value in each.items() if key != "definition"}
                for name, each in constraints.items()
                if not name.startswith("__unnamed")
            }
        cursor.execute(TRIGGERS[connection.vendor])
        found["triggers"] = sorted(cursor.fetchall())
    return found
