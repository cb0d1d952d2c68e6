"""What people wrote may be emptied once the destruction of its case’s content is on record; nothing else of a row changes."""

from __future__ import annotations

from django.db import migrations

from licet.service.records.emptiable import emptiable


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_rulings"), ("records", "0004_emptied")]
    operations = [
        emptiable("letters", "retraction", "reason", "told"),
        emptiable("letters", "retractionrefused", "reason"),
        emptiable("letters", "letterend", "reason"),
    ]
