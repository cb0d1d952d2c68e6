"""The chain as a picture: parties as boxes in layers, legs as arrows. A table beside it says the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import wrap

from licet.service.chains.models import Transfer
from licet.service.parties.models import Party

WIDTH, HEIGHT = 190, 74
ACROSS, DOWN = 150, 46
MARGIN = 24
LINE = 18
LANE = 30
SIDE = 40
"""Room at both sides for arrows that turn back."""


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    lines: list[tuple[int, str]]
    country: str

    @property
    def country_y(self) -> int:
        return self.y + HEIGHT - 10

    @property
    def text_x(self) -> int:
        return self.x + 12


@dataclass(frozen=True, slots=True)
class Arrow:
    path: str
    label: str
    label_x: int
    label_y: int
    uncontrolled: bool


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: list[Box]
    arrows: list[Arrow]
    box_width: int = WIDTH
    box_height: int = HEIGHT


def draw(parties: Sequence[Party], legs: Sequence[Transfer], uncontrolled: Collection[int] = ()) -> Picture:
    """Layers from first giver to last receiver; legs between the same two parties share an arrow. `uncontrolled`
    holds the numbers (from 1) of the legs that nobody controls."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for number, leg in enumerate(legs, 1):
        pairs.setdefault((str(leg.source_id), str(leg.destination_id)), []).append(number)
        if leg.actor_id not in (leg.source_id, leg.destination_id):  # somebody else arranges it
            pairs.setdefault((str(leg.actor_id), str(leg.destination_id)), []).append(number)
    layers = _layers([str(party.pk) for party in parties], list(pairs))
    places = _places(layers)
    rows = max((list(layers.values()).count(layer) for layer in layers.values()), default=1)
    ground = MARGIN + rows * (HEIGHT + DOWN)
    arrows: list[Arrow] = []
    lanes = 0
    for (giver, receiver), numbers in pairs.items():
        if giver == receiver:
            continue
        near = layers[receiver] - layers[giver] == 1
        path = (
            _curve(places[giver], places[receiver])
            if near
            else _lane(places[giver], places[receiver], ground, lanes)
        )
        lanes += not near
        arrows.append(_arrow(path, numbers, uncontrolled))
    columns = max(layers.values(), default=0) + 1
    return Picture(
        width=2 * MARGIN + columns * WIDTH + (columns - 1) * ACROSS + 2 * SIDE,
        height=ground + lanes * LANE + MARGIN,
        boxes=[_box(party, *places[str(party.pk)]) for party in parties],
        arrows=arrows,
    )


def _layers(parties: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Each party one layer after those it receives from; an arrow that closes a circle counts for nothing."""
    layers = dict.fromkeys(parties, 0)
    forward = _without_circles(parties, pairs)
    for _round in parties:
        for source, target in forward:
            layers[target] = max(layers[target], layers[source] + 1)
    return _beside_receivers(layers, forward)


def _beside_receivers(layers: dict[str, int], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Who receives nothing stands right before the first it gives to, so that arrows do not cross boxes."""
    receivers = {target for _source, target in pairs}
    for party in layers:
        given = [layers[target] for source, target in pairs if source == party]
        if party not in receivers and given:
            layers[party] = min(given) - 1
    return layers


def _without_circles(parties: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    for source, target in pairs:
        if source in parties and target in parties and source not in _reached(target, kept):
            kept.append((source, target))
    return kept


def _reached(start: str, pairs: Sequence[tuple[str, str]]) -> set[str]:
    found, frontier = {start}, {start}
    while frontier:
        frontier = {target for source, target in pairs if source in frontier} - found
        found |= frontier
    return found


def _places(layers: dict[str, int]) -> dict[str, tuple[int, int]]:
    used: dict[int, int] = {}
    places = {}
    for party, layer in layers.items():
        row = used.get(layer, 0)
        used[layer] = row + 1
        places[party] = (MARGIN + SIDE + layer * (WIDTH + ACROSS), MARGIN + row * (HEIGHT + DOWN))
    return places


def _box(party: Party, x: int, y: int) -> Box:
    lines = wrap(party.name, 24)
    shown = lines[:2] if len(lines) <= 2 else [lines[0], lines[1][:22] + "…"]
    return Box(x, y, [(y + 22 + n * LINE, text) for n, text in enumerate(shown)], party.country)


Path = tuple[str, int, int]
"""How an arrow runs, and where its label stands."""


def _arrow(path: Path, numbers: list[int], uncontrolled: Collection[int]) -> Arrow:
    label = ", ".join(str(number) for number in numbers)
    way, x, y = path
    return Arrow(way, label, x, y, all(number in uncontrolled for number in numbers))


def _curve(start: tuple[int, int], end: tuple[int, int]) -> Path:
    """To the next layer: from the right side of one box to the left side of the other."""
    x1, y1, x2, y2 = start[0] + WIDTH, start[1] + HEIGHT // 2, end[0] - 6, end[1] + HEIGHT // 2
    bend = (x1 + x2) // 2
    return f"M{x1},{y1} C{bend},{y1} {bend},{y2} {x2},{y2}", bend, (y1 + y2) // 2 - 8


def _lane(start: tuple[int, int], end: tuple[int, int], ground: int, number: int) -> Path:
    """Further away, or back: down between the columns, along a lane of its own below all boxes, and up again."""
    x1, y1, x2, y2 = start[0] + WIDTH, start[1] + HEIGHT // 2 + 14, end[0] - 6, end[1] + HEIGHT // 2 + 14
    out, back, low = x1 + 12 + 6 * number, x2 - 12 - 6 * number, ground + number * LANE
    return f"M{x1},{y1} H{out} V{low} H{back} V{y2} H{x2}", (out + back) // 2, low - 6
