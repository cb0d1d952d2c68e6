"""Open hits are few among many: an index of their own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(condition=models.Q(status="open"), fields=["party"], name="lists_open_hits"),
        )
    ]
