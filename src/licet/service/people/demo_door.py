"""When the demo sign-in is open. It lets anybody in as anybody, so three things must hold, and no request may come from outside."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from licet.service.base.config import SettingError
from licet.service.records.installation import is_demo

FORWARDED = frozenset({"HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP"})


def is_open() -> bool:
    """The setting asks for it, the server listens to this machine alone, and the database says it is a demo."""
    return settings.DEMO and binds_to_loopback(settings.BIND) and is_demo()


def check_start() -> None:
    """Stop the start of a demonstration that others could reach."""
    if settings.DEMO and not binds_to_loopback(settings.BIND):
        raise SettingError(
            f"LICET_DEMO is set and LICET_BIND is {settings.BIND}: others could sign in as anybody. "
            "Set LICET_BIND to 127.0.0.1 and a port, or unset LICET_DEMO."
        )


def binds_to_loopback(bind: str) -> bool:
    host = bind.rpartition(":")[0].strip("[]")
    return host == "localhost" or is_loopback(host)


def is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def refusal(request: HttpRequest) -> str:
    """Why a demonstration does not answer this request; empty when it does. Behind a proxy everybody looks local."""
    if any(name in FORWARDED or name.startswith("HTTP_X_FORWARDED") for name in request.META):
        return _(
            "This is a demonstration: it can be used only on the machine it runs on. The request was forwarded by another server."
        )
    if not is_loopback(request.META.get("REMOTE_ADDR", "")):
        return _(
            "This is a demonstration: it can be used only on the machine it runs on. The request came from another one."
        )
    return ""
