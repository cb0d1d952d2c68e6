"""Reading only what the reader may see."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404

M = TypeVar("M", bound=models.Model)
M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Visible(Protocol[M_co]):
    """A manager or queryset that narrows itself to what an actor may see."""

    def visible_to(self, actor: Any) -> models.QuerySet[Any]: ...


def get_visible(
    source: Visible[M] | models.QuerySet[M], actor: object, pk: UUID | str, **also: object
) -> Any:
    """The object, or “not found” when it does not exist *or* `actor` may not see it: the two look the same."""
    narrowed = source.visible_to(actor)  # type: ignore[union-attr]
    found = narrowed.filter(pk=pk, **also).first()
    if found is None:
        raise Http404
    return found
