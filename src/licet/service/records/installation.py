"""What this database is for. A demonstration never opens on real records, and real records never become a demonstration."""

from __future__ import annotations

from django.db import transaction

from .models import Event, Installation


class NotADemo(Exception):
    """This database holds records that no demonstration made."""


def is_demo() -> bool:
    return Installation.objects.filter(demo=True).exists()


@transaction.atomic
def mark_demo() -> bool:
    """Mark an empty database as a demonstration; True if it is newly marked. One with records of its own is refused."""
    if is_demo():
        return False
    if Installation.objects.exists() or Event.objects.exists() or _has_users():
        raise NotADemo(
            "This database is not a demonstration and is left as it is. Set LICET_DATA_DIR to an empty folder, "
            "or LICET_DATABASE_URL to an empty database."
        )
    Installation.objects.create(demo=True)
    return True


def _has_users() -> bool:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.exists()
