"""In which layer each box of a graph stands: givers above receivers, circles broken where they close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

Pairs = Sequence[tuple[str, str]]


def layers_of(keys: Sequence[str], pairs: Pairs) -> dict[str, int]:
    """Each key one layer below the lowest of those it receives from; who is on no line stands below all others."""
    forward = without_circles(keys, pairs)
    layers = dict.fromkeys(keys, 0)
    for _round in keys:
        for source, target in forward:
            layers[target] = max(layers[target], layers[source] + 1)
    _beside_receivers(layers, forward)
    return _alone_below(layers, pairs)


def _beside_receivers(layers: dict[str, int], forward: Pairs) -> None:
    """Who receives nothing stands right above the first it gives to: lines stay short."""
    receivers = {target for _source, target in forward}
    for key in layers:
        given = [layers[target] for source, target in forward if source == key]
        if key not in receivers and given:
            layers[key] = min(given) - 1


def _alone_below(layers: dict[str, int], pairs: Pairs) -> dict[str, int]:
    touched = {key for pair in pairs for key in pair}
    below = max((layer for key, layer in layers.items() if key in touched), default=-1) + 1
    return {key: layer if key in touched else below for key, layer in layers.items()}


def without_circles(keys: Sequence[str], pairs: Pairs) -> list[tuple[str, str]]:
    """Every pair once and downwards; one that would close a circle is turned round, one to itself left out."""
    towards: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        towards[source].append(target)
    left: dict[str, int] = {}

    def visit(key: str, above: frozenset[str]) -> None:
        for target in towards[key]:
            if target not in above and target not in left:
                visit(target, above | {target})
        left[key] = len(left)

    given = {target for source, target in pairs if source != target}
    for key in [*(k for k in keys if k not in given), *keys]:  # begin with those who only give
        if key not in left:
            visit(key, frozenset({key}))
    down = {(a, b) if left[a] > left[b] else (b, a) for a, b in pairs if a != b}
    return sorted(down, key=lambda pair: (-left[pair[0]], -left[pair[1]]))
