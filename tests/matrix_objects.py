"""What the rows of the access matrix are about. A row names a state; the factory of that name makes an object in it.

Each app puts its factories in `tests/matrix_<app>.py`, which is found by its name:

    @state("case: waiting")
    def waiting_case(people: dict[str, User]) -> Case: ...
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, TypeVar

from licet.service.people.models import User

People: TypeAlias = dict[str, User]
Factory: TypeAlias = Callable[[People], object | None]
Made = TypeVar("Made")

STATES: dict[str, Factory] = {"": lambda people: None}

# Who stands in each column. The exporter is the one whose deal it is; the adviser is the one consulted.
PLAYERS: dict[str, str | None] = {
    "anonymous": None,
    "exporter": "elena",
    "other_exporter": "rival",
    "officer": "olga",
    "assessor": "tomas",
    "adviser": "amina",
    "approver": "paul",
    "auditor": "audra",
    "administrator": "ines",
}


def state(name: str) -> Callable[[Callable[[People], Made]], Callable[[People], Made]]:
    def keep(factory: Callable[[People], Made]) -> Callable[[People], Made]:
        if name in STATES:
            raise ValueError(f"The state {name!r} has two factories.")
        STATES[name] = factory
        return factory

    return keep


def load_all() -> None:
    for file in sorted(Path(__file__).parent.glob("matrix_*.py")):
        if file.stem != "matrix_objects":
            import_module(file.stem)
