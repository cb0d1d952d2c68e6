"""What a view knows once somebody has signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from licet.service.base.middleware import policy_with

from .models import User

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request whose user has signed in."""

    user: User


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Send visitors to the sign-in page and bring them back; the view gets a `SignedInRequest`."""
    wrapped = login_required(cast("Callable[..., HttpResponseBase]", view))
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", wrapped)


def passkey_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that talks to a passkey needs our one script, and may ask this server for a challenge."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = policy_with(script_src="'self'", connect_src="'self'")
        return response

    return page


def provider_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The page whose form leads to the OpenID Connect provider: the one form that may lead to another site."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        parts = urlsplit(settings.OIDC_URL)
        response.headers["Content-Security-Policy"] = policy_with(
            form_action=f"'self' {parts.scheme}://{parts.netloc}"
        )
        return response

    return page
