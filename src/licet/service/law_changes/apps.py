from __future__ import annotations

from django.apps import AppConfig


class LawChangesConfig(AppConfig):
    """The work that a change of the law makes."""

    name = "licet.service.law_changes"
    label = "law_changes"

    def ready(self) -> None:
        from . import chores, destroying, events, navigation, policy, verify  # noqa: F401  declared by being imported
