"""Gaps on record, and what was said of them, stay as they were."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("bench", "0001_initial"), ("records", "0002_append_only")]
    operations = [append_only("bench_gaprecord"), append_only("bench_gapstep")]
