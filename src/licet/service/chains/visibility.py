"""Lower apps say who else sees a chain: the officials once it is applied for, an adviser once consulted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from licet.service.people.models import User

Grant = Callable[["User"], "QuerySet[Any, Any]"]
"""Given a user, the ids of the chains they may see beyond their own."""

_grants: list[Grant] = []


def grant(finder: Grant) -> Grant:
    _grants.append(finder)
    return finder


def granted(actor: User) -> Iterator[QuerySet[Any, Any]]:
    return (finder(actor) for finder in _grants)
