from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, organisations, roles, policy."""

    name = "licet.service.people"
    label = "people"

    def ready(self) -> None:
        from . import acts, chores, demo_door, events, health, ledger, navigation, sessions  # noqa: F401  declared by being imported
        from .services import describing  # noqa: F401  what the deep comparison looks at

        demo_door.check_start()
