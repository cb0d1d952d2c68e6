"""Who may do an act to an object, person by person, with each one's reason."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.db.models import Model, QuerySet

from .models import User
from .policy import ACTS, Act, Decision, may


@dataclass(frozen=True, slots=True)
class Answer:
    person: User
    decision: Decision


def who_may(act: str, obj: object | None, people: QuerySet[User]) -> list[Answer]:
    return [
        Answer(person, may(person, act, obj))
        for person in people.prefetch_related("memberships__organisation")
    ]


def model_of(act: Act) -> type[Model] | None:
    """The model an act is done to, read from its rule's own signature; None for an act done to nothing in particular."""
    hints = get_type_hints(act.predicate)
    hints.pop("return", None)
    of = list(hints.values())[1:]
    return next((kind for kind in _options(of[0]) if _is_model(kind)), None) if of else None


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def find(act: str, pk: UUID, actor: User) -> Model | None:
    """The object as far as `actor` may see it."""
    model = model_of(ACTS[act])
    if model is None:
        return None
    rows: Any = model._default_manager.all()
    narrowed = rows.visible_to(actor) if hasattr(rows, "visible_to") else rows
    found: Model | None = narrowed.filter(pk=pk).first()
    return found
