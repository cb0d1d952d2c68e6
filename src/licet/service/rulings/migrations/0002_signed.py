"""A signed ruling does not change, nor what it says of an entry, whoever asks. What was asked, answered, found and ended only grows."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.service.records.protection import Guard, Trigger, append_only

# SQL that finds the signed ruling a row belongs to; {row} is OLD or NEW.
SIGNED = "{row}.signed_at IS NOT NULL"
LINE = "EXISTS (SELECT 1 FROM rulings_ruling r WHERE r.id = {row}.ruling_id AND r.signed_at IS NOT NULL)"
REFUSED = [
    ("rulings_ruling", "update", SIGNED, "OLD"),
    ("rulings_ruling", "delete", SIGNED, "OLD"),
    ("rulings_rulingline", "insert", LINE, "NEW"),
    ("rulings_rulingline", "update", LINE, "OLD"),
    ("rulings_rulingline", "delete", LINE, "OLD"),
]
MESSAGE = "a signed ruling does not change"


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, verb, condition, row in REFUSED:
        name, when = f"{table}_signed_{verb}", condition.format(row=row)
        before = f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table}"
        if schema_editor.connection.vendor == "sqlite":
            stop = f"SELECT RAISE(ABORT, '{MESSAGE}')"
            schema_editor.execute(f"{before} WHEN {when} BEGIN {stop}; END", params=None)
            continue
        back = "OLD" if verb == "delete" else "NEW"
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {back}; END $$",
            params=None,
        )
        schema_editor.execute(f"{before} FOR EACH ROW EXECUTE FUNCTION {name}()", params=None)


def triggers(vendor: str) -> list[Trigger]:
    names = [(table, f"{table}_signed_{verb}") for table, verb, _condition, _row in REFUSED]
    return [Trigger(table, name, name) for table, name in names]


class Migration(migrations.Migration):
    dependencies = [("rulings", "0001_initial"), ("records", "0002_append_only")]
    operations = [
        append_only(
            "rulings_inquiry",
            "rulings_inquiryend",
            "rulings_inquiryquestion",
            "rulings_inquiryreply",
            "rulings_inquiryfinding",
            "rulings_rulingend",
        ),
        Guard(protect, triggers),
    ]
