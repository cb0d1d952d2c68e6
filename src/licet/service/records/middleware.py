"""The web's side of `once`: a form that was taken already leads where it led the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from . import once


class OncePerForm:
    """Stands after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        before = once.current.set(None)
        try:
            response = self.get_response(request)
            pending = once.current.get()
        finally:
            once.current.reset(before)
        return _answer(request, response, pending) if pending else response

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """After the check of the token, which is worth something only then."""
        key = once.key_of(request)
        if not key:
            return None
        try:
            once.refuse_if_done(key)
        except once.AlreadyDone as done:
            return _already(request, done)
        once.current.set(once.Claim(key))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Two at the same moment: the other one was faster."""
        return _already(request, exception) if isinstance(exception, once.AlreadyDone) else None


def _answer(request: HttpRequest, response: HttpResponse, pending: once.Claim) -> HttpResponse:
    """Keep where it led. What was turned down may have been done by the same form a moment earlier: then that is the answer."""
    if pending.made:
        if isinstance(response, HttpResponseRedirect):
            once.led_to(pending.key, response.url)
        return response
    try:
        once.refuse_if_done(pending.key)
    except once.AlreadyDone as done:
        for _told in messages.get_messages(request):
            pass  # what the second one was told is not so
        return _already(request, done)
    return response


def _already(request: HttpRequest, done: once.AlreadyDone) -> HttpResponse:
    if not done.led_to:
        return render(request, "records/already.html")
    messages.info(request, _("This was saved already. Sending it again changed nothing."))
    return HttpResponseRedirect(done.led_to)
