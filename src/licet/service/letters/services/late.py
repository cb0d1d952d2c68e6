"""PDFs of letters that were issued while the library that draws them was missing.

The letter is not touched: it was valid on screen from the first moment. The PDF drawn later shows the same text, is signed
on the day it is drawn, and has a row and an event of its own.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from licet.service.files.storage import keep_bytes
from licet.service.records.services import record

from ..composing import Composed, check_address
from ..drawing import draw
from ..models import LatePdf, Letter

AT_ONCE = 50  # in one round of housekeeping; a letter takes about a second


def without_pdf() -> QuerySet[Letter]:
    """Letters that can only be read on screen, the oldest first."""
    return Letter.objects.filter(pdf_sha256="", late_pdf=None, destroyed=None)


def draw_missing(limit: int = AT_ONCE) -> int:
    """Draw what can be drawn now; how many. Stops at the first that cannot: the library is still missing then."""
    drawn = 0
    for letter in without_pdf()[:limit]:
        if draw_late(letter) is None:
            break
        drawn += 1
    return drawn


@transaction.atomic
def draw_late(letter: Letter) -> LatePdf | None:
    """The PDF of a letter that has none yet; None where the library is missing. Asked again, the one that was drawn."""
    known = LatePdf.objects.filter(letter=letter).first()
    if known is not None:
        return known
    content = draw(composed(letter))
    if not content:
        return None
    row = LatePdf.objects.create(letter=letter, sha256=keep_bytes(content), drawn_at=timezone.now())
    record(type="letter.drawn", actor=None, subject=letter, payload=content_of_late(row), files=[row.sha256])
    return row


def content_of_late(row: LatePdf) -> dict[str, str]:
    """What the event says of it."""
    return {"letter": str(row.letter_id), "pdf_sha256": row.sha256}


def composed(letter: Letter) -> Composed:
    """The letter as it was issued, from what is kept of it."""
    return Composed(
        title=letter.title,
        body=letter.body,
        language=letter.language,
        number=letter.number,
        code=letter.code,
        address=check_address(letter.number, letter.code),
        authority=settings.AUTHORITY_NAME,
    )
