"""Indications as they were given: what the rules said, of which facts, under which law, on which day."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id


class Basis(models.TextChoices):
    CLAIMS = "claims", _("What the exporter states")
    FINDINGS = "findings", _("What the authority found, and the exporter's claims where it found nothing")


class Indication(models.Model):
    """The stored answer of the reasoning. Same subject, basis, day, law and input: the same row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    as_of = models.DateField()
    law_digest = models.CharField(max_length=80)
    input_digest = models.CharField(max_length=80)
    document = models.JSONField()
    result = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "basis", "as_of", "law_digest", "input_digest"],
                name="corpus_same_question_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}, {self.as_of}"


class LawInForce(models.Model):
    """From this day the office answers from this law, until another one begins. Written once two people have signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    starts_on = models.DateField(db_index=True)
    bundle = models.CharField(max_length=64, blank=True)  # empty: the law that comes with the version in use
    law_digest = models.CharField(max_length=128)
    software = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.law_digest[:16]}"


class SignedMark(models.Model):
    """Who answers for the mark of a rule: what was read, when, and who signed with her."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    law = models.ForeignKey(LawInForce, on_delete=models.PROTECT, related_name="marks")
    rule = models.CharField(max_length=120, db_index=True)
    mark = models.CharField(max_length=12)
    source = models.CharField(max_length=300)
    read_on = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.mark}"


class AttachedText(models.Model):
    """Official wording that whoever runs this site has on file. It decides nothing and comes with no copy of Licet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    instrument = models.CharField(max_length=200)  # as the rules cite it
    edition = models.CharField(max_length=200)  # as the operator says
    language = models.CharField(max_length=5)
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    differences = models.JSONField()
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["instrument", "language"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "language"], name="corpus_one_text_in_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.language})"


class Passage(models.Model):
    """The part of an attached text that stands behind one rule."""

    text = models.ForeignKey(AttachedText, on_delete=models.CASCADE, related_name="passages")
    rule = models.CharField(max_length=120, db_index=True)
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "rule"], name="corpus_one_passage_a_rule")]

    def __str__(self) -> str:
        return self.rule


class TableRun(models.Model):
    """A table of transfers that an official had answered, row by row. Upload and answers lie beside the store of documents until
    `ends_on`, and then go with this row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job = models.OneToOneField("jobs.Job", on_delete=models.CASCADE, related_name="+")
    started_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=120)
    ending = models.CharField(max_length=10)  # of the file: .csv, .parquet, .arrow
    regimes = models.JSONField()
    as_of = models.DateField()
    by = models.CharField(max_length=10)
    keep = models.JSONField(default=list)
    ends_on = models.DateField(db_index=True)  # the last day on which it can be fetched

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename

    @property
    def upload(self) -> Path:
        return self._folder / f"{self.pk}{self.ending}"

    @property
    def answers(self) -> Path:
        return self._folder / f"{self.pk}-answers{self.ending}"

    @property
    def _folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / "tables"
