from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, questions, consultation, clocks."""

    name = "licet.service.casework"
    label = "casework"

    def ready(self) -> None:
        from . import (  # noqa: F401
            destroying,
            events,
            navigation,
            obstacles,
            policy,
            subscribers,
            verify,
            visibility,
            waiting,
        )
