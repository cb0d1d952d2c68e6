"""Reading documents, always through what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet

from licet.service.people.models import User

from .models import Document


def documents_of(subjects: Iterable[models.Model], actor: User) -> QuerySet[Document]:
    """What was added to these objects and not taken out again, oldest first."""
    return (
        Document.objects.visible_to(actor)
        .filter(subject_id__in=[subject.pk for subject in subjects], removed_at=None)
        .select_related("uploaded_by", "owner_organisation")
    )
