"""Write down from which day the office answers from which law. Whether anybody may is for the caller: two people have signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from licet import __version__
from licet.service.people.models import User

from .models import LawInForce, SignedMark


def enter(
    *,
    starts_on: date,
    bundle: str,
    law_digest: str,
    author: User,
    signer: User,
    mark: Mapping[str, str] | None = None,
) -> LawInForce:
    """`bundle` empty: the law that comes with the version in use."""
    row: LawInForce = LawInForce.objects.create(
        starts_on=starts_on,
        bundle=bundle,
        law_digest=law_digest,
        software=__version__,
        recorded_at=timezone.now(),
    )
    if mark:
        SignedMark.objects.create(
            law=row,
            rule=mark["rule"],
            mark=mark["mark"],
            source=mark["source"],
            read_on=date.fromisoformat(mark["read_on"]),
            by=author,
            signed_by=signer,
        )
    return row
