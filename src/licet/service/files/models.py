"""Uploaded documents: a row of facts about content that lies under its own hash, outside the web root."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .storage import path_of
from .visibility import visible_documents

if TYPE_CHECKING:
    from licet.service.people.models import User


class DocumentKind(models.TextChoices):
    CONTRACT = "contract", _("Contract or order")
    END_USER_CERTIFICATE = "end_user_certificate", _("End-user certificate or statement")
    TECHNICAL = "technical", _("Technical description")
    CORRESPONDENCE = "correspondence", _("Correspondence")
    EVIDENCE = "evidence", _("Evidence or report")
    OTHER = "other", _("Other")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: User) -> DocumentQuerySet:
        return self.filter(visible_documents(actor)).distinct()


class Document(models.Model):
    """Content never changes under a document: another upload is another document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Empty for what an official added: it belongs to the authority and no exporter sees it.
    owner_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=30, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    # What it was added to, as the ledger names it (model label, id); files stands below every such model.
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)
    # Taken out of a draft again. The content stays: the ledger holds its hash until the retention period ends.
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["subject_id"], name="files_document_subject")]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> Path:
        return path_of(self.sha256)
