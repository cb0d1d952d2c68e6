"""What counts as a reason: something an exporter can answer and a court can read."""

from __future__ import annotations

FEWEST_WORDS = 3


def says_why(text: str) -> bool:
    """More than “no”, “ok” or “see above”. What it says is for people to judge."""
    return len(text.split()) >= FEWEST_WORDS
