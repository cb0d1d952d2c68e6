"""A letter that was issued stays as it was issued."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("records", "0002_append_only")]
    operations = [append_only("letters_letter")]
