"""Every letter has its number; letters, their ends, wordings and adoptions stay as they were written."""

from __future__ import annotations

from django.db import migrations, models

from licet.service.records.protection import append_only


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_numbers_of_older_letters"), ("records", "0002_append_only")]
    operations = [
        migrations.AlterField("letter", "number", models.CharField(max_length=50, unique=True)),
        migrations.AlterField("letter", "occasion", models.UUIDField()),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("occasion", "kind"), name="letters_one_of_an_occasion"),
        ),
        append_only("letters_letter", "letters_letterend", "letters_wording", "letters_adoption"),
    ]
