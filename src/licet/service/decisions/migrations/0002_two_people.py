"""Two people, one outcome, and no grant over a mandatory ground: held by the database whoever writes to it.

PostgreSQL has the composite foreign key from an outcome to its proposal *with* its proposer. SQLite cannot add one to a
table that exists; a trigger there has the same effect. Both compare in UUID columns, which SQLite keeps as text.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from licet.service.records.protection import Guard, Trigger, append_only

COMPOSITE_KEY = (
    "ALTER TABLE decisions_outcome ADD CONSTRAINT decisions_outcome_of_its_proposer"
    " FOREIGN KEY (proposal_id, proposer_id) REFERENCES decisions_proposal (id, proposer_id)"
)
# Criterion 2 binds if that was declared when the assessment was signed, or is on the day of decision.
DECLARED_TODAY = (
    "COALESCE((SELECT p.declared FROM assessment_policydeclaration p"
    " WHERE p.code = 'apply_criterion_2_to_all_ccic' AND p.in_force_from <= CURRENT_DATE"
    " ORDER BY p.in_force_from DESC, p.at DESC LIMIT 1), FALSE)"
)
# Each: name, table, what must not be so, message.
REFUSED = [
    (
        "decisions_outcome_as_proposed",
        "decisions_outcome",
        "NOT EXISTS (SELECT 1 FROM decisions_proposal p WHERE p.id = NEW.proposal_id"
        " AND p.proposer_id = NEW.proposer_id AND p.case_id = NEW.case_id AND p.kind = NEW.kind)",
        "an outcome is that of its proposal and its proposer",
    ),
    (
        "decisions_outcome_not_returned",
        "decisions_outcome",
        "EXISTS (SELECT 1 FROM decisions_proposalreturn r WHERE r.proposal_id = NEW.proposal_id)",
        "a returned proposal cannot be decided",
    ),
    (
        # The assessment that counts is the last one signed, whatever the outcome names.
        "decisions_outcome_mandatory_ground",
        "decisions_outcome",
        "NEW.kind = 'grant' AND EXISTS ("
        "SELECT 1 FROM assessment_assessment a JOIN assessment_finding f ON f.assessment_id = a.id"
        " WHERE a.case_id = NEW.case_id AND f.effect = 'deny'"
        f" AND (a.policy_id IS NOT NULL OR {DECLARED_TODAY})"
        " AND a.version = (SELECT max(b.version) FROM assessment_assessment b"
        " WHERE b.case_id = NEW.case_id AND b.completed_at IS NOT NULL)"
        " GROUP BY f.criterion, f.limb HAVING sum(CASE WHEN f.answer = 'yes' THEN 0 ELSE 1 END) = 0)",
        "a mandatory ground was found: nobody can grant this",
    ),
    (
        "decisions_outcome_signed_assessment",
        "decisions_outcome",
        "NEW.kind = 'grant' AND NEW.assessment_id IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM assessment_assessment a WHERE a.id = NEW.assessment_id AND a.case_id = NEW.case_id"
        " AND a.completed_at IS NOT NULL)",
        "a grant rests on a signed assessment of its own case",
    ),
    (
        "decisions_outcome_release_by_two",
        "decisions_outcome",
        "NEW.kind = 'grant' AND NEW.assessment_id IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM casework_release r WHERE r.id = NEW.release_id AND r.case_id = NEW.case_id"
        " AND r.confirmed_by_id IS NOT NULL)",
        "an assessment is set aside by two people",
    ),
    (
        "decisions_licence_of_grant",
        "decisions_licence",
        "NOT EXISTS (SELECT 1 FROM decisions_outcome o WHERE o.id = NEW.outcome_id AND o.kind = 'grant'"
        " AND o.case_id = NEW.case_id)",
        "a licence follows from a grant",
    ),
]


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(COMPOSITE_KEY, params=None)
    for refused in REFUSED:
        (_sqlite if sqlite else _postgresql)(schema_editor, *refused)


def triggers(vendor: str) -> list[Trigger]:
    return [Trigger(table, name, name) for name, table, _when, _message in REFUSED]


def drop_key(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE decisions_outcome DROP CONSTRAINT decisions_outcome_of_its_proposer", params=None
        )


def _sqlite(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str, when: str, message: str) -> None:
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        params=None,
    )


def _postgresql(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str, when: str, message: str) -> None:
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW; END $$",
        params=None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()", params=None
    )


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
        ("assessment", "0002_signed"),
        ("casework", "0002_append_only"),
        ("records", "0002_append_only"),
    ]
    operations = [
        append_only("decisions_proposal", "decisions_proposalreturn", "decisions_outcome", "decisions_licence"),
        Guard(protect, triggers, before_taking_down=drop_key),
    ]
