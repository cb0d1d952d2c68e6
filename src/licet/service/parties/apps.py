from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Units, persons, organisations that take part in transfers."""

    name = "licet.service.parties"
    label = "parties"
