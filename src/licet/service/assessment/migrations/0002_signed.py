"""A signed assessment does not change, nor its answers and evidence, whoever asks. Declarations only grow."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.service.records.protection import Guard, Trigger, append_only

# SQL that finds the signed assessment a row belongs to; {row} is OLD or NEW.
ASSESSMENT = "{row}.completed_at IS NOT NULL"
PART = (
    "EXISTS (SELECT 1 FROM assessment_assessment a"
    " WHERE a.id = {row}.assessment_id AND a.completed_at IS NOT NULL)"
)
LINK = (
    "EXISTS (SELECT 1 FROM assessment_assessment a JOIN assessment_finding f ON f.assessment_id = a.id"
    " WHERE f.id = {row}.finding_id AND a.completed_at IS NOT NULL)"
)
REFUSED = [
    ("assessment_assessment", "update", ASSESSMENT, "OLD"),
    ("assessment_assessment", "delete", ASSESSMENT, "OLD"),
    *[
        (table, verb, PART, row)
        for table in ("assessment_finding", "assessment_evidence")
        for verb, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ],
    *[
        ("assessment_finding_evidence", verb, LINK, row)
        for verb, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ],
]
MESSAGE = "a signed assessment does not change"


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    install = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for table, verb, condition, row in REFUSED:
        install(schema_editor, f"{table}_signed_{verb}", table, verb, condition.format(row=row))


def triggers(vendor: str) -> list[Trigger]:
    names = [(table, f"{table}_signed_{verb}") for table, verb, _condition, _row in REFUSED]
    return [Trigger(table, name, name) for table, name in names]


def _sqlite(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str, verb: str, when: str) -> None:
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        params=None,
    )


def _postgresql(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str, verb: str, when: str) -> None:
    back = "OLD" if verb == "delete" else "NEW"
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {back}; END $$",
        params=None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial"), ("records", "0002_append_only")]
    operations = [
        append_only("assessment_policydeclaration"),
        Guard(protect, triggers),
    ]
