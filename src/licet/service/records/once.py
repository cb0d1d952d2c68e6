"""Once per form: a form whose answer got lost may be sent again, and what it asked for still happens once.

Every page masks the form's token anew when it is shown, so the token names one showing of one form. The first act that a
request records claims token, address and content in its own transaction; the same form with the same content cannot
commit a second time, whether it comes at the same moment or after a crash.
"""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from .models import Submission

MASKED = 64  # characters: a token as a page shows it; the bare secret has half of that and names no page
KEPT = timedelta(days=30)  # nobody sends a form again that was shown before that


class AlreadyDone(Exception):
    """This very form was taken already; nothing was done now."""

    def __init__(self, submission: Submission | None) -> None:
        super().__init__("This form was taken already.")
        self.led_to = submission.led_to if submission else ""


class Claim:
    """What one request would claim with its first act."""

    def __init__(self, key: str) -> None:
        self.key, self.made, self.committed = key, False, False

    def commit(self) -> None:
        self.committed = True

    @property
    def stands(self) -> bool:
        """Made in this transaction, or in one before it that was not rolled back."""
        waiting = transaction.get_connection().run_on_commit
        return self.committed or any(entry[1] == self.commit for entry in waiting)


current: ContextVar[Claim | None] = ContextVar("current_claim", default=None)


def key_of(request: HttpRequest) -> str:
    """The form as sent: page, person, address, content with files. Empty where no page's form was sent."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if request.method != "POST" or len(token) != MASKED:
        return ""
    digest = hashlib.sha256()
    user = getattr(request, "user", None)
    for part in (token, str(getattr(user, "pk", "")), request.get_full_path(), *_content(request)):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def _content(request: HttpRequest) -> list[str]:
    fields = [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
    return fields + [
        f"{name}={upload.name}={_digest(upload)}"
        for name, uploads in sorted(request.FILES.lists())
        for upload in uploads
    ]


def _digest(upload: object) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():  # type: ignore[attr-defined]
        digest.update(chunk)
    upload.seek(0)  # type: ignore[attr-defined]
    return digest.hexdigest()


def claim() -> None:
    """Called within the transaction of an act: the request's claim is kept with it, or the act is refused as done."""
    pending = current.get()
    if pending is None or pending.stands:
        return
    try:
        Submission.objects.create(key=pending.key, at=timezone.now())
    except IntegrityError:
        raise AlreadyDone(None) from None
    pending.made = True
    transaction.on_commit(pending.commit)


def refuse_if_done(key: str) -> None:
    found = Submission.objects.filter(pk=key).first()
    if found is not None:
        raise AlreadyDone(found)


def led_to(key: str, address: str) -> None:
    """Keep where the answer sent the person, for whoever sends the form again because that answer got lost."""
    Submission.objects.filter(pk=key).update(led_to=address)


def forget_old() -> int:
    """Drop claims that no form can meet again; how many."""
    return Submission.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
