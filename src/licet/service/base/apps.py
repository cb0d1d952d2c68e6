from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Settings, helpers, components."""

    name = "licet.service.base"
    label = "base"
