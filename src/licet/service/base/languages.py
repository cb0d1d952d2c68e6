"""Remember the language a reader chose, in a cookie and nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import check_for_language

A_YEAR = 365 * 24 * 3600


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
