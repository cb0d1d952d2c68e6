"""What was put forward, signed or taken back stays as it was, and so does what was law on which day."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("own_law", "0001_initial"),
        ("corpus", "0005_law_in_force"),
        ("records", "0002_append_only"),
    ]
    operations = [
        append_only("own_law_draft"),
        append_only("own_law_signature"),
        append_only("own_law_takingback"),
        append_only("corpus_lawinforce"),
        append_only("corpus_signedmark"),
    ]
