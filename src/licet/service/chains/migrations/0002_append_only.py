"""What was stated of a deal stays stated: the database itself refuses to change or remove it."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("chains", "0001_initial"), ("records", "0002_append_only")]
    operations = [append_only("chains_statement")]
