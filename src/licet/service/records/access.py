"""Who may read the ledger, and who stands behind a pseudonym: asked here, answered by the people app, which stands below.

Until that app has put itself in place, nobody may do anything and nobody has a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

Require = Callable[[Any, str, object], None]
Names = Callable[[Iterable[UUID]], Mapping[UUID, str]]


@dataclass(slots=True)
class _Answers:
    require: Require | None = None
    names: Names | None = None


_answers = _Answers()


def answer_with(*, require: Require, names: Names) -> None:
    _answers.require, _answers.names = require, names


def require(actor: object, act: str, obj: object = None) -> None:
    """Let an allowed act pass, refuse every other with its reason."""
    if _answers.require is None:
        raise PermissionDenied
    _answers.require(actor, act, obj)


def names(pseudonyms: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """The names behind pseudonyms, in one query; a name that was destroyed is missing."""
    wanted = {pseudonym for pseudonym in pseudonyms if pseudonym}
    return _answers.names(wanted) if _answers.names and wanted else {}
