"""Identifiers: time-ordered, so that tables grow at one end (RFC 9562, version 7)."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A UUIDv7: 48 bits of milliseconds, 74 random bits; within one process each is greater than the one before."""
    bits = _next()
    value = bits >> 74 << 80 | 0x7 << 76 | (bits >> 62 & 0xFFF) << 64
    return UUID(int=value | 0b10 << 62 | bits & (2**62 - 1))


def _next() -> int:
    """RFC 9562, 6.2, method 2. The step is random, so that two processes forked from one do not meet."""
    global _last
    fresh = (time.time_ns() // 1_000_000 & (2**48 - 1)) << 74 | secrets.randbits(74)
    with _lock:
        _last = fresh if fresh > _last else _last + 1 + secrets.randbits(32)
        return _last
