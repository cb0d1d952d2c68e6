"""What was put forward, what an examination found, who signed it or took it back. A bundle is the whole law: base and own files."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from licet.service.base.ids import new_id
from licet.service.letters.querysets import InternalQuerySet


class Draft(models.Model):
    """Own law as somebody put it forward: read without a fault, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.CharField(max_length=300)  # what it changes, and why
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    starts_on = models.DateField()  # as the author asks; a signature after that day starts it at once
    bundle = models.CharField(max_length=64)  # in the store of documents
    base = models.CharField(max_length=64)  # fingerprint of the law it was written on
    law_digest = models.CharField(max_length=128)  # of both together
    files = models.JSONField()  # name to SHA-256 of each own file
    mark = models.JSONField(null=True)  # where it only signs a mark up: rule, mark, source, read_on

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="own_law_draft_says_why"),
            # The other end of the signature's comparison.
            models.UniqueConstraint(fields=["id", "author"], name="own_law_draft_with_author"),
        ]

    def __str__(self) -> str:
        return self.note


class Examination(models.Model):
    """What the draft's tests say and what it would move, against the law in force when it began. Written once it is done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="examinations")
    job = models.OneToOneField("jobs.Job", on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=64, blank=True)  # bundle of the law in force; empty: as it came
    before_digest = models.CharField(max_length=128)
    day = models.DateField()  # the day whose wording was asked
    report = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of draft, law before, day and report
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.digest[:16]


class Signature(models.Model):
    """A second person, never the author, makes the draft the office's law from a day; it names the examination she read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="signature")
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="+")
    in_force = models.OneToOneField("corpus.LawInForce", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("author")), name="own_law_signed_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}"


class TakingBack(models.Model):
    """A draft that nobody signs any more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="taking_back")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="own_law_taking_back_has_reason")]

    def __str__(self) -> str:
        return self.reason[:50]
