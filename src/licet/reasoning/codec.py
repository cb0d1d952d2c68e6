"""The corpus as JSON and back: what an indication needs beside the diagrams, readable without YAML.

A dataclass is written as `[name, field, field, …]`, in the order of its fields; dates, sets, tuples and enumerations
carry a tag likewise. Texts and other mappings stay mappings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from licet.law import model

_TYPES: dict[str, Any] = {
    name: thing
    for name, thing in vars(model).items()
    if isinstance(thing, type) and (is_dataclass(thing) or issubclass(thing, StrEnum))
}


def encode(value: object) -> object:
    if isinstance(value, StrEnum):
        return [type(value).__name__, value.value]
    if is_dataclass(value):
        return [type(value).__name__, *(encode(getattr(value, f.name)) for f in fields(value))]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, frozenset):
        return ["set", *sorted(map(str, value))]
    if isinstance(value, tuple | list):
        return ["list", *map(encode, value)]
    if isinstance(value, Mapping):
        return {str(key): encode(part) for key, part in value.items()}
    return value


def decode(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: decode(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    tag, *parts = value
    if tag == "list":
        return tuple(map(decode, parts))
    if tag == "date":
        return date.fromisoformat(parts[0])
    if tag == "set":
        return frozenset(parts)
    return _TYPES[tag](*map(decode, parts))
