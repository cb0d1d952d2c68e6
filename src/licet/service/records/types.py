"""The vocabulary of acts. Each app registers its own in `events.py`; an unregistered type cannot be recorded."""

from __future__ import annotations

import re

from django.utils.functional import Promise

_SHAPE = re.compile(r"[a-z_]+\.[a-z_]+")
_labels: dict[str, str | Promise] = {}


class UnknownType(Exception):
    """An act that no app has declared."""


def register(type: str, label: str | Promise) -> None:
    """`type` reads `<noun>.<past participle>`, as in `licence.issued`; `label` is what people read."""
    if not _SHAPE.fullmatch(type):
        raise ValueError(f"Event type {type!r} does not read <noun>.<past participle>.")
    _labels[type] = label


def label(type: str) -> str:
    """The registered label in the reader's language; an old type without an app keeps its bare name."""
    return str(_labels.get(type, type))


def registered() -> dict[str, str]:
    return {type: str(text) for type, text in sorted(_labels.items())}


def check(type: str) -> None:
    if type not in _labels:
        raise UnknownType(
            f"Event type {type!r} is not registered. Call records.types.register in the app's events.py."
        )
