"""In which order the things of each row stand, so that few lines cross, and how far to the right each goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

Rows = list[list[str]]
Segments = Sequence[tuple[str, str]]
SWEEPS = 12


def in_order(rows: Rows, segments: Segments) -> Rows:
    """Each row sorted by the middle of its neighbours above, then below, and again; the best order met is kept."""
    above, below = _neighbours(segments)
    best = rows = [list(row) for row in rows]
    fewest = crossings(rows, segments)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        rows = _swept(rows, above if sweep % 2 == 0 else below, downwards=sweep % 2 == 0)
        count = crossings(rows, segments)
        if count < fewest:
            best, fewest = rows, count
    return best


def _neighbours(segments: Segments) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for upper, lower in segments:
        above[lower].append(upper)
        below[upper].append(lower)
    return above, below


def _swept(rows: Rows, neighbours: Mapping[str, list[str]], *, downwards: bool) -> Rows:
    rows = [list(row) for row in rows]
    numbers = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
    for number in numbers:
        fixed = {key: place for place, key in enumerate(rows[number - 1 if downwards else number + 1])}
        own = {key: place for place, key in enumerate(rows[number])}
        wish = {
            key: fmean([fixed[n] for n in neighbours[key]]) if neighbours.get(key) else own[key]
            for key in own
        }
        rows[number].sort(key=lambda key: (wish[key], own[key]))
    return rows


def crossings(rows: Rows, segments: Segments) -> int:
    """How many pairs of lines cross."""
    place = {key: n for row in rows for n, key in enumerate(row)}
    rank = {key: n for n, row in enumerate(rows) for key in row}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for upper, lower in segments:
        between[rank[upper]].append((place[upper], place[lower]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for lines in between.values()
        for n, a in enumerate(lines)
        for b in lines[n + 1 :]
    )


def placed(rows: Rows, segments: Segments, widths: Mapping[str, int], apart: int) -> dict[str, float]:
    """The middle of each thing: as near to the middle of its neighbours as the order and the widths allow."""
    above, below = _neighbours(segments)
    middles: dict[str, float] = {}
    for row in rows:
        middles |= _apart(row, dict.fromkeys(row, 0.0), widths, apart)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wishes = {key: _wish(key, above, below, middles, sweep) for key in row}
            middles |= _apart(row, wishes, widths, apart)
    return middles


def _wish(
    key: str,
    above: Mapping[str, list[str]],
    below: Mapping[str, list[str]],
    middles: Mapping[str, float],
    sweep: int,
) -> float:
    near = above.get(key, []) if sweep % 2 == 0 else below.get(key, [])
    near = near or [*above.get(key, []), *below.get(key, [])]
    return fmean([middles[n] for n in near]) if near else middles[key]


def _apart(
    row: Sequence[str], wishes: Mapping[str, float], widths: Mapping[str, int], apart: int
) -> dict[str, float]:
    """The places nearest to the wishes that keep the order and overlap nowhere: neighbours that push each other form
    a block, and a block stands at the mean of what its members wish."""
    offset, offsets = 0.0, []
    for n, key in enumerate(row):
        offset += (widths[row[n - 1]] + widths[key]) / 2 + apart if n else 0
        offsets.append(offset)
    blocks: list[list[float]] = []
    for key, shift in zip(row, offsets, strict=True):
        blocks.append([wishes[key] - shift])
        while len(blocks) > 1 and fmean(blocks[-2]) > fmean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    starts = [fmean(block) for block in blocks for _member in block]
    return {key: start + shift for key, start, shift in zip(row, starts, offsets, strict=True)}
