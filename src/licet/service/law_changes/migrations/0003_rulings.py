"""Rulings rest on answers too. A ruling given on request belongs to no case."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from licet.service.records.protection import append_only, opened

KIND = [
    ("case", "Open case"),
    ("licence", "Licence in force"),
    ("no_licence", "Answer that no licence is required"),
    ("ruling", "Ruling in force"),
]


def to(model: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model
    )


class Migration(migrations.Migration):
    dependencies = [("law_changes", "0002_append_only"), ("rulings", "0002_signed")]
    operations = [
        opened("law_changes_changedanswer"),
        migrations.AddField("changedanswer", "ruling", to("rulings.ruling")),
        migrations.AlterField("changedanswer", "case", to("casework.case")),
        migrations.AlterField("changedanswer", "kind", models.CharField(choices=KIND, max_length=12)),
        migrations.AlterField("sweep", "kind", models.CharField(choices=KIND, default="case", max_length=12)),
        migrations.AddConstraint(
            "changedanswer",
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(ruling__isnull=False),
                name="law_changes_answer_of_something",
            ),
        ),
        append_only("law_changes_changedanswer"),
    ]
