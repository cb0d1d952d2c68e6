"""What was put forward, adopted and taken back stays as it was."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_initial"), ("records", "0002_append_only")]
    operations = [
        append_only("guidance_version"),
        append_only("guidance_adoption"),
        append_only("guidance_withdrawal"),
    ]
