"""Where the boxes and lines of the picture go: nothing overlaps, no line runs through a box, little crosses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest

from licet.service.applications.layering import layers_of, without_circles
from licet.service.applications.layout import Layout, Link, Size, lay_out
from licet.service.applications.ordering import crossings, in_order, placed

BOX, LABEL = Size(190, 80), Size(200, 60)

SOLD_THROUGH = [
    ("vendor", "host"),
    ("vendor", "host"),
    ("host", "unit"),
    ("reseller", "unit"),
    ("vendor", "unit"),
]
LARGE = [
    *(("p0", f"p{n}") for n in range(1, 6)),
    *((f"p{n}", f"p{n + 4}") for n in range(2, 6)),
    *((f"p{n}", "p11") for n in range(5, 11)),
    ("p11", "p0"),
    ("p0", "p11"),
    ("p3", "p3"),
    ("p10", "p1"),
    ("p1", "p9"),
]
SHAPES = {
    "one leg": [("a", "b")],
    "several legs between the same two": [("a", "b")] * 5,
    "sold through an affiliate and a reseller": SOLD_THROUGH,
    "there and back": [("a", "b"), ("b", "a")],
    "a circle of three": [("a", "b"), ("b", "c"), ("c", "a")],
    "something that stays at home": [("a", "a"), ("a", "b")],
    "12 parties and 20 legs": LARGE,
}


def laid(pairs: Sequence[tuple[str, str]], *more: str) -> Layout:
    keys = dict.fromkeys([*(key for pair in pairs for key in pair), *more])
    return lay_out(dict.fromkeys(keys, BOX), [Link(a, b, LABEL) for a, b in pairs])


Rect = tuple[int, int, int, int]


def rectangles(layout: Layout) -> list[Rect]:
    boxes = [(p.x, p.y, p.x + BOX.width, p.y + BOX.height) for p in layout.boxes.values()]
    labels = [
        (r.label.x, r.label.y, r.label.x + LABEL.width, r.label.y + LABEL.height) for r in layout.routes
    ]
    return boxes + labels


def points(path: str) -> Iterator[tuple[float, float]]:
    """The line as a browser draws it, in small steps."""
    x = y = 0.0
    for command, text in re.findall(r"([MCV])([^MCV]*)", path):
        numbers = [float(n) for n in re.findall(r"-?\d+", text)]
        if command == "M":
            x, y = numbers
        elif command == "V":
            yield from ((x, y + (numbers[0] - y) * t / 40) for t in range(41))
            y = numbers[0]
        else:
            x1, y1, x2, y2, x3, y3 = numbers
            for t in (n / 40 for n in range(41)):
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                yield a * x + b * x1 + c * x2 + d * x3, a * y + b * y1 + c * y2 + d * y3
            x, y = x3, y3


@pytest.mark.parametrize("shape", SHAPES)
def test_no_box_or_label_covers_another(shape: str) -> None:
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(rectangles(laid(SHAPES[shape])), 2):
        assert r1 < l2 or r2 < l1 or b1 < t2 or b2 < t1


@pytest.mark.parametrize("shape", SHAPES)
def test_no_line_runs_through_a_box_or_a_label(shape: str) -> None:
    layout = laid(SHAPES[shape])
    for left, top, right, bottom in rectangles(layout):
        for route in layout.routes:
            for x, y in [*points(route.out), *points(route.back)]:
                assert not (left < x < right and top < y < bottom)


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_lies_within_the_picture(shape: str) -> None:
    layout = laid(SHAPES[shape])
    for left, top, right, bottom in rectangles(layout):
        assert left >= 0
        assert top >= 0
        assert right <= layout.width
        assert bottom <= layout.height


@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_goes_from_the_giver_by_its_label_to_the_receiver(shape: str) -> None:
    layout = laid(SHAPES[shape])
    for (source, target), route in zip(SHAPES[shape], layout.routes, strict=True):
        out, back = list(points(route.out)), list(points(route.back))
        label = (route.label, LABEL)
        assert touches(out[0], (layout.boxes[source], BOX))
        assert touches(out[-1], label)
        assert touches(back[0], label)
        assert touches(back[-1], (layout.boxes[target], BOX))


def touches(point: tuple[float, float], what: tuple[object, Size]) -> bool:
    place, size = what
    x, y = place.x, place.y  # type: ignore[attr-defined]
    return x <= point[0] <= x + size.width and point[1] in (y, y + size.height)


def test_who_gives_stands_above_who_receives() -> None:
    layers = layers_of(["unit", "host", "vendor", "reseller"], SOLD_THROUGH)
    assert layers == {"vendor": 0, "host": 1, "reseller": 1, "unit": 2}


def test_who_is_on_no_leg_stands_below_all_others() -> None:
    assert layers_of(["alone", "a", "b"], [("a", "b")]) == {"a": 0, "b": 1, "alone": 2}


def test_a_circle_is_broken_at_one_leg_only() -> None:
    assert sorted(without_circles("abc", [("a", "b"), ("b", "c"), ("c", "a")])) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_two_crossing_lines_are_untangled() -> None:
    rows, lines = [["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")]
    assert crossings(rows, lines) == 1
    assert crossings(in_order(rows, lines), lines) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_arrives_at_a_place_of_its_own(shape: str) -> None:
    ends = [list(points(route.back))[-1] for route in laid(SHAPES[shape]).routes]
    assert len(set(ends)) == len(ends)


def test_neighbours_keep_their_distance_and_stand_under_what_they_hang_on() -> None:
    middles = placed([["a"], ["b", "c"]], [("a", "b"), ("a", "c")], {"a": 100, "b": 100, "c": 100}, 20)
    assert middles["c"] - middles["b"] == 120
    assert middles["a"] == pytest.approx((middles["b"] + middles["c"]) / 2)


def test_the_same_deal_is_drawn_the_same_way() -> None:
    assert laid(LARGE) == laid(LARGE)


def test_a_large_deal_stays_readable() -> None:
    """Twelve parties and twenty legs fit three windows beside each other, not thirty."""
    assert laid(LARGE).width < 3 * 1200


def test_a_deal_without_legs_shows_its_parties() -> None:
    assert set(laid([], "a", "b").boxes) == {"a", "b"}
