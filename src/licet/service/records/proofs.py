"""That one event is in the ledger, in a form that anybody can check without us (RFC 9162, 2.1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from licet.ledger.merkle import inclusion_path, leaf_hash, verify_inclusion

from .models import Checkpoint, Event, Leaf
from .selectors import latest_checkpoint
from .tree import StoredTree


@dataclass(frozen=True, slots=True)
class Inclusion:
    entry: str
    index: int
    path: list[bytes]
    checkpoint: Checkpoint

    @property
    def holds(self) -> bool:
        leaf = leaf_hash(self.entry.encode())
        return verify_inclusion(
            leaf, self.index, self.checkpoint.size, self.path, bytes.fromhex(self.checkpoint.root)
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": "licet.inclusion/1",
            "entry": self.entry,
            "index": self.index,
            "path": [step.hex() for step in self.path],
            "checkpoint": self.checkpoint.text,
        }


def inclusion_of(event: Event) -> Inclusion | None:
    """The proof against the latest checkpoint; None while the event waits to be sealed."""
    leaf: Leaf | None = getattr(event, "leaf", None)
    checkpoint = latest_checkpoint()
    if leaf is None or checkpoint is None:
        return None
    path = inclusion_path(leaf.seq, checkpoint.size, StoredTree().subtree)
    return Inclusion(event.entry().to_bytes().decode(), leaf.seq, path, checkpoint)
