from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded documents."""

    name = "licet.service.files"
    label = "files"

    def ready(self) -> None:
        from . import destroying, events, policy  # noqa: F401
