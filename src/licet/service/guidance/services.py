"""Put guidance forward, adopt it, take it back: three acts of named people."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.law.topics import Topic
from licet.ledger.canonical import JSON
from licet.service import corpus
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from .composing import page
from .models import Adoption, Version, Withdrawal
from .selectors import in_force, waiting_versions


@transaction.atomic
def put_forward(*, actor: User, topic: Topic, day: date, note: str = "") -> Version:
    """Freeze what the topic's page says today, in every language, for another person to adopt."""
    require(actor, "guidance.put_forward")
    now = page(topic, day)
    adopted, waiting = in_force(topic.id), waiting_versions(actor).get(topic.id)
    if adopted and adopted.version.digest == now.digest:
        raise ValidationError(_("The adopted version says the same. There is nothing to put forward."))
    if waiting and waiting.digest == now.digest:
        raise ValidationError(_("This was put forward already and waits to be adopted."))
    version: Version = Version.objects.create(
        topic=topic.id,
        contents=now.contents,
        meanings=now.meanings,
        digest=now.digest,
        law_digest=corpus.law().digest,
        note=note.strip(),
        author=actor,
        at=timezone.now(),
    )
    _record("guidance.put_forward", actor, version, content_of(version))
    return version


@transaction.atomic
def adopt(*, actor: User, version: Version) -> Adoption:
    """Make a version what the public reads from now on. Never by its author.

    Rows are only added, so there is none to lock: of two adoptions at once the second meets the first's number.
    """
    require(actor, "guidance.adopt", version)
    try:
        with transaction.atomic():
            adoption = _next(version, actor)
    except IntegrityError:
        raise ValidationError(_("Another version of this topic was adopted in the meantime.")) from None
    _record("guidance.adopted", actor, version, {"version": str(version.pk), "number": adoption.number})
    return adoption


def _next(version: Version, actor: User) -> Adoption:
    last = Adoption.objects.filter(topic=version.topic).order_by("number").last()
    made: Adoption = Adoption.objects.create(
        version=version,
        topic=version.topic,
        number=last.number + 1 if last else 1,
        author_id=version.author_id,
        by=actor,
        at=timezone.now(),
    )
    return made


@transaction.atomic
def withdraw(*, actor: User, version: Version, reason: str) -> Withdrawal:
    """The public reads it no longer, and no older version in its place."""
    require(actor, "guidance.withdraw", version)
    if not reason.strip():
        raise ValidationError(_("Say why it is taken back."))
    made: Withdrawal = Withdrawal.objects.create(
        adoption=version.adoption, by=actor, at=timezone.now(), reason=reason.strip()
    )
    payload: dict[str, JSON] = {"version": str(version.pk), "reason": made.reason}
    _record("guidance.withdrawn", actor, version, payload)
    return made


def _record(type: str, actor: User, version: Version, payload: dict[str, JSON]) -> None:
    record(
        type=type,
        actor=actor.pseudonym,
        subject=version,
        payload=payload,
        law_digest=version.law_digest,
    )


def content_of(version: Version) -> dict[str, JSON]:
    """What the event says of it; the digest stands for the whole text."""
    return {
        "version": str(version.pk),
        "topic": version.topic,
        "digest": version.digest,
        "note": version.note,
    }
