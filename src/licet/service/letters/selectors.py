"""Reading letters."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from licet.service.people.models import User

from .models import Letter


def letters_about(subject_id: UUID, actor: User) -> QuerySet[Letter]:
    """The letters on one subject that the reader may see, oldest first."""
    rows: QuerySet[Letter] = Letter.objects.visible_to(actor).filter(subject_id=subject_id)
    return rows
