"""Reading own law: drafts, what is in force, and what was on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from licet.law import fingerprint, roots
from licet.law.bundles import own_files
from licet.service.corpus.in_force import content_of, row_on
from licet.service.corpus.models import LawInForce
from licet.service.people.models import User

from .models import Draft, Signature


@dataclass(frozen=True, slots=True)
class File:
    name: str
    number: int  # its place among the files of the draft; 0 for one that it leaves out
    how: str  # same, new, changed, gone - against the own law in force


def drafts(actor: User) -> QuerySet[Draft]:
    rows: QuerySet[Draft] = Draft.objects.visible_to(actor)
    return rows.select_related("author", "signature__by", "signature__in_force", "taking_back__by").order_by(
        "-at", "-id"
    )


def open_drafts(actor: User) -> QuerySet[Draft]:
    """Neither signed nor taken back."""
    return drafts(actor).filter(signature__isnull=True, taking_back__isnull=True)


def signatures() -> QuerySet[Signature]:
    """Newest first: the history of the office's law."""
    rows = Signature.objects.select_related("draft", "author", "by", "in_force")
    return rows.order_by("-in_force__starts_on", "-at")


def signed_on(day: date) -> Signature | None:
    """What the office answered from on that day; None: the law as it came."""
    return signature_of(row_on(day))


def signature_of(row: LawInForce | None) -> Signature | None:
    return signatures().filter(in_force=row).first() if row else None


def upcoming(today: date) -> QuerySet[Signature]:
    return signatures().filter(in_force__starts_on__gt=today).order_by("in_force__starts_on", "at")


def files_in_force(day: date) -> dict[str, bytes]:
    row = row_on(day)
    return own_files(content_of(row.bundle)) if row and row.bundle else {}


def files_of(draft: Draft) -> dict[str, bytes]:
    return own_files(content_of(draft.bundle))


def compared_files(draft: Draft, today: date) -> Iterator[File]:
    """Each file of the draft, and those of the law in force that it leaves out."""
    row = row_on(today)
    signature = signature_of(row) if row and row.bundle else None
    known = signature.draft.files if signature else {}
    places = {name: number for number, name in enumerate(sorted(draft.files), start=1)}
    for name in sorted(draft.files.keys() | known.keys()):
        yield File(name, places.get(name, 0), _how(known.get(name), draft.files.get(name)))


def _how(old: str | None, new: str | None) -> str:
    if old is None:
        return "new"
    if new is None:
        return "gone"
    return "same" if old == new else "changed"


def stands_on_this_version(draft: Draft) -> bool:
    return draft.base == fingerprint(roots(settings.LAW_ROOTS))
