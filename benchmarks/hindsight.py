"""The fewest facts that settle a case, found by somebody who knows every answer beforehand.

Whoever asks one fact at a time needs at least these, whatever the order. Found as a smallest hitting set: as long as what was chosen leaves
the case open, as much as possible is added that leaves it open still; one of the facts that are left must then be among the chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from pysat.examples.hitman import Hitman


class Asks(Protocol):
    def open(self, known: dict[str, Any], limit: int = ...) -> list[str]: ...


def fewest(asking: Asks, case: Mapping[str, Any], known: Mapping[str, Any]) -> int:
    wanted = asking.open(dict(known))  # what cannot help now never will

    def settled(keys: Collection[str]) -> bool:
        return not asking.open({**known, **{key: case[key] for key in keys}}, limit=1)

    if not wanted:
        return 0
    with Hitman(htype="sorted") as hitting:
        chosen: list[str] = []
        while not settled(chosen):
            still_open = set(chosen)
            for key in reversed(wanted):
                if key not in still_open and not settled({*still_open, key}):
                    still_open.add(key)
            hitting.hit([key for key in wanted if key not in still_open])
            chosen = hitting.get()
        return len(chosen)
