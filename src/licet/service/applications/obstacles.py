"""Lower apps may say why an application can no longer be withdrawn, for instance because it was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Application

Obstacle = Callable[["Application"], str]
"""The reason against, or an empty string."""

_obstacles: dict[str, Obstacle] = {}


def against_withdrawal(name: str) -> Callable[[Obstacle], Obstacle]:
    """Declare an obstacle, once per name."""

    def declare(function: Obstacle) -> Obstacle:
        _obstacles[name] = function
        return function

    return declare


def first_reason(application: Application) -> str:
    return next((reason for ask in _obstacles.values() if (reason := ask(application))), "")
