"""What every page knows: its navigation entries and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .navigation import Entry, entries_for


def page(request: HttpRequest) -> dict[str, Any]:
    return {"navigation": _Lazily(request), "is_demonstration": settings.DEMO}


class _Lazily:
    """Asked only by pages that show a navigation."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Any:
        user = getattr(self.request, "user", None)
        entries: list[Entry] = entries_for(user) if user is not None else []
        return iter([{"entry": entry, "current": self._is_current(entry)} for entry in entries])

    def _is_current(self, entry: Entry) -> bool:
        match = self.request.resolver_match
        return match is not None and match.view_name == entry.url_name
