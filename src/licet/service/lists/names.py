"""The form in which names are compared: equal forms are a hit, anything else is none.

Folded away: accents, case, punctuation, spacing, the order of the words. Not folded: spelling, transliteration,
abbreviations, missing or added words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that do not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´]")
LONGEST = 500
_BRACKETED = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(
    r"^\s*(original script|previously|formerly|now|also|aka|a\.k\.a\.)\s*:?\s+", re.IGNORECASE
)


def key_of(name: str) -> str:
    """The words of the name, folded and sorted; empty if it has no letters or digits."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFKD", bare.casefold()).translate(_LETTERS)
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    return " ".join(sorted(words))[:LONGEST]


def keys_of(name: str) -> list[str]:
    """A published name may hold several: `A; B`, `Name (ABBREVIATION)`, `Name (original script: …)`."""
    return list(dict.fromkeys(key for form in _forms(name) if (key := key_of(form))))


def _forms(name: str) -> Iterable[str]:
    yield name
    for part in re.split(r"[;\n]", name):
        yield _BRACKETED.sub(" ", part)
        for inner in _BRACKETED.findall(part):
            yield _LABEL.sub("", inner)
