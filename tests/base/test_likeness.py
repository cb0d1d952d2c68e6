"""The comparison of pictures sees what a reader would, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from likeness import TALLEST, compare, keep, shrunk
from PIL import Image, ImageDraw


def page(*, height: int = 1000, line_at: int = 200, ground: int = 255, box: int = 0) -> Image.Image:
    """A page with a line of text and perhaps a box."""
    picture = Image.new("RGB", (1200, height), (ground, ground, ground))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, line_at, 700, line_at + 24), fill=(20, 20, 20))
    if box:
        draw.rectangle((100, 500, 100 + box, 500 + box), fill=(20, 20, 20))
    return shrunk(picture)


def test_the_same_page_is_the_same() -> None:
    assert compare(page(), page()).share == 0


def test_a_tone_that_nobody_sees_does_not_count() -> None:
    assert compare(page(), page(ground=250)).same


@pytest.mark.parametrize(
    "changed",
    [page(line_at=240), page(box=100), page(height=1100), page(height=900), page(ground=150)],
    ids=["moved", "added", "longer", "shorter", "darker"],
)
def test_what_moved_came_or_went_is_seen(changed: Image.Image) -> None:
    assert not compare(page(), changed).same


def test_what_differs_is_marked_red_where_it_is() -> None:
    where = compare(page(), page(box=100)).where
    assert where.getpixel((30, 130)) == (200, 0, 0)
    assert where.getpixel((30, 55)) != (200, 0, 0)


def test_a_kept_picture_is_small_and_comes_back_the_same(tmp_path: Path) -> None:
    keep(page(box=100), tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size < 2000
    with Image.open(tmp_path / "page.png") as kept:
        assert compare(kept, page(box=100)).share == 0


def test_a_very_long_page_is_cut() -> None:
    assert page(height=2 * TALLEST).height == TALLEST // 4
