"""The PDF of a letter that was issued while the library that draws it was missing."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_every_letter_numbered"), ("records", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="LatePdf",
            fields=[
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="late_pdf",
                        serialize=False,
                        to="letters.letter",
                    ),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("drawn_at", models.DateTimeField()),
            ],
        ),
        append_only("letters_latepdf"),
    ]
