"""Where the boxes and lines of a layered graph go: rows of boxes, top to bottom, each line with a label of its own.

A label takes part in the layout like a box (it gets a row between those of its ends), so no two labels overlap and no
line runs through a box or a label. Pure: no Django, no fonts; sizes come in, places go out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .layering import layers_of
from .ordering import in_order, placed

MARGIN = 8
GAP = 36
"""Between two rows, at least: where the lines bend."""
STEEP = 12
"""The further the lines there go aside, the more room they get to bend: one pixel for so many."""
APART = 16
"""Between two things beside each other."""
THIN = 10
"""The width of a line that passes a row."""


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Link:
    """A line from one box to another (or the same) and the size of its label."""

    source: str
    target: str
    label: Size


@dataclass(frozen=True, slots=True)
class Place:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Route:
    """The label's place and the line in two halves: from the giver to the label, from the label to the receiver."""

    label: Place
    out: str
    back: str


@dataclass(frozen=True, slots=True)
class Layout:
    width: int
    height: int
    boxes: dict[str, Place]
    routes: list[Route]


@dataclass(slots=True)
class _Vertex:
    """A box, a label, or the bend of a line that passes a row."""

    size: Size
    rank: int
    x: int = 0
    y: int = 0

    @property
    def middle(self) -> int:
        return self.x + self.size.width // 2


@dataclass(slots=True)
class _Graph:
    vertices: dict[str, _Vertex]
    ways: list[list[str]] = field(default_factory=list)
    """For each link the vertices it passes, downwards."""

    def rows(self) -> list[list[str]]:
        rows: dict[int, list[str]] = defaultdict(list)
        for key, vertex in self.vertices.items():
            rows[vertex.rank].append(key)
        return [rows[rank] for rank in sorted(rows)]

    def segments(self) -> list[tuple[str, str]]:
        return [pair for way in self.ways for pair in pairwise(way)]


def lay_out(boxes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """Places for all boxes and links; the order given decides between equals, so the same input looks the same.

    Raises KeyError if a link names a box that is not given.
    """
    layers = layers_of(list(boxes), [(link.source, link.target) for link in links])
    graph = _Graph({key: _Vertex(size, 2 * layers[key]) for key, size in boxes.items()})
    for number, link in enumerate(links):
        graph.ways.append(_way(graph, number, link))
    _set_across(graph)
    height = _set_down(graph)
    width = max((v.x + v.size.width for v in graph.vertices.values()), default=0) + MARGIN
    places = {key: Place(vertex.x, vertex.y) for key, vertex in graph.vertices.items()}
    ports = _ports(graph)
    return Layout(
        width,
        height,
        {key: places[key] for key in boxes},
        [_route(graph, ports, number, link) for number, link in enumerate(links)],
    )


def _way(graph: _Graph, number: int, link: Link) -> list[str]:
    """The label in one of the rows between both ends, a bend in each of the others."""
    ends = sorted((link.source, link.target), key=lambda key: graph.vertices[key].rank)
    top, bottom = (graph.vertices[key].rank for key in ends)
    own = _row_with_room(graph, top, max(bottom, top + 2))
    way = [ends[0]]
    for rank in range(top + 1, max(bottom, top + 2)):
        is_label = rank == own
        key = label_key(number) if is_label else f"bend {number} {rank}"
        graph.vertices[key] = _Vertex(link.label if is_label else Size(THIN, 0), rank)
        way.append(key)
    return [*way, ends[1]] if link.source != link.target else way


def label_key(number: int) -> str:
    return f"label {number}"


def _row_with_room(graph: _Graph, top: int, bottom: int) -> int:
    """Of the rows between, the one least full so far."""
    used: dict[int, int] = defaultdict(int)
    for vertex in graph.vertices.values():
        used[vertex.rank] += vertex.size.width
    return min(range(top + 1, bottom, 2), key=lambda rank: (used[rank], rank))


def _set_across(graph: _Graph) -> None:
    rows = in_order(graph.rows(), graph.segments())
    widths = {key: vertex.size.width for key, vertex in graph.vertices.items()}
    middles = placed(rows, graph.segments(), widths, APART)
    left = min((middle - widths[key] / 2 for key, middle in middles.items()), default=0)
    for key, middle in middles.items():
        graph.vertices[key].x = MARGIN + round(middle - widths[key] / 2 - left)


def _set_down(graph: _Graph) -> int:
    """Rows below each other, each as high as its highest; what is lower stands at its top edge. Gives the height."""
    y = bottom = MARGIN
    aside = _aside(graph)
    for row in graph.rows():
        for key in row:
            graph.vertices[key].y = y
        bottom = y + max(graph.vertices[key].size.height for key in row)
        y = bottom + GAP + min(GAP, aside[graph.vertices[row[0]].rank] // STEEP)
    return bottom + MARGIN


def _aside(graph: _Graph) -> dict[int, int]:
    """How far the lines below each row go aside at most."""
    furthest: dict[int, int] = defaultdict(int)
    for upper, lower in graph.segments():
        start, end = graph.vertices[upper], graph.vertices[lower]
        furthest[start.rank] = max(furthest[start.rank], abs(start.middle - end.middle))
    return furthest


# --- lines ----------------------------------------------------------------------------------------

Ports = dict[tuple[int, str, bool], int]
"""Where a link touches a vertex: number of the link, key of the vertex, whether at its foot."""


def _ports(graph: _Graph) -> Ports:
    """Lines that touch the same edge of a box are spread along it, in the order of where they come from."""
    touching: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for number, way in enumerate(graph.ways):
        for upper, lower in pairwise(way):
            touching[upper, True].append((graph.vertices[lower].middle, number))
            touching[lower, False].append((graph.vertices[upper].middle, number))
    ports: Ports = {}
    for (key, foot), lines in touching.items():
        vertex = graph.vertices[key]
        step = vertex.size.width / (len(lines) + 1)
        for place, (_from, number) in enumerate(sorted(lines), 1):
            ports[number, key, foot] = vertex.x + round(step * place)
    return ports


def _route(graph: _Graph, ports: Ports, number: int, link: Link) -> Route:
    way, label = graph.ways[number], label_key(number)
    vertex = graph.vertices[label]
    place = Place(vertex.x, vertex.y)
    if link.source == link.target:
        return Route(place, *_loop(graph, way[0], vertex, ports[number, way[0], True]))
    at = way.index(label)
    above = _line(graph, ports, number, way[: at + 1])
    below = _line(graph, ports, number, way[at:])
    if way[0] == link.source:
        return Route(place, path(above), path(below))
    return Route(place, path(below[::-1]), path(above[::-1]))


Points = list[tuple[int, int]]


def _line(graph: _Graph, ports: Ports, number: int, way: Sequence[str]) -> Points:
    """Bends happen between the rows only; within a row a line goes straight down, beside what stands there."""
    points: Points = []
    ends = {vertex.rank: 0 for vertex in graph.vertices.values()}
    for vertex in graph.vertices.values():
        ends[vertex.rank] = max(ends[vertex.rank], vertex.y + vertex.size.height)
    for upper, lower in pairwise(way):
        x1, x2 = ports[number, upper, True], ports[number, lower, False]
        start = graph.vertices[upper]
        points += [(x1, start.y + start.size.height), (x1, ends[start.rank]), (x2, graph.vertices[lower].y)]
    return points


def path(points: Points) -> str:
    """SVG path: straight where both points have the same x, else a curve that leaves and arrives upright."""
    steps = [f"M{points[0][0]},{points[0][1]}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (y1 + y2) // 2
        steps.append(f"V{y2}" if x1 == x2 else f"C{x1},{middle} {x2},{middle} {x2},{y2}")
    return " ".join(steps)


def _loop(graph: _Graph, key: str, label: _Vertex, port: int) -> tuple[str, str]:
    """Something that stays with its party: down to the label and back up."""
    foot = graph.vertices[key].y + graph.vertices[key].size.height
    return (
        path([(port - 8, foot), (label.middle - 8, label.y)]),
        path([(label.middle + 8, label.y), (port + 8, foot)]),
    )
