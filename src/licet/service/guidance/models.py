"""Versions of guidance as somebody put them forward, who made them the authority's, and how one was taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from licet.service.base.ids import new_id
from licet.service.letters.querysets import InternalQuerySet


class Version(models.Model):
    """What a topic's page said on the day it was put forward, in every language. Never changed: a better one is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.CharField(max_length=60)
    contents = models.JSONField()  # language to the page's content, as composing.py makes it
    meanings = models.JSONField()  # rule to the hash of what it then meant
    digest = models.CharField(max_length=64)  # of contents and meanings
    law_digest = models.CharField(max_length=128)
    note = models.CharField(max_length=300, blank=True)  # what it changes, and why
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["topic", "at"], name="guidance_by_topic")]
        constraints = [
            # The other end of the adoption's comparison.
            models.UniqueConstraint(fields=["id", "author"], name="guidance_version_with_author"),
        ]

    def __str__(self) -> str:
        return self.topic


class Adoption(models.Model):
    """A named person other than the author makes a version the one that the public reads, from that moment on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="adoption")
    topic = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("author")), name="guidance_adopted_by_another"),
            models.UniqueConstraint(fields=["topic", "number"], name="guidance_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.number}"


class Withdrawal(models.Model):
    """The public no longer reads this version, nor an older one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    adoption = models.OneToOneField(Adoption, on_delete=models.PROTECT, related_name="withdrawal")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="guidance_withdrawal_has_reason")]

    def __str__(self) -> str:
        return self.reason[:50]
