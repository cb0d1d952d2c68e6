"""An indication is what the rules said that day: never changed afterwards."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("corpus", "0001_initial"), ("records", "0002_append_only")]
    operations = [append_only("corpus_indication")]
