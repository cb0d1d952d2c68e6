"""Ask the rules and keep the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
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


def ask(document: Mapping[str, Any], *, as_of: date, explain: bool = True) -> dict[str, Any]:
    """The contract's answer to `document` on that day under the home regimes, as the pages tell it: with the reasons of the
    measures, not of each entry. Nothing is stored. Not to be altered."""
    return _answer(law().digest, _key(question(document, as_of)), explain)


def ask_in_full(document: Mapping[str, Any], *, as_of: date) -> dict[str, Any]:
    """The whole contract's answer, to keep or to take away: with the reasons of every entry and kind."""
    return law().check(question(document, as_of))


def ask_next(document: Mapping[str, Any], *, as_of: date, limit: int, goal: str) -> list[dict[str, Any]]:
    """The facts worth asking next: `licence` stops once the duties are settled, `classify` once every entry is too."""
    return _next(law().digest, _key(question(document, as_of)), limit, goal)


def _key(asked: Mapping[str, Any]) -> str:
    return json.dumps(asked, sort_keys=True)


def argue(document: Mapping[str, Any], *, as_of: date) -> dict[str, Any]:
    """The proofs behind `ask` (`licet.argument/1`). Not to be altered."""
    return _argument(law().digest, canonical(question(document, as_of)))


# The same question under the same law has the same answer, so a page that is read again does not reason again.
@lru_cache(maxsize=64)
def _answer(digest: str, asked: str, explain: bool) -> dict[str, Any]:
    return law().check(json.loads(asked), explain=explain, entries=False)


@lru_cache(maxsize=64)
def _next(digest: str, asked: str, limit: int, goal: str) -> list[dict[str, Any]]:
    return list(law().next_questions(json.loads(asked), limit=limit, goal=goal))


@lru_cache(maxsize=16)
def _argument(digest: str, asked: bytes) -> dict[str, Any]:
    return law().argue(json.loads(asked))


def question(document: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The document as it is put to the rules: with the day, and the home regimes unless it names others."""
    return {"regimes": home_regimes(), **document, "as_of": as_of.isoformat()}


def home_regimes() -> list[str]:
    """The regimes this authority asks of, as far as its law has them; the start-up check names those it lacks."""
    known = law().regimes
    return [regime for regime in settings.HOME_REGIMES if regime in known]


def home_regime() -> str:
    """The regime under which this authority decides: the first of `LICET_REGIMES`."""
    return str(settings.HOME_REGIMES[0])


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
    result = law().check(asked)  # every reason, as `ask_in_full`
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
