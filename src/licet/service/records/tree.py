"""The Merkle tree as the tables keep it: leaf hashes, and the hash of every full subtree of 256, 256² … leaves.

This is the division of C2SP tlog-tiles: any full subtree is computed from at most 128 neighbouring rows, so a proof
reads a few pieces of the tables whatever the size of the ledger.
"""

from __future__ import annotations

from licet.ledger.merkle import Edge, edge_of, root_of

from .models import Leaf, Node

HEIGHT = 8
WIDTH = 1 << HEIGHT


def size() -> int:
    """How many leaves are sealed: numbers are dense from 0."""
    last = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


class StoredTree:
    """Full subtrees by (level, index); each piece is read once in the life of this object."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def subtree(self, level: int, index: int) -> bytes:
        row, within = divmod(level, HEIGHT)
        first, count = index << within, 1 << within
        tile, offset = divmod(first, WIDTH)
        hashes = self._tile(row, tile)[offset : offset + count]
        if len(hashes) != count:
            raise LookupError(f"The ledger has no full subtree at level {level}, index {index}.")
        return root_of(hashes)

    def edge(self, leaves: int) -> Edge:
        return edge_of(leaves, self.subtree)

    def _tile(self, row: int, tile: int) -> list[bytes]:
        if (row, tile) not in self._tiles:
            self._tiles[row, tile] = _read(row, tile * WIDTH, (tile + 1) * WIDTH)
        return self._tiles[row, tile]


def _read(row: int, begin: int, end: int) -> list[bytes]:
    if row == 0:
        leaves = Leaf.objects.filter(seq__gte=begin, seq__lt=end).order_by("seq")
        return [bytes(each) for each in leaves.values_list("hash", flat=True)]
    nodes = Node.objects.filter(level=row * HEIGHT, index__gte=begin, index__lt=end).order_by("index")
    return [bytes(each) for each in nodes.values_list("hash", flat=True)]
