"""What people wrote may be emptied once the destruction of its case’s content is on record; nothing else of a row changes."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.emptiable import Signed, emptiable

# As migrations 0002 and 0004 put them up.
MESSAGE = "a signed assessment does not change"
WHOLE = "OLD.completed_at IS NOT NULL"
PART = (
    "EXISTS (SELECT 1 FROM assessment_assessment a"
    " WHERE a.id = OLD.assessment_id AND a.completed_at IS NOT NULL)"
)


def signed(model: str, when: str) -> Signed:
    return Signed(f"assessment_{model}_signed_update", when, MESSAGE)



class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_red_flags"), ("records", "0004_emptied")]
    operations = [
        emptiable("assessment", "assessment", "summary", signed=signed("assessment", WHOLE)),
        emptiable("assessment", "finding", "reasons", "tried", signed=signed("finding", PART)),
        emptiable("assessment", "evidence", "source", "title", "reference", signed=signed("evidence", PART)),
        emptiable("assessment", "setaside", "reasons", signed=signed("setaside", PART)),
        emptiable("assessment", "disclosure", "reason"),
        emptiable("assessment", "redflaglook", "reason"),
    ]
