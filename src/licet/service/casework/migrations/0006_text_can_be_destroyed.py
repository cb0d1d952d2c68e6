"""What people wrote may be emptied once the destruction of its case’s content is on record; nothing else of a row changes."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.emptiable import emptiable


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_finding_sources"), ("records", "0004_emptied")]
    operations = [
        emptiable("casework", "note", "text"),
        emptiable("casework", "expedite", "asked_by", "reason"),
        emptiable("casework", "question", "text"),
        emptiable("casework", "reply", "text"),
        emptiable("casework", "consultation", "text"),
        emptiable("casework", "advice", "reasons", "conditions"),
        emptiable("casework", "silence", "tried"),
        emptiable("casework", "findingsource", "text"),
    ]
