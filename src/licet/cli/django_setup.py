"""Start Django for the commands that need the database. `licet check` and its like never come here."""

from __future__ import annotations

import os

SETTINGS = "licet.service.base.settings"


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.apps import apps

    if not apps.ready:
        import django

        django.setup()
