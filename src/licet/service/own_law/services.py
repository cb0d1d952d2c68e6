"""Put own law forward, examine it, sign it, take it back. Reading and checking happen before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.law import CorpusError, fingerprint, roots
from licet.law.bundles import bundle
from licet.ledger.canonical import JSON
from licet.service import corpus
from licet.service.corpus import in_force
from licet.service.corpus.entering import enter
from licet.service.files.storage import keep_bytes
from licet.service.jobs import services as jobs
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from .examining import digest_of, examined, obstacles
from .models import Draft, Examination, Signature, TakingBack
from .reading import checked

KIND = "own_law.examination"


def put_forward(
    *,
    actor: User,
    own: Mapping[str, bytes],
    note: str,
    starts_on: date,
    today: date,
    mark: Mapping[str, str] | None = None,
) -> Draft:
    """Take in own law that reads without a fault, and let it be examined. Raises LawRefused with every fault. No files at all:
    back to the law as it came."""
    require(actor, "own_law.put_forward")
    if not note.strip():
        raise ValidationError({"note": _("Say what it changes, and why.")})
    if starts_on < today:
        raise ValidationError(
            {"starts_on": _("Law does not begin in the past. Choose today or a later day.")}
        )
    base = roots(settings.LAW_ROOTS)
    digest, content = checked(base, own).digest, bundle(base, own)
    if sha256(content).hexdigest() == in_force.standing().bundle:
        raise ValidationError(_("This is the law in force, word for word. There is nothing to put forward."))
    made = Draft(
        note=note.strip(),
        author=actor,
        at=timezone.now(),
        starts_on=starts_on,
        bundle=keep_bytes(content),
        base=fingerprint(base),
        law_digest=digest,
        files={name: sha256(text).hexdigest() for name, text in sorted(own.items())},
        mark=dict(mark) if mark else None,
    )
    return _keep(made, actor)


@transaction.atomic
def _keep(draft: Draft, actor: User) -> Draft:
    draft.save(force_insert=True)
    _record("own_law.put_forward", actor, draft, content_of(draft), files=[draft.bundle])
    _examine(actor, draft)
    return draft


def content_of(draft: Draft) -> dict[str, JSON]:
    """What the event says of it; the bundle's hash stands for every word."""
    return {
        "draft": str(draft.pk),
        "note": draft.note,
        "starts_on": draft.starts_on.isoformat(),
        "bundle": draft.bundle,
        "base": draft.base,
        "files": dict(draft.files),
        "mark": draft.mark,
    }


@transaction.atomic
def examine(*, actor: User, draft: Draft) -> Examination:
    """Once more, against the law that is in force by now."""
    require(actor, "own_law.put_forward")
    return _examine(actor, draft)


def _examine(actor: User, draft: Draft) -> Examination:
    from .tasks import examine_draft

    label = _("Examination of own law: %(note)s") % {"note": draft.note}
    before = in_force.standing()
    made: Examination = Examination.objects.create(
        draft=draft,
        job=jobs.start(actor=actor, kind=KIND, label=label[:200], total=100),
        before=before.bundle,
        before_digest=corpus.law().digest,
        day=max(draft.starts_on, timezone.localdate()),
    )
    examine_draft.enqueue(str(made.pk))
    return made


def run(pk: UUID | str, today: date) -> None:
    """What the worker does; killed and begun again it comes to the same. An unforeseen fault is raised on."""
    found = Examination.objects.select_related("draft", "job").get(pk=pk)
    if found.finished_at is not None:
        return
    try:
        report = examined(
            found.draft.bundle, found.before, found.day, today, lambda done: jobs.advance(found.job, done)
        )
    except CorpusError as error:
        jobs.fail(found.job, str(error))
    except BaseException:
        jobs.fail(found.job, _("The examination broke off. Begin it again, or tell the administrator."))
        raise
    else:
        _finish(found, report)


@transaction.atomic
def _finish(found: Examination, report: dict[str, Any]) -> None:
    found.report, found.finished_at = report, timezone.now()
    found.digest = signed_digest(found)
    found.save()
    told: dict[str, JSON] = {
        "draft": str(found.draft_id),
        "examination": str(found.pk),
        "digest": found.digest,
    }
    _record("own_law.examined", None, found.draft, told)
    jobs.finish(found.job, {"digest": found.digest})


def signed_digest(found: Examination) -> str:
    return digest_of(
        bundle=found.draft.bundle,
        law=found.draft.law_digest,
        before=found.before_digest,
        day=found.day.isoformat(),
        report=found.report,
    )


@transaction.atomic
def sign(*, actor: User, draft: Draft, digest: str, today: date) -> Signature:
    """Make the draft the office's law from its day on. `digest` is that of the examination the signer read."""
    require(actor, "own_law.sign", draft)
    found = draft.examinations.first()
    refuse_unless_as_read(draft, found, digest)
    assert found is not None
    starts_on = max(draft.starts_on, today)
    try:
        with transaction.atomic():
            made = _signed(actor, draft, found, starts_on)
    except IntegrityError:
        raise ValidationError(_("Somebody else signed this in the meantime.")) from None
    told: dict[str, JSON] = {
        "draft": str(draft.pk),
        "digest": digest,
        "starts_on": starts_on.isoformat(),
        "in_force": str(made.in_force_id),
    }
    _record("own_law.signed", actor, draft, told, files=[draft.bundle])
    in_force.ask_again()
    return made


def refuse_unless_as_read(draft: Draft, found: Examination | None, digest: str) -> None:
    """What is signed is what was read, on the law that is in force, on the base of this version."""
    if found is None or not found.digest or found.digest != digest:
        raise ValidationError(_("The examination is not the one you read. Read it again before you sign."))
    if obstacles(found.report or {}):
        raise ValidationError(_("Its own tests fail. The author mends them and puts it forward again."))
    if draft.base != fingerprint(roots(settings.LAW_ROOTS)):
        raise ValidationError(
            _(
                "It was written on the law of another version of Licet. Put it forward again on that of this version."
            )
        )
    if found.before != in_force.standing().bundle:
        raise ValidationError(_("The law has changed since it was examined. Have it examined again."))


def is_overtaken(draft: Draft, found: Examination) -> bool:
    """Whether the law in force, or that of this version, is another one than it was examined against."""
    return found.before != in_force.standing().bundle or draft.base != fingerprint(roots(settings.LAW_ROOTS))


def _signed(actor: User, draft: Draft, found: Examination, starts_on: date) -> Signature:
    row = enter(
        starts_on=starts_on,
        bundle=draft.bundle if draft.files else "",
        law_digest=draft.law_digest,
        author=draft.author,
        signer=actor,
        mark=draft.mark,
    )
    made: Signature = Signature.objects.create(
        draft=draft, examination=found, in_force=row, author_id=draft.author_id, by=actor, at=timezone.now()
    )
    return made


@transaction.atomic
def take_back(*, actor: User, draft: Draft, reason: str) -> TakingBack:
    require(actor, "own_law.take_back", draft)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    made: TakingBack = TakingBack.objects.create(
        draft=draft, by=actor, at=timezone.now(), reason=reason.strip()
    )
    _record("own_law.taken_back", actor, draft, {"draft": str(draft.pk), "reason": made.reason})
    return made


def _record(
    type: str, actor: User | None, draft: Draft, payload: dict[str, JSON], files: list[str] | None = None
) -> None:
    record(
        type=type,
        actor=actor.pseudonym if actor else None,
        subject=draft,
        payload=payload,
        files=files or [],
        law_digest=draft.law_digest,
    )
