"""Lower apps say who else sees an application; casework grants the adviser those she was consulted on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from licet.service.people.models import User

Grant = Callable[["User"], "QuerySet[Any, Any]"]
"""Given a user, the ids of the submitted applications they may see."""

_grants: list[Grant] = []


def grant(finder: Grant) -> Grant:
    """Register `finder`. A draft is never shown by a grant, whatever ids it returns."""
    _grants.append(finder)
    return finder


def granted(actor: User) -> Iterator[QuerySet[Any, Any]]:
    return (finder(actor) for finder in _grants)
