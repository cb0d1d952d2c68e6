"""What was written in a case stays as it was written. The case itself and a release that waits are projections."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("records", "0002_append_only")]
    operations = [
        append_only(
            "casework_note",
            "casework_expedite",
            "casework_question",
            "casework_reply",
            "casework_consultation",
            "casework_advice",
            "casework_silence",
        ),
    ]
