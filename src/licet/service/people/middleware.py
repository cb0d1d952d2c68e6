from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import demo_door


def demo_stays_home(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A demonstration answers this machine alone: no page at all to a forwarded or foreign request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refusal = demo_door.refusal(request) if settings.DEMO else ""
        if refusal:
            return HttpResponse(refusal + "\n", content_type="text/plain; charset=utf-8", status=403)
        return get_response(request)

    return middleware
