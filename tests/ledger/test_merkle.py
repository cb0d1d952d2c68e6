"""The tree is the one of RFC 9162; expected values come from the definitions, written out naively here."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.ledger.merkle import (
    EMPTY_ROOT,
    Edge,
    consistency_path,
    edge_of,
    inclusion_path,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight entries of the test vectors that implementations of RFC 6962 and RFC 9162 share, with the published roots.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(entries: list[bytes]) -> bytes:
    """MTH, letter by letter from RFC 9162, 2.1.1."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = largest_power_below(len(entries))
    return hashlib.sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def largest_power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def naive_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH, from 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF, from 2.1.4.1."""
    if m == len(entries):
        return [] if whole else [naive_root(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return [*naive_subproof(m, entries[:k], whole), naive_root(entries[k:])]
    return [*naive_subproof(m - k, entries[k:], False), naive_root(entries[:k])]


def entries_of(size: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(size)]


class Store:
    """Full subtrees, as a table would keep them."""

    def __init__(self, entries: list[bytes]) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.edge = Edge()
        for entry in entries:
            for level, index, node in self.edge.append(leaf_hash(entry)):
                self.nodes[level, index] = node

    def subtree(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]


@cache
def store_of(size: int) -> Store:
    return Store(entries_of(size))


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert root_of([]) == EMPTY_ROOT == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_are_reached(size: int) -> None:
    assert root_of(map(leaf_hash, ENTRIES[:size])).hex() == ROOTS[size - 1]
    assert naive_root(ENTRIES[:size]).hex() == ROOTS[size - 1]


@given(st.integers(0, 70))
def test_appending_one_by_one_gives_the_root_of_the_definition(size: int) -> None:
    assert store_of(size).edge.root() == naive_root(entries_of(size))


@given(st.integers(0, 70))
def test_the_edge_can_be_taken_up_again_from_stored_subtrees(size: int) -> None:
    store = store_of(70)
    resumed = edge_of(size, store.subtree)
    for entry in entries_of(70)[size:]:
        resumed.append(leaf_hash(entry))
    assert resumed.root() == store.edge.root()


@given(st.data())
def test_inclusion_paths_are_those_of_the_definition_and_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    entries = entries_of(size)
    path = inclusion_path(index, size, store_of(70).subtree)
    assert path == naive_path(index, entries)
    assert verify_inclusion(leaf_hash(entries[index]), index, size, path, naive_root(entries))


@given(st.data())
def test_consistency_paths_are_those_of_the_definition_and_verify(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 70))
    old = data.draw(st.integers(1, new))
    entries = entries_of(new)
    path = consistency_path(old, new, store_of(70).subtree)
    assert path == naive_subproof(old, entries, True)
    assert verify_consistency(old, new, naive_root(entries[:old]), naive_root(entries), path)


@given(st.data())
def test_another_leaf_or_another_place_does_not_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    entries = entries_of(size)
    path, root = naive_path(index, entries), naive_root(entries)
    assert not verify_inclusion(leaf_hash(entries[other]), index, size, path, root)
    assert not verify_inclusion(leaf_hash(entries[index]), other, size, path, root)


@given(st.data())
def test_a_changed_missing_or_extra_step_does_not_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    index = data.draw(st.integers(0, size - 1))
    entries = entries_of(size)
    path, root, leaf = naive_path(index, entries), naive_root(entries), leaf_hash(entries[index])
    step = data.draw(st.integers(0, len(path) - 1))
    changed = [*path[:step], hashlib.sha256(path[step]).digest(), *path[step + 1 :]]
    assert not verify_inclusion(leaf, index, size, changed, root)
    assert not verify_inclusion(leaf, index, size, path[:-1], root)
    assert not verify_inclusion(leaf, index, size, [*path, root], root)


@given(st.data())
def test_a_rewritten_past_has_no_consistency_proof(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, 40))
    old = data.draw(st.integers(1, new - 1))
    altered = data.draw(st.integers(0, old - 1))
    entries = entries_of(new)
    published = naive_root(entries[:old])
    entries[altered] = b"something else"
    path = naive_subproof(old, entries, True)
    assert not verify_consistency(old, new, published, naive_root(entries), path)


def test_a_tree_is_consistent_with_itself_and_with_the_empty_tree_only_without_steps() -> None:
    root = naive_root(entries_of(5))
    assert verify_consistency(5, 5, root, root, [])
    assert verify_consistency(0, 5, EMPTY_ROOT, root, [])
    assert not verify_consistency(5, 5, root, root, [root])
    assert not verify_consistency(5, 5, root, naive_root(entries_of(4)), [])
    assert not verify_consistency(0, 5, root, root, [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_path(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_path(index, size, store_of(3).subtree)
    assert not verify_inclusion(b"", index, size, [], b"")


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_consistency_path_from_nothing_or_from_the_future(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no consistency proof"):
        consistency_path(old, new, store_of(4).subtree)
    assert not verify_consistency(4, 3, b"", b"", [b"x"])
