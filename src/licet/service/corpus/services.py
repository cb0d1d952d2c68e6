"""Ask the rules and keep the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models, transaction

from licet.ledger.canonical import canonical
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from . import law
from .models import Basis, Indication


def ask(document: Mapping[str, Any], *, as_of: date) -> dict[str, Any]:
    """The contract's answer to `document` on that day under the home regimes; nothing is kept."""
    return law().check(question(document, as_of))


def question(document: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The document as it is put to the rules: with the day, and the home regimes unless it names others."""
    return {"regimes": home_regimes(), **document, "as_of": as_of.isoformat()}


def home_regimes() -> list[str]:
    """The regimes this authority asks of, as far as its law has them; the start-up check names those it lacks."""
    known = law().regimes
    return [regime for regime in settings.HOME_REGIMES if regime in known]


@transaction.atomic
def indicate(
    *, actor: User, subject: models.Model, document: Mapping[str, Any], basis: str, as_of: date
) -> Indication:
    """What the rules say of `document` on that day. The same question under the same law is answered by the stored row."""
    require(actor, "indication.make", subject)
    asked = question(document, as_of)
    key = {
        "subject_id": subject.pk,
        "basis": Basis(basis).value,
        "as_of": as_of,
        "law_digest": law().digest,
        "input_digest": sha256(canonical(asked)).hexdigest(),
    }
    stored = Indication.objects.filter(**key).first()
    return stored or _make(actor, subject, asked, key)


def _make(actor: User, subject: models.Model, asked: dict[str, Any], key: dict[str, Any]) -> Indication:
    result = law().check(asked)
    indication = Indication.objects.create(
        subject_type=subject._meta.label_lower, document=asked, result=result, **key
    )
    record(
        type="indication.made",
        actor=actor.pseudonym,
        subject=subject,
        payload={
            "indication_id": str(indication.pk),
            "basis": key["basis"],
            "as_of": key["as_of"].isoformat(),
            "input_digest": key["input_digest"],
            "outcomes": {regime: found["outcome"] for regime, found in result["regimes"].items()},
        },
        law_digest=key["law_digest"],
    )
    return indication
