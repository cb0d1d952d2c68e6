"""The digest of a corpus: SHA-256 of its RFC 8785 form, so that only meaning changes it.

Comments, the order of keys and files, file names and the lawyers' tests are not part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import rfc8785

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NOT_LAW = frozenset({"where", "tests", "digest"})


@cache
def law_fields(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in NOT_LAW)


def plain(value: object) -> object:
    """The value as JSON; a dataclass carries its name, so that `all` and `any` of the same parts differ."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    assert is_dataclass(value) and not isinstance(value, type)
    return {"is": type(value).__name__} | {
        name: plain(getattr(value, name)) for name in law_fields(type(value))
    }


def digest_of(law: Mapping[str, object]) -> str:
    return sha256(rfc8785.dumps(plain(law))).hexdigest()  # type: ignore[arg-type]
