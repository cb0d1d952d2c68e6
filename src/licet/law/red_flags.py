"""Reader of the red flags that stand beside the law: `red_flags/*.yaml` of each root.

Signs that make a careful exporter look again. They decide nothing and are no part of the corpus or its digest: that one is
aware of a use is reached through them, not through one question. The written form is in docs/reference/law-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import CorpusError
from .fields import NAME, Record, Source
from .model import Citation, Mark
from .model import Text as Texts
from .nodes import Node, read
from .places import red_flag_files, shown

KINDS = ("red_flag",)
RED_FLAG_KEYS = ("is", "id", "order", "about", "title", "text", "citation", "mark")
ABOUT = ("item", "end_user")


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One sign, of the item or of who is to use it."""

    id: str
    order: int
    about: str
    title: Texts
    text: Texts
    citation: Citation
    mark: Mark


def load_red_flags(roots: Sequence[Path]) -> Mapping[str, RedFlag]:
    """All red flags in their order; a later root replaces by id. Raises CorpusError with all faults."""
    faults: list[CorpusError] = []
    found: dict[str, RedFlag] = {}
    for path in (path for root in roots for path in red_flag_files(root)):
        flag = read_red_flag(Source(shown(path), faults), read(path))
        found[flag.id] = flag
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return {flag.id: flag for flag in sorted(found.values(), key=lambda each: (each.order, each.id))}


def read_red_flag(source: Source, document: Node) -> RedFlag:
    record = Record(source, document, "red_flag", RED_FLAG_KEYS)
    record.read("is", lambda node, name: source.one_of(node, name, KINDS), "")
    return RedFlag(
        id=record.read("id", lambda node, name: source.matching(node, name, NAME, "misused_before"), ""),
        order=int(record.read("order", source.number, 0.0)),
        about=record.read("about", lambda node, name: source.one_of(node, name, ABOUT), ""),
        title=record.texts("title"),
        text=record.texts("text"),
        citation=record.citation(),
        mark=record.mark(),
    )
