from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, questions, consultation."""

    name = "licet.service.casework"
    label = "casework"
