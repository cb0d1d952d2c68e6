"""The office's particulars: who changes them, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.records.models import Event
from licet.service.records.services import record
from licet.service.records.verify import Difference, projection

from ..models import Office, User
from ..policy import require

FIELDS = ("name", "address", "email", "phone", "appeal_body", "appeal_body_fr")
ADDRESS_LINES = 6
TOLD = "office.described"


@transaction.atomic
def describe_office(*, actor: User, said: Mapping[str, str]) -> Office:
    """Say anew how the office is called and reached; letters issued before keep what they said.

    `said` holds every one of `FIELDS`. Raises `ValidationError` by field. The same again changes nothing.
    """
    require(actor, "office.describe")
    tidy = {field: _tidy(field, said[field]) for field in FIELDS}
    last: Office | None = Office.objects.order_by("at", "id").last()
    if last and content_of(last) == {"office": str(last.pk), **tidy}:
        return last
    office = Office(**tidy, by=actor, at=timezone.now())
    office.full_clean()
    if len(office.address.splitlines()) > ADDRESS_LINES:
        too_long = _("Shorten the address to %(lines)s lines: more do not fit on a letter.")
        raise ValidationError({"address": too_long % {"lines": ADDRESS_LINES}})
    office.save(force_insert=True)
    record(type=TOLD, actor=actor.pseudonym, subject=office, payload=content_of(office))
    return office


def _tidy(field: str, text: str) -> str:
    """One line, or for the address its lines, without spaces around them and without empty ones."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return ("\n" if field == "address" else " ").join(line for line in lines if line)


def content_of(office: Office) -> dict[str, JSON]:
    return {"office": str(office.pk), **{field: getattr(office, field) for field in FIELDS}}


def differences() -> Iterator[Difference]:
    """`ledger verify --deep`: each row says what its event said."""
    rows = Event.objects.filter(type=TOLD).select_related("content")
    told = {str(event.payload["office"]): event.payload for event in rows if event.payload}
    for office in Office.objects.all():
        if told.get(str(office.pk)) != content_of(office):
            yield Difference(str(office), _("The office’s particulars are not those that were recorded."))


projection("people.office", differences)
