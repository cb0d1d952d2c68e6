"""What a person is told when the database is away or the disk is full. Nothing here asks the database anything."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SOON, LATER = 10, 60  # seconds, for programs that ask again by themselves


def page(request: HttpRequest, fault: BaseException) -> HttpResponse | None:
    """A page with advice, status 503; None where the fault is none that passes."""
    full = is_full(fault)
    if not full and not is_away(fault):
        return None
    shown = {
        "full": full,
        "sent": request.method == "POST",
        "bare": True,
        "is_demonstration": settings.DEMO,
    }
    response = HttpResponse(render_to_string("site/outage.html", shown), status=503)
    response["Retry-After"] = str(LATER if full else SOON)
    response["Cache-Control"] = "no-store"
    return response


def is_full(fault: BaseException) -> bool:
    return any(
        each.errno in FULL if isinstance(each, OSError) else _says_full(each) for each in causes(fault)
    )


def is_away(fault: BaseException) -> bool:
    return any(isinstance(each, OperationalError | InterfaceError) for each in causes(fault))


def _says_full(fault: BaseException) -> bool:
    """SQLite says it in words alone, PostgreSQL by SQLSTATE 53100."""
    if getattr(fault, "sqlstate", None) == "53100":
        return True
    return isinstance(fault, OperationalError) and "disk is full" in str(fault)


def causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__
