"""Grounds on which rows are visible, opened by the apps that know them: a consulted adviser, a case's exporter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db.models import Q

Actor = TypeVar("Actor", bound=Any)


class Grounds(Generic[Actor]):
    """Conditions on one model, one per name; what any of them opens is visible."""

    def __init__(self) -> None:
        self._conditions: dict[str, Callable[[Actor], Q]] = {}
        self._veils: dict[str, Callable[[Actor], Q]] = {}

    def ground(self, name: str) -> Callable[[Callable[[Actor], Q]], Callable[[Actor], Q]]:
        """Declare a further ground: a function from the actor to a condition on the model."""

        def declare(function: Callable[[Actor], Q]) -> Callable[[Actor], Q]:
            self._conditions[name] = function
            return function

        return declare

    def open_to(self, actor: Actor, condition: Q) -> Q:
        """`condition`, or anything that a declared ground opens to `actor`."""
        for function in self._conditions.values():
            condition |= function(actor)
        return condition

    def veil(self, name: str) -> Callable[[Callable[[Actor], Q]], Callable[[Actor], Q]]:
        """Declare what even officials do not see yet: a function from the actor to a condition on the model."""

        def declare(function: Callable[[Actor], Q]) -> Callable[[Actor], Q]:
            self._veils[name] = function
            return function

        return declare

    def unveiled(self, actor: Actor) -> Q:
        """Everything that no veil covers."""
        condition = Q()
        for function in self._veils.values():
            condition &= ~function(actor)
        return condition
