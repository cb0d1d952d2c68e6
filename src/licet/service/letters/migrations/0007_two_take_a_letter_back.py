"""A letter is taken back by two people and can be replaced by a corrected one; an adoption gives its reason."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import licet.service.base.ids
from licet.service.records.protection import append_only, opened

OPENED = ("letters_letter", "letters_letterend", "letters_adoption")
KIND = models.CharField(
    choices=[
        ("acknowledgement", "Acknowledgement of receipt"),
        ("question", "Question to the exporter"),
        ("intent_to_refuse", "Notice of intended refusal"),
        ("licence", "Licence"),
        ("refusal", "Refusal"),
        ("no_licence", "No licence required"),
        ("returned", "Application returned as incomplete"),
        ("withdrawal", "Confirmation of a withdrawal"),
        ("retraction", "Notice that a letter is withdrawn"),
    ],
    max_length=20,
)


def a_person() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


def stand_alone(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Taken back: before, an act had one letter of a kind; a corrected one stands by itself."""
    for letter in apps.get_model("letters", "Letter").objects.filter(replaces__isnull=False).iterator():
        letter.occasion = letter.pk
        letter.save(update_fields=["occasion"])


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0006_late_pdf"),
        ("records", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        opened(*OPENED),
        migrations.RemoveConstraint(model_name="letter", name="letters_one_of_an_occasion"),
        migrations.AddField(
            "letter",
            "replaces",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacement",
                to="letters.letter",
            ),
        ),
        migrations.AlterField("letter", "kind", KIND),
        migrations.AlterField("wording", "kind", KIND),
        migrations.AlterField("adoption", "kind", KIND),
        migrations.AddField("adoption", "reason", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                fields=["occasion", "kind"],
                condition=models.Q(replaces__isnull=True),
                name="letters_one_of_an_occasion",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, stand_alone, elidable=False),
        migrations.CreateModel(
            name="Retraction",
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
                ("reason", models.TextField()),
                ("told", models.TextField()),
                ("replace", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", a_person()),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retractions",
                        to="letters.letter",
                    ),
                ),
            ],
            options={"ordering": ["at", "id"]},
        ),
        migrations.CreateModel(
            name="RetractionRefused",
            fields=[
                (
                    "retraction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="refused",
                        serialize=False,
                        to="letters.retraction",
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", a_person()),
            ],
        ),
        migrations.AddField(
            "letterend",
            "retraction",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="end",
                to="letters.retraction",
            ),
        ),
        migrations.AddField(
            "letterend",
            "asked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "letterend",
            models.CheckConstraint(
                condition=models.Q(retraction__isnull=True, asked_by__isnull=True)
                | models.Q(retraction__isnull=False, asked_by__isnull=False)
                & ~models.Q(by=models.F("asked_by")),
                name="letters_withdrawn_by_two",
            ),
        ),
        append_only(*OPENED, "letters_retraction", "letters_retractionrefused"),
    ]
