"""How often one visitor may ask. Counted in the site's cache, by address, in windows of a minute."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from licet.service.people.proxies import client_address

PER_MINUTE = 10


def too_often(request: HttpRequest, what: str, limit: int = PER_MINUTE) -> bool:
    """Count this request; True once the visitor asked more than `limit` times within the minute."""
    visitor = salted_hmac("licet.letters", client_address(request), secret=settings.SECRET_KEY)
    key = f"letters:{what}:{visitor.hexdigest()[:32]}:{minute()}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it ran out between the two
        return False


def minute() -> int:
    return int(time.time() // 60)
