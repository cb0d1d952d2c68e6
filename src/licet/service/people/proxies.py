"""Whose request this is. Nothing that a client can write into a header is believed."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: what our own outermost proxy saw (LICET_PROXIES counts them), else who is connected.

    A request that came past the proxies has fewer entries than they would have written; then the connection counts.
    Whoever has no readable address shares one, so that limits hold for them too.
    """
    proxies = settings.PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    connected = request.META.get("REMOTE_ADDR", "")
    address = seen[-proxies] if proxies and len(seen) >= proxies else connected
    try:
        return str(ip_address(address))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - an address nobody has, as the name of nobody
