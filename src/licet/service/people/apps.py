from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, organisations, roles, policy."""

    name = "licet.service.people"
    label = "people"
