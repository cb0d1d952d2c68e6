"""How often one visitor may do something that leaves a row: counted in the cache, by a name that cannot be read back."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .proxies import client_address

HOUR = 3600


def within(request: HttpRequest, what: str, limit: int, seconds: int = HOUR) -> bool:
    """Count this request as one more `what` of its visitor; False once there were more than `limit` in `seconds`."""
    key = f"limit:{what}:{_visitor(request)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= limit
    except ValueError:  # it ended between the two
        cache.set(key, 1, seconds)
        return True


def _visitor(request: HttpRequest) -> str:
    return salted_hmac(
        "licet.limits", client_address(request), secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()[:32]
