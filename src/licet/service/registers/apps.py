from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Old public registers, as register lines."""

    name = "licet.service.registers"
    label = "registers"
