"""Criteria set aside with a reason, what a source is about, and when a finding binds. Columns are nullable: SQLite then adds
them without rebuilding the table, which would lose its triggers."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import licet.service.base.ids
from licet.service.records.protection import Guard, Trigger

SIGNED = (
    "EXISTS (SELECT 1 FROM assessment_assessment a"
    " WHERE a.id = {row}.assessment_id AND a.completed_at IS NOT NULL)"
)
MESSAGE = "a signed assessment does not change"
TABLE = "assessment_setaside"
VERBS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for verb, row in VERBS.items():
        name, when = f"{TABLE}_signed_{verb}", SIGNED.format(row=row)
        before = f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {TABLE}"
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
    return [Trigger(TABLE, f"{TABLE}_signed_{verb}", f"{TABLE}_signed_{verb}") for verb in VERBS]


class Migration(migrations.Migration):

    dependencies = [("assessment", "0003_disclosures")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="about",
            field=models.CharField(
                choices=[
                    ("end_user", "The end-user or its unit"),
                    ("item", "The item, or its maker"),
                    ("party", "Another party of the deal"),
                    ("country", "The country or region in general"),
                    ("other", "Something else"),
                ],
                max_length=20,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="finding", name="binds", field=models.CharField(max_length=60, null=True)
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=licet.service.base.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("criterion", models.CharField(max_length=60)),
                ("reasons", models.TextField()),
                ("found_on", models.DateField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="set_aside",
                        to="assessment.assessment",
                    ),
                ),
            ],
            options={
                "ordering": ["criterion"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion"), name="assessment_set_aside_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons", ""), _negated=True),
                        name="assessment_set_aside_has_reasons",
                    ),
                ],
            },
        ),
        Guard(protect, triggers),
    ]
