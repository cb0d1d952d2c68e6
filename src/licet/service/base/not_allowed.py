"""A page where a browser was shown nothing: an address that only takes a form was opened by itself.

It happens after a reload, from the history, or from a copied address. Nothing was done; the page says so and leads back to
the page whose form it is.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponse]


def say_what_takes_forms(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method not in ("GET", "HEAD") or response.content:
            return response
        page = render(request, "base/not_allowed.html", {"back": page_above(request.path_info)}, status=405)
        page["Allow"] = response.get("Allow", "")
        return page

    return middleware


def page_above(path: str) -> str:
    """The nearest address above this one that is one of this site; empty where that is only the start page."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = "/" + "/".join(parts) + "/"
        if _is_ours(above):
            return above
        parts.pop()
    return ""


def _is_ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
