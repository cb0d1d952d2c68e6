"""Reader of argued chains: what happens in plain facts, and the answer argued from the text before the rules were run.

A folder holds `profiles.yaml` (`homes`: each regime's country; `profiles`: facts by name, to build on) and files with
`group` and `chains`. The written form is in docs/examples/decisiveness/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import CorpusError, nearest
from .fields import Record, Source
from .model import Where
from .nodes import Fields, Node, read
from .places import shown

PROFILES = "profiles.yaml"
HOME = "home"
EVERY = "all"
GROUPS = ("legitimate", "controlled")
ANSWERS = ("free", "permission", "open")


@dataclass(frozen=True, slots=True)
class ArguedChain:
    name: str
    group: str
    because: str
    as_of: date
    facts: Mapping[str, str]
    expect: Mapping[str, str]  # regime, or `all` for those not named -> free | permission | open
    where: Where

    def argued(self, regime: str) -> str | None:
        """The answer argued for the regime; None where nothing was argued."""
        return self.expect.get(regime, self.expect.get(EVERY))


@dataclass(frozen=True, slots=True)
class Argued:
    homes: Mapping[str, str]
    chains: tuple[ArguedChain, ...]


Profiles = Mapping[str, Mapping[str, str]]
NOTHING: dict[str, str] = {}
NO_PROFILES: dict[str, dict[str, str]] = {}


def read_argued(folder: Path) -> Argued:
    """All chains of a folder. Raises CorpusError, which carries the further faults."""
    if not (folder / PROFILES).is_file():
        raise CorpusError(
            shown(folder / PROFILES), 0, "There is no such file", "Name a folder of argued chains"
        )
    faults: list[CorpusError] = []
    source = Source(shown(folder / PROFILES), faults)
    top = Record(source, read(folder / PROFILES), "profiles", ("homes", "profiles"))
    homes = top.read("homes", lambda node, name: texts(source, node, name), NOTHING)
    profiles = top.read("profiles", lambda node, name: read_profiles(source, node, name), NO_PROFILES)
    chains = [
        chain
        for path in sorted(folder.glob("*.yaml"))
        if path.name != PROFILES
        for chain in read_chains(Source(shown(path), faults), read(path), homes, profiles)
    ]
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return Argued(homes, tuple(chains))


def texts(source: Source, node: Node, name: str) -> dict[str, str]:
    if isinstance(node, Fields):
        return {key: source.text(value, key) for key, value in node.fields.items()}
    source.fault(node.line, f"{name} is not a mapping", f"Write {name}: {{name: value}}")
    return {}


def read_profiles(source: Source, node: Node, name: str) -> dict[str, dict[str, str]]:
    if isinstance(node, Fields):
        return {key: texts(source, value, key) for key, value in node.fields.items()}
    source.fault(node.line, f"{name} is not a mapping", f"Write {name}: {{name: {{fact: value}}}}")
    return {}


def read_chains(
    source: Source, document: Fields, homes: Mapping[str, str], profiles: Profiles
) -> Iterator[ArguedChain]:
    record = Record(source, document, "file", ("group", "chains"))
    group = record.read("group", lambda node, name: source.one_of(node, name, GROUPS), "")
    for node in record.some("chains"):
        yield read_chain(source, node, group, homes, profiles)


def read_chain(
    source: Source, node: Node, group: str, homes: Mapping[str, str], profiles: Profiles
) -> ArguedChain:
    record = Record(source, node, "chain", ("name", "because", "as_of", "like", "facts", "expect"))
    facts: dict[str, str] = {}
    for part in record.some("like"):
        facts |= profiles.get(source.one_of(part, "like", profiles), {})
    facts |= record.optional("facts", lambda part, name: texts(source, part, name), NOTHING)
    return ArguedChain(
        name=record.text("name"),
        group=group,
        because=record.text("because"),
        as_of=record.day("as_of"),
        facts=facts,
        expect=record.read("expect", lambda part, _: read_expected(source, part, homes), NOTHING),
        where=source.where(node.line),
    )


def read_expected(source: Source, node: Node, homes: Mapping[str, str]) -> dict[str, str]:
    expected = texts(source, node, "expect")
    for regime, answer in expected.items():
        if regime not in (EVERY, *homes):
            source.fault(node.line, f"There is no home of regime {regime}", nearest(regime, [EVERY, *homes]))
        if answer not in ANSWERS:
            source.fault(node.line, f"{regime} is {answer!r}", nearest(answer, ANSWERS))
    return expected
