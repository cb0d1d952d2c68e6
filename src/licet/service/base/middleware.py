"""What every answer goes through: the content security policy (everything from this server, no script at all, no frame
around us), nothing but headers in answer to HEAD, and a line in the log."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import StreamingHttpResponse

from .logs import request_id

log = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
POLICY = "; ".join(f"{name} {value}" for name, value in DIRECTIVES.items())


def policy_with(**changes: str) -> str:
    """The policy of one page that needs more: `policy_with(script_src="'self'")`."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in {**DIRECTIVES, **changed}.items())


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def head_without_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Views answer HEAD as they answer GET; the body is left out here, its length is still told."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = []
            else:
                response.content = b""
        return response

    return middleware


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A line for each request, without its address: that may hold a token or what somebody searched for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number, begun = secrets.token_hex(8), time.perf_counter()
        token = request_id.set(number)
        try:
            response = get_response(request)
            said = _said(request, response, time.perf_counter() - begun)
            log.info("Answered", extra={"fields": said})
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    return middleware


def _said(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, Any]:
    match = getattr(request, "resolver_match", None)
    said = {
        "method": request.method if request.method in METHODS else "other",
        "route": match.view_name if match else "none",
        "status": response.status_code,
        "ms": round(1000 * seconds),
    }
    # Only where the request needed to know: asking here would cost a query, and tell the caches that it mattered.
    pseudonym = getattr(getattr(request, "_cached_user", None), "pseudonym", None)
    return {**said, "actor": str(pseudonym)} if pseudonym else said
