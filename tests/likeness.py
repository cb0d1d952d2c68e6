"""Whether a page still looks as it was accepted: small grey pictures, compared by area, with a picture of what differs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

SHRUNK = 4
"""Accepted pictures are that many times smaller each way: large enough to see a moved box, small enough to keep."""
TALLEST = 4000
"""Pixels of a page that are looked at; below come more rows of the same kind."""
GREYS = 16
SEEN = 40
"""A difference of grey, of 255, that a reader would notice."""
TOLERATED = 0.004
"""Share of the area that may differ: the edges of letters, never a line of text."""

# What differs from run to run by nature: days, hours, ids, hashes, ages. It is put into the same words before the picture.
STEADY = r"""() => {
  const same = [
    [/\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, "1 January 2027"],
    [/\b\d{4}-\d{2}-\d{2}\b/g, "2027-01-01"], [/\b\d{2}:\d{2}( UTC)?\b/g, "12:00 UTC"],
    [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "0".repeat(36)], [/\b[0-9a-f]{16,}\b/g, "0".repeat(16)],
    [/[A-Za-z0-9+\/]{40,}={0,2}/g, "0".repeat(40)], [/127\.0\.0\.1:\d+|localhost:\d+/g, "localhost"],
  ];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (const [what, by] of same) walk.currentNode.data = walk.currentNode.data.replace(what, by);
}"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two pictures compare: the share of the area that differs, and where; None if they are not of one size."""

    share: float
    where: Image.Image

    @property
    def same(self) -> bool:
        return self.share <= TOLERATED


def shrunk(picture: Image.Image) -> Image.Image:
    """The picture as it is kept: grey, small, of few tones."""
    cut = picture.convert("L").crop((0, 0, picture.width, min(picture.height, TALLEST)))
    small = cut.reduce(SHRUNK)
    step = 256 // GREYS
    return small.point([round(tone / step) * step for tone in range(256)], "L")


def compare(accepted: Image.Image, new: Image.Image) -> Likeness:
    """Compare two shrunk pictures. What one has and the other has not differs."""
    size = (max(accepted.width, new.width), max(accepted.height, new.height))
    difference = ImageChops.difference(_on(accepted, size, 0), _on(new, size, 0))  # pages are pale
    marked = difference.point([255 if tone > SEEN else 0 for tone in range(256)], "L")
    share = marked.histogram()[255] / (size[0] * size[1])
    return Likeness(share, _drawn(_on(new, size, 255), marked))


def _on(picture: Image.Image, size: tuple[int, int], ground: int) -> Image.Image:
    sheet = Image.new("L", size, ground)
    sheet.paste(picture.convert("L"), (0, 0))
    return sheet


def _drawn(new: Image.Image, marked: Image.Image) -> Image.Image:
    """The new picture, pale, with what differs in red."""
    pale = new.point([128 + tone // 2 for tone in range(256)], "L").convert("RGB")
    pale.paste((200, 0, 0), (0, 0), marked)
    return pale


def keep(picture: Image.Image, file: Path) -> None:
    """Store a shrunk picture in few bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(GREYS).save(file, optimize=True)
