"""Official wording, attached from the console by whoever runs the site: shown beside the rules, never part of them."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from licet.law.official import Bound, bind
from licet.ledger.canonical import JSON
from licet.service.records.services import record

from . import law
from .models import AttachedText, Passage


@transaction.atomic
def attach(*, content: str, filename: str, instrument: str, edition: str, language: str) -> AttachedText:
    """Bind the text to the rules that cite the instrument; it takes the place of an earlier one in that language."""
    bound = bind(law().corpus, content, instrument)
    if not bound.passages:
        raise ValueError(instrument)
    AttachedText.objects.filter(instrument=instrument, language=language).delete()
    text: AttachedText = AttachedText.objects.create(
        instrument=instrument,
        edition=edition,
        language=language,
        filename=filename,
        sha256=sha256(content.encode()).hexdigest(),
        differences=list(bound.differences),
        attached_at=timezone.now(),
    )
    Passage.objects.bulk_create(
        Passage(text=text, rule=rule, body=body) for rule, body in bound.passages.items()
    )
    _record("law_text.attached", text, bound)
    return text


@transaction.atomic
def detach(*, instrument: str, language: str) -> bool:
    """Whether there was one."""
    text = AttachedText.objects.filter(instrument=instrument, language=language).first()
    if text is None:
        return False
    _record("law_text.detached", text, None)
    text.delete()
    return True


def _record(type: str, text: AttachedText, bound: Bound | None) -> None:
    """Whose text and which, never its words."""
    payload: dict[str, JSON] = {
        "instrument": text.instrument,
        "edition": text.edition,
        "language": text.language,
        "sha256": text.sha256,
    }
    if bound is not None:
        payload["rules"] = len(bound.passages)
    record(type=type, actor=None, subject=text, payload=payload, law_digest=law().digest)


def passages_of(rule: str) -> QuerySet[Passage]:
    return Passage.objects.filter(rule=rule).select_related("text").order_by("text__language")
