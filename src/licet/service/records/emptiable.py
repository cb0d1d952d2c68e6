"""Free text in rows that are otherwise never changed: a migration says which columns may be emptied, once the destruction of the
content they belong to is on record. `operations = [emptiable("casework", "note", "text")]`.

The rest of such a row stays as it was, and nothing but `GONE` takes the place of a text.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from .protection import Trigger, refuse, take_down

GONE = "[…]"
"""What a page shows in the place of a destroyed text. Not empty: a reason that was given is not one that was never asked."""


ON_RECORD = (
    "EXISTS (SELECT 1 FROM records_emptied e JOIN records_event d ON d.subject_id = e.event_id"
    " WHERE e.held_in = '{table}' AND e.row_key = {key}"
    " AND d.subject_type = 'records.event' AND d.type = 'content.destroyed')"
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A trigger of the app's own that refuses changes only of some rows, and must go on doing so."""

    name: str
    when: str
    message: str


def emptiable(app: str, model: str, *fields: str, signed: Signed | None = None) -> migrations.RunPython:
    """From here on these columns of an append-only table (or of `signed` rows) may be emptied."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        table, unless = _emptied(apps.get_model(app, model), fields, schema_editor.connection.vendor)
        found = signed or Signed(f"{table}_no_update", "", f"append-only: {table}")
        take_down(schema_editor, Trigger(table, found.name, signed.name if signed else ""))
        when = f"({found.when}) AND NOT ({unless})" if found.when else f"NOT ({unless})"
        _put_up(schema_editor, table, Signed(found.name, when, found.message), f"{table}_may_empty")

    def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        table = apps.get_model(app, model)._meta.db_table
        name = signed.name if signed else f"{table}_no_update"
        take_down(schema_editor, Trigger(table, name, f"{table}_may_empty"))
        if signed:
            _put_up(schema_editor, table, signed, signed.name)
        else:
            refuse(schema_editor, table, "update")

    return migrations.RunPython(forwards, backwards, elidable=False)


def _put_up(schema_editor: BaseDatabaseSchemaEditor, table: str, refusal: Signed, function: str) -> None:
    before = f"CREATE TRIGGER {refusal.name} BEFORE UPDATE ON {table}"
    if schema_editor.connection.vendor == "sqlite":
        stop = f"SELECT RAISE(ABORT, '{refusal.message}')"
        schema_editor.execute(f"{before} WHEN {refusal.when} BEGIN {stop}; END", params=None)
        return
    schema_editor.execute(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {refusal.when} THEN RAISE EXCEPTION '{refusal.message}'; END IF; RETURN NEW; END $$",
        params=None,
    )
    schema_editor.execute(f"{before} FOR EACH ROW EXECUTE FUNCTION {function}()", params=None)


def _emptied(model: type[models.Model], fields: tuple[str, ...], vendor: str) -> tuple[str, str]:
    """The table, and in SQL: only these columns change, to what stands for nothing, and the destruction is on record."""
    table, same = model._meta.db_table, "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    columns = model._meta.concrete_fields
    pk = f"OLD.{model._meta.pk.column}"
    key = f"CAST({pk} AS TEXT)" if vendor == "sqlite" else f"replace({pk}::text, '-', '')"
    on_record = ON_RECORD.format(table=table, key=key)
    stay = [f'NEW."{each.column}" {same} OLD."{each.column}"' for each in columns if each.name not in fields]
    gone = [_nothing(each, vendor) for each in columns if each.name in fields]
    return table, " AND ".join([on_record, *stay, *gone])


def _nothing(field: models.Field, vendor: str) -> str:  # type: ignore[type-arg]
    if not isinstance(field, models.JSONField):
        return f"NEW.\"{field.column}\" IN ('', '{GONE}')"
    return f"NEW.\"{field.column}\" = '[]'" + ("" if vendor == "sqlite" else "::jsonb")
