"""What the ledger hashes: canonical JSON (RFC 8785) and keyed commitments to content that stays outside."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import TypeAlias, cast

import rfc8785

JSON: TypeAlias = "Mapping[str, JSON] | list[JSON] | tuple[JSON, ...] | str | int | float | bool | None"

KEY_BYTES = 32


def canonical(value: JSON) -> bytes:
    """RFC 8785. A value that JSON cannot carry exactly (a large integer, NaN, a date) is refused with ValueError."""
    try:
        return rfc8785.dumps(cast("dict[str, object]", value))  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise ValueError(f"This cannot be written as canonical JSON: {error}") from error


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def commitment(key: bytes, content: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) in hex: binds the content; says nothing about it once the key is destroyed."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"A commitment key has {KEY_BYTES} bytes, not {len(key)}.")
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def opens(key: bytes, content: bytes, committed: str) -> bool:
    return hmac.compare_digest(commitment(key, content), committed)
