"""The code printed on a letter: eighty random bits, in letters and digits that nobody mistakes for one another."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 16
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: in fours."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def normal(typed: str) -> str:
    """What somebody typed, as it is stored: without gaps, in capitals, with what is easily misread put right."""
    return "".join(typed.upper().translate(_READ_AS).replace("-", "").split())


def same(one: str, other: str) -> bool:
    """Compared in a time that tells nothing of where they differ."""
    return secrets.compare_digest(one.encode(), other.encode())
