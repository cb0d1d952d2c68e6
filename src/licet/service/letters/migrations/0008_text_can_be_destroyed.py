"""The text of a letter can be destroyed under the retention schedule: emptied, once its destruction is on record, and no otherwise.

A later migration that makes the table of letters anew opens it first and ends with `changeable_when` again.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from licet.service.records.protection import append_only, changeable_when

STAY = (
    "id",
    "kind",
    "number",
    "code",
    "reference",
    "language",
    "organisation_id",
    "subject_type",
    "subject_id",
    "occasion",
    "wording_id",
    "html_sha256",
    "pdf_sha256",
    "issued_at",
    "valid_until",
    "replaces_id",
)


def emptied(same: str) -> str:
    """Only the text goes; the title is left as the number."""
    stays = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in STAY)
    on_record = "EXISTS (SELECT 1 FROM letters_letterdestroyed d WHERE d.letter_id = OLD.id)"
    return f"NEW.body = '' AND NEW.title = OLD.number AND {on_record} AND {stays}"


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0007_two_take_a_letter_back"),
        ("records", "0003_submission"),
    ]
    operations = [
        migrations.CreateModel(
            name="LetterDestroyed",
            fields=[
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="destroyed",
                        serialize=False,
                        to="letters.letter",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.event"
                    ),
                ),
            ],
        ),
        append_only("letters_letterdestroyed"),
        changeable_when("letters_letter", emptied),
    ]
