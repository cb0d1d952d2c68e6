"""Text in a picture: how wide it is about, and how it breaks into a few lines. A picture cannot ask the browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

NARROW = frozenset("iljtfrI.,:;'’|!()[]-/ ")
BROAD = frozenset("mwMW@%—…")
MORE = "…"


def width_of(text: str, size: int) -> float:
    """About how many pixels `text` takes at this font size; rather too many than too few."""
    return size * sum(_ems(char) for char in text)


def _ems(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in NARROW:
        return 0.36
    if char in BROAD or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.72 if char.isupper() else 0.6


def fitted(text: str, width: int, size: int, lines: int) -> list[str]:
    """At most `lines` lines of at most `width` pixels; a word longer than a line is broken, what is left out shows as …"""
    broken = list(_broken(text, width, size))
    if len(broken) <= lines:
        return broken
    last = broken[lines - 1]
    while last and width_of(last + MORE, size) > width:
        last = last[:-1]
    return [*broken[: lines - 1], last.rstrip() + MORE]


def _broken(text: str, width: int, size: int) -> Iterator[str]:
    line = ""
    for word in _words(text, width, size):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _words(text: str, width: int, size: int) -> Iterator[str]:
    for word in text.split():
        while width_of(word, size) > width:
            cut = _cut(word, width, size)
            yield word[:cut]
            word = word[cut:]
        yield word


def _cut(word: str, width: int, size: int) -> int:
    """Where a word too long for a line is broken: after a hyphen if there is one, else where the line is full."""
    full = max(n for n in range(1, len(word)) if n == 1 or width_of(word[:n], size) <= width)
    return word.rfind("-", 0, full) + 1 or full


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
