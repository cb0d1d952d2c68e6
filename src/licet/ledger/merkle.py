"""The Merkle tree of RFC 9162, section 2.1, over any store of subtree hashes.

A *full subtree* (level, index) covers the leaves index·2^level … (index+1)·2^level − 1. Every function that needs hashes asks
for full subtrees only, so a store may keep as few of them as it likes and compute the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Subtree = Callable[[int, int], bytes]  # (level, index) → hash of that full subtree

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Edge:
    """The right edge of a growing tree: enough to append leaves and know the root, whatever its size."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)  # roots of the full subtrees, largest first

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add one leaf hash; returns the full subtrees it completed, (level, index, hash), the leaf itself first."""
        self.size += 1
        self.peaks.append(leaf)
        completed = [(0, self.size - 1, leaf)]
        level = 1
        while self.size % (1 << level) == 0:
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(node_hash(left, right))
            completed.append((level, (self.size >> level) - 1, self.peaks[-1]))
            level += 1
        return completed

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def edge_of(size: int, subtree: Subtree) -> Edge:
    """The edge of a stored tree: its full subtrees from left to right, by the bits of its size."""
    return Edge(size, [subtree(level, index) for level, index in _full(0, size)])


def root_of(leaves: Iterable[bytes]) -> bytes:
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def _full(begin: int, end: int) -> list[tuple[int, int]]:
    """The full subtrees that make up the leaves begin…end−1, where begin is a multiple of the largest of them."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def _range(begin: int, end: int, subtree: Subtree) -> bytes:
    """MTH(D[begin:end]) for a range that RFC 9162's recursion reaches."""
    return Edge(end - begin, [subtree(level, index) for level, index in _full(begin, end)]).root()


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_path(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """RFC 9162, 2.1.3.1: the audit path of leaf `index` in the tree of the first `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    path: list[bytes] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range(middle, end, subtree))
            end = middle
        else:
            path.append(_range(begin, middle, subtree))
            begin = middle
    return path[::-1]


def consistency_path(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """RFC 9162, 2.1.4.1: proof that the tree of `new` leaves begins with the tree of `old` leaves."""
    if not 0 < old <= new:
        raise ValueError(f"There is no consistency proof from {old} to {new} leaves.")
    path: list[bytes] = []
    begin, end, whole = 0, new, True
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_range(middle, end, subtree))
            end = middle
        else:
            path.append(_range(begin, middle, subtree))
            begin, whole = middle, False
    if not whole:
        path.append(_range(begin, end, subtree))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, computed = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and computed == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.4.2. The empty tree is the beginning of every tree."""
    if old == new or old == 0:
        return not path and (old_root == new_root if old == new else old_root == EMPTY_ROOT)
    if not 0 < old < new or not path:
        return False
    proof = [old_root, *path] if old & (old - 1) == 0 else list(path)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
