"""The tutorial as a list of steps: its imperative sentences, in the order in which a reader follows them.

A step is one list line of docs/tutorial.md. The sentences it may hold:

    Sign in as **Name**.          Follow **link**.            Press **button**.
    Write “text” in **label**.    Choose **answer** for **question**.    Tick **label**.
    You read “text”.              While there is a link **Answer**:      (the indented lines below are repeated)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

TUTORIAL = Path(__file__).parents[1] / "docs" / "tutorial.md"
SENTENCES = {
    "sign_in": r"Sign in as \*\*(.+?)\*\*",
    "follow": r"Follow \*\*(.+?)\*\*",
    "press": r"Press \*\*(.+?)\*\*",
    "write": r"Write “(.+?)” in \*\*(.+?)\*\*",
    "choose": r"Choose \*\*(.+?)\*\* for \*\*(.+?)\*\*",
    "tick": r"Tick \*\*(.+?)\*\*",
    "read": r"You read “(.+?)”",
    "repeat": r"While there is a link \*\*(.+?)\*\*",
}


@dataclass(frozen=True, slots=True)
class Step:
    line: int
    act: str
    words: tuple[str, ...]
    inside: list[Step] = field(default_factory=list)


def steps() -> list[Step]:
    """Every step; raises ValueError with the line number for a list line that holds none."""
    found: list[Step] = []
    for number, text in enumerate(TUTORIAL.read_text(encoding="utf-8").splitlines(), 1):
        if item := re.match(r"( *)(?:\d+\.|-) (.+)", text):
            here = found[-1].inside if item[1] and found and found[-1].act == "repeat" else found
            here += _in(number, item[2])
    return found


def _in(number: int, text: str) -> list[Step]:
    hits = [
        (match.start(), Step(number, act, match.groups()))
        for act, pattern in SENTENCES.items()
        for match in re.finditer(pattern, text)
    ]
    if not hits:
        raise ValueError(f"docs/tutorial.md:{number}: nothing to do or to see in “{text}”")
    return [step for _start, step in sorted(hits, key=lambda hit: hit[0])]
