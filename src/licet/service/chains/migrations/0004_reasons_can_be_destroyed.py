"""The reason of a statement may be emptied once the destruction of its deal’s content is on record; nothing else of the row changes."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.emptiable import emptiable


class Migration(migrations.Migration):
    dependencies = [("chains", "0003_stands_alone"), ("records", "0004_emptied")]
    operations = [emptiable("chains", "statement", "reason")]
