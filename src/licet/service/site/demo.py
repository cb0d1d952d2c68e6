"""What the demonstration holds from its first start. Loading it again changes nothing."""

from __future__ import annotations

from licet.service.people.demo import create_people


def load() -> None:
    create_people()
