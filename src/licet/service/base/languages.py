"""Remember the language a reader chose, in a cookie and nowhere else; and keep what was typed when it changes."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import activate, check_for_language

A_YEAR = 365 * 24 * 3600
SWITCH = "page_language"
"""What the language button of a page with a form sends, with everything that was typed there."""

switching: ContextVar[bool] = ContextVar("switching", default=False)
"""The form was sent to be shown in another language: it is neither checked nor acted on."""


def is_offered(language: str) -> bool:
    return language in dict(settings.LANGUAGES) and check_for_language(language)


def remember(response: HttpResponse, language: str) -> None:
    """Nothing happens for a language that is not offered."""
    if is_offered(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _asked_anew(request: HttpRequest) -> HttpResponse:
    """A form that only asks, sent with the language button: the same address with what was typed in it."""
    asked = request.GET.copy()
    language = asked.pop(SWITCH)[-1]
    for name in [name for name, values in asked.lists() if not any(values)]:
        del asked[name]
    query = f"?{asked.urlencode()}" if asked else ""
    response = HttpResponseRedirect(f"{request.path}{query}")
    remember(response, str(language))
    return response


def keep_what_was_typed(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A form sent with the language button gives its own page again, as typed, in that language. Nothing of it is kept:
    no form is valid meanwhile, and what a view writes all the same is rolled back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_offered(request.GET.get(SWITCH, "")):
            return _asked_anew(request)
        language = request.POST.get(SWITCH, "") if request.method == "POST" else ""
        if not is_offered(language):
            return get_response(request)
        activate(language)
        before = switching.set(True)
        try:
            with transaction.atomic():
                response = get_response(request)
                transaction.set_rollback(True)
        finally:
            switching.reset(before)
        if response.status_code != 200:  # a page that acts without a form: it is merely opened again
            response = HttpResponseRedirect(request.get_full_path())
        remember(response, language)
        return response

    return middleware
