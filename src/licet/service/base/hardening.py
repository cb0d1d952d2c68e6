"""What every request must be before anything reads it, and what every answer says about being kept and embedded."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_UNUSED = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)
HEADERS = {
    # Pages are for one reader, in her language, at this moment: nobody between us keeps them. A view that
    # shows the same to everybody may say otherwise.
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "X-Permitted-Cross-Domain-Policies": "none",
}


def refuse_control_characters(get_response: Answer) -> Answer:
    """A NUL in an address is no page (400), in a cookie no cookie: PostgreSQL keeps no text with one, and fails on asking.

    Texts in forms are the forms' own business: they name the field.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("A control character stands in the address.")
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if not _CONTROL.search(value)
        }
        return get_response(request)

    return middleware


def say_who_may_keep_it(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
