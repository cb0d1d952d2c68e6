"""The officer's small law after somebody changed it."""

from __future__ import annotations

from pathlib import Path

import officer_law

from licet.reasoning import Law

FREED = ("when: ZZ.4D004", "when: {all: [ZZ.4D004, {not: {to.country: [XA]}}]}")
LATER = ("from: 2020-01-01", "from: 2030-01-01")
GONE = ("name: spies", "name: spying")


def changed(folder: Path, *changes: tuple[str, str]) -> Law:
    """The small law with texts replaced wherever they stand, compiled."""
    documents = dict(officer_law.DOCUMENTS)
    for old, new in changes:
        assert any(old in text for text in documents.values())
        documents = {name: text.replace(old, new) for name, text in documents.items()}
    return Law.load([officer_law.write(folder / "law", documents)], folder / "compiled")
