"""The map of the registers: countries in shades by their number of lines, small states as dots."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

SHADES = ((1, "#d3e4e4"), (5, "#9cc4c5"), (20, "#5f9c9e"), (100, "#2c7377"), (500, "#0d3a3d"))
"""From how many lines on, which shade."""
BLANK = "#f3f2f1"


@dataclass(frozen=True, slots=True)
class Shape:
    path: str
    fill: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    fill: str


@dataclass(frozen=True, slots=True)
class Shade:
    fill: str
    text: str
    x: int


@dataclass(frozen=True, slots=True)
class WorldMap:
    width: int
    height: int
    legend_y: int
    shapes: list[Shape]
    dots: list[Dot]
    legend: list[Shade]


def draw(lines: Mapping[str, int]) -> WorldMap:
    """`lines` by country code; a code that is not on the map is left out of it (see `off_the_map`)."""
    world = _world()
    shapes = [Shape(path, shade(lines.get(code, 0))) for code, path in world["shapes"].items()]
    shapes += [Shape(path, BLANK) for path in world["nameless"]]
    dots = [Dot(x, y, shade(lines[code])) for code, (x, y) in world["dots"].items() if lines.get(code)]
    return WorldMap(world["width"], world["height"] + 40, world["height"] + 12, shapes, dots, legend())


def off_the_map(lines: Mapping[str, int]) -> list[str]:
    """Codes with lines that have neither a shape nor a dot: withdrawn codes of former states, mostly."""
    world = _world()
    return sorted(code for code in lines if code not in world["shapes"] and code not in world["dots"])


def shade(lines: int) -> str:
    return next((fill for least, fill in reversed(SHADES) if lines >= least), BLANK)


def legend() -> list[Shade]:
    ends = [least - 1 for least, _fill in SHADES[1:]]
    texts = [f"{least}–{end}" for (least, _fill), end in zip(SHADES, ends, strict=False)]
    texts.append(_("%(count)s and more") % {"count": SHADES[-1][0]})
    return [
        Shade(fill, text, 8 + 120 * n)
        for n, ((_least, fill), text) in enumerate(zip(SHADES, texts, strict=True))
    ]


@cache
def _world() -> dict[str, Any]:
    text = files(__package__).joinpath("world", "world.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
