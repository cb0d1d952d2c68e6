"""A mandatory ground stops a grant under the declaration that its own criterion names, or by itself. Until now all of them
were those of criterion 2."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "decisions_outcome_mandatory_ground"
MESSAGE = "a mandatory ground was found: nobody can grant this"
FIRST = "'apply_criterion_2_to_all_ccic'"
DECLARED = (
    "COALESCE((SELECT p.declared FROM assessment_policydeclaration p"
    " WHERE p.code = {code} AND p.in_force_from <= CURRENT_DATE"
    " ORDER BY p.in_force_from DESC, p.at DESC LIMIT 1), FALSE)"
)
FOUND = (
    "NEW.kind = 'grant' AND EXISTS ("
    "SELECT 1 FROM assessment_assessment a JOIN assessment_finding f ON f.assessment_id = a.id"
    " WHERE a.case_id = NEW.case_id AND f.effect = 'deny' AND ({binds})"
    " AND a.version = (SELECT max(b.version) FROM assessment_assessment b"
    " WHERE b.case_id = NEW.case_id AND b.completed_at IS NOT NULL)"
    " GROUP BY f.criterion, f.limb HAVING sum(CASE WHEN f.answer = 'yes' THEN 0 ELSE 1 END) = 0)"
)
UNDER = f"COALESCE(f.binds, {FIRST})"
BEFORE = FOUND.format(binds=f"a.policy_id IS NOT NULL OR {DECLARED.format(code=FIRST)}")
AFTER = FOUND.format(
    binds=f"f.binds = 'always' OR ({UNDER} = {FIRST} AND a.policy_id IS NOT NULL) OR {DECLARED.format(code=UNDER)}"
)


def _put(schema_editor: BaseDatabaseSchemaEditor, when: str) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {NAME}", params=None)
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE INSERT ON decisions_outcome WHEN {when}"
            f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            params=None,
        )
        return
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NEW; END $$",
        params=None,
    )


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _put(schema_editor, AFTER)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _put(schema_editor, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_answer_weighed"), ("assessment", "0004_all_criteria")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
