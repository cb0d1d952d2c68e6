from __future__ import annotations

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Sanctions and denial lists, screening."""

    name = "licet.service.lists"
    label = "lists"
