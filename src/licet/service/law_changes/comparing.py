"""The same facts under another law: which answer moved, on which leg, under which regime, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from licet.reasoning import InputError
from licet.service import corpus
from licet.service.corpus.models import Indication
from licet.service.corpus.services import ask

Key = tuple[str, str, str]  # regime, leg (empty: the whole), rule (empty: the outcome)


@dataclass(frozen=True, slots=True)
class Compared:
    differences: list[dict[str, str]]
    fault: str = ""

    @property
    def moved(self) -> bool:
        return bool(self.differences or self.fault)

    @property
    def digest(self) -> str:
        said = json.dumps([self.differences, self.fault], sort_keys=True)
        return sha256(said.encode()).hexdigest()


def period(day: date) -> date:
    """The first day of the wording that is in force on this day."""
    return corpus.law().day(day).world.period.start


def is_of_today(answer: Indication, today: date) -> bool:
    """Given under this very law and wording: asking again would answer the same."""
    return answer.law_digest == corpus.law().digest and period(answer.as_of) == period(today)


def compared(answer: Indication, today: date) -> Compared:
    """The stored question put again today. Facts found since are another matter: they are not asked about here."""
    known = corpus.law().regimes
    asked = {**answer.document, "regimes": [r for r in answer.document["regimes"] if r in known]}
    try:
        result = ask(asked, as_of=today, explain=False)
    except InputError as error:
        return Compared([], str(error))
    return Compared(differences(answer.result, result))


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, str]]:
    """What one indication answers otherwise than another, of the same deal."""
    before, after = dict(_answers(was)), dict(_answers(now))
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return [_difference(key, before, after) for key in keys]


def _difference(key: Key, before: Mapping[Key, str], after: Mapping[Key, str]) -> dict[str, str]:
    regime, leg, rule = key
    return {
        "regime": regime,
        "leg": leg,
        "rule": rule,
        "before": before.get(key, ""),
        "after": after.get(key, ""),
    }


def _answers(result: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """Every result by regime, leg and rule, and the outcomes that are possible for the whole."""
    for regime, row in result["regimes"].items():
        yield (regime, "", ""), " ".join(row["outcome"]["possible"])
        for leg, found in row["transfers"].items():
            for part in ("entries", "measures"):
                for rule, answered in found[part].items():
                    yield (regime, leg, rule), answered["result"]
