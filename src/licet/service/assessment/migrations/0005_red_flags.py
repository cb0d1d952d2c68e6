"""Whether a red flag shows in a case: rows that are only added to."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import licet.service.base.ids
from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0004_all_criteria"),
        ("casework", "0005_finding_sources"),
        ("records", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RedFlagLook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=licet.service.base.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flag", models.CharField(max_length=60)),
                ("shows", models.BooleanField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="red_flags",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="assessment_flag_has_reason"
                    )
                ],
            },
        ),
        append_only("assessment_redflaglook"),
    ]
