"""What a view knows once somebody has signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

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
