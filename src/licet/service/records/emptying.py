"""Taking free text out of rows when the content it belongs to is destroyed (`retention.reaches`)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Case, JSONField, Model, QuerySet, TextField, Value, When
from django.utils.translation import gettext as _

from .emptiable import GONE
from .models import Emptied, Event
from .verify import Difference, projection


def empty(event: Event, rows: QuerySet[Model], *fields: str) -> int:
    """Empty these columns, in the transaction that destroys the content of `event`; how many rows."""
    model = rows.model
    keys = list(rows.values_list("pk", flat=True))
    known = Emptied.objects.filter(held_in=model._meta.db_table).values_list("row_key", flat=True)
    told = set(known.filter(row_key__in=[_key(pk) for pk in keys]))
    Emptied.objects.bulk_create(
        Emptied(held_in=model._meta.db_table, row_key=_key(pk), event=event)
        for pk in keys
        if _key(pk) not in told
    )
    held = model._base_manager.filter(pk__in=keys)
    return held.update(**{name: _without(model, name) for name in fields})


def _key(pk: object) -> str:
    return pk.hex if isinstance(pk, UUID) else str(pk)


def _without(model: type[Model], name: str) -> object:
    if isinstance(model._meta.get_field(name), JSONField):
        return Value([], output_field=JSONField())
    return Case(When(**{name: ""}, then=Value("")), default=Value(GONE), output_field=TextField())


def unexplained() -> Iterator[Difference]:
    """A row may be empty only because the content of the event it hangs on was destroyed."""
    rows = Emptied.objects.select_related("event__content").filter(event__content__isnull=False)
    for row in rows.iterator(500):
        what = _("Its text may be emptied, and no destruction explains it.")
        yield Difference(f"{row.held_in} {row.row_key}", what)


projection("records.emptied", unexplained)
