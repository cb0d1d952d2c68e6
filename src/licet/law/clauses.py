"""Reader of the clauses that stand beside the law: `clauses/*.yaml` of each root.

Texts an authority puts into a licence, and what an end-user certificate has to say. They decide nothing and are no part of
the corpus or its digest. The written form is in docs/reference/law-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .errors import CorpusError
from .fields import NAME, Once, Record, Source
from .model import Citation, Mark
from .model import Text as Texts
from .nodes import Node, read
from .places import clause_files, shown

KINDS = ("clause",)
CLAUSE_KEYS = ("is", "id", "order", "use", "essential", "bearer", "title", "text", "citation", "mark")
USES = ("licence", "certificate")
BEARERS = ("exporter", "end_user", "intermediary")
NO_USE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One text: a condition of a licence, or an element of a certificate, or both."""

    id: str
    order: int
    use: tuple[str, ...]
    essential: bool
    """Whether a certificate without it is incomplete."""
    bearer: str
    """Whose obligation it creates."""
    title: Texts
    text: Texts
    citation: Citation
    mark: Mark


def load_clauses(roots: Sequence[Path]) -> Mapping[str, Clause]:
    """All clauses in their order; a later root replaces by id. Raises CorpusError with all faults."""
    faults: list[CorpusError] = []
    found: dict[str, Clause] = {}
    once = Once()
    for number, path in ((n, path) for n, root in enumerate(roots) for path in clause_files(root)):
        source, document = Source(shown(path), faults), read(path)
        clause = read_clause(source, document)
        once.meet(source, number, "clause", clause.id, document)
        found[clause.id] = clause
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return {clause.id: clause for clause in sorted(found.values(), key=lambda each: (each.order, each.id))}


def read_clause(source: Source, document: Node) -> Clause:
    record = Record(source, document, "clause", CLAUSE_KEYS)
    record.read("is", lambda node, name: source.one_of(node, name, KINDS), "")
    return Clause(
        id=record.read("id", lambda node, name: source.matching(node, name, NAME, "no_retransfer"), ""),
        order=int(record.read("order", source.number, 0.0)),
        use=record.read("use", partial(uses, source), NO_USE),
        essential=record.optional("essential", source.yes_no, False),
        bearer=record.read("bearer", lambda node, name: source.one_of(node, name, BEARERS), ""),
        title=record.texts("title"),
        text=record.texts("text"),
        citation=record.citation(),
        mark=record.mark(),
    )


def uses(source: Source, node: Node, name: str) -> tuple[str, ...]:
    return tuple(source.one_of(each, name, USES) for each in source.some(node, name))
