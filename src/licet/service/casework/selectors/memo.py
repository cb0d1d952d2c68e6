"""Read once per case object: a page and a list of checks ask the same several times. A service works on a freshly locked
object, so nothing is carried from before its lock."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from ..models import Case

T = TypeVar("T")


def once(case: Case, key: Hashable, make: Callable[[], T]) -> T:
    known: dict[Hashable, object] = case.__dict__.setdefault("_read", {})
    if key not in known:
        known[key] = make()
    return cast("T", known[key])
