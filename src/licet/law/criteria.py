"""Reader of `is: criterion`: a test that a person applies, with the reasons for refusing that it gives.

A limb is asked by its own question (`ask`), else by the standards of the limb, else by those of the criterion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from .errors import CorpusError, nearest
from .fields import NAME, RULE_ID, Record, Source
from .model import Criterion, Regime
from .nodes import Fields, Node

CRITERION_KEYS = (
    "is",
    "id",
    "title",
    "instrument",
    "effect",
    "binds",
    "always_assessed",
    "assessed",
    "without_finding",
    "floor",
    "text",
    "look_at",
    "citation",
    "mark",
    "standards",
    "limbs",
)
LIMB_KEYS = (
    "id",
    "title",
    "text",
    "ask",
    "letter",
    "effect",
    "standards",
    "harms",
    "reason",
    "citation",
    "mark",
)
STANDARD_KEYS = ("id", "text", "letter")
REASON_KEYS = ("code", "title", "pinpoint", "letter")
FLOOR_KEYS = ("sources", "specific", "because", "citation", "mark")
LOOK_KEYS = ("text", "mark")
EFFECTS = ("deny", "weigh")
ALWAYS = "always"
"""A finding binds by itself. Any other word names the declaration of the authority under which it does."""


def read_criterion(source: Source, document: Fields) -> Criterion:
    record = Record(source, document, "criterion", CRITERION_KEYS)
    shared = tuple(read_standard(source, node) for node in record.items("standards"))
    assessed = record.optional("assessed", source.yes_no, True)
    return Criterion(
        id=record.read("id", lambda node, name: source.matching(node, name, RULE_ID, "CRITERION.2"), ""),
        title=record.texts("title"),
        instrument=record.texts("instrument"),
        effect=record.read("effect", partial(effect, source), ""),
        binds=read_binding(source, record),
        always_assessed=record.optional("always_assessed", source.yes_no, False),
        assessed=assessed,
        without_finding=record.optional("without_finding", source.yes_no, False),
        floor=record.optional("floor", lambda node, name: read_floor(source, node), {}),
        text=record.texts("text"),
        look_at=tuple(read_look(source, node) for node in record.items("look_at")),
        standards=shared,
        limbs=tuple(read_limb(source, node, bool(shared) or not assessed) for node in record.items("limbs")),
        citation=record.citation(),
        mark=record.mark(),
        where=source.where(document.line),
    )


def effect(source: Source, node: Node, name: str) -> str:
    return source.one_of(node, name, EFFECTS)


def read_binding(source: Source, record: Record) -> str:
    """Whoever writes that a criterion denies has to say when a finding binds."""
    denies = getattr(record.fields.get("effect"), "text", "") == "deny"
    if denies:
        return record.read("binds", lambda node, name: source.matching(node, name, NAME, ALWAYS), "")
    if "binds" in record:
        source.fault(record.lines["binds"], "binds stands in a criterion that does not deny", "Remove binds")
    return ""


def read_floor(source: Source, node: Node) -> Mapping[str, object]:
    """How much a finding has to rest on before a refusal on it is called thin."""
    record = Record(source, node, "floor", FLOOR_KEYS)
    return {
        "sources": int(record.read("sources", source.number, 1.0)),
        "specific": int(record.optional("specific", source.number, 0.0)),
        "because": record.texts("because"),
        "citation": record.citation(),
        "mark": record.mark(),
    }


def read_look(source: Source, node: Node) -> Mapping[str, object]:
    record = Record(source, node, "look_at", LOOK_KEYS)
    return {"text": record.texts("text"), "mark": record.mark()}


def read_limb(source: Source, node: Node, asked: bool) -> Mapping[str, object]:
    """`title` names the limb; `letter` is what an addressee is told where it was found; `text` instructs the official."""
    record = Record(source, node, "limb", LIMB_KEYS)
    nothing: Mapping[str, object] = {}
    unasked: Mapping[str, str] = {}
    limb: dict[str, object] = {
        "id": record.text("id"),
        "title": record.texts("title"),
        "text": record.texts("text"),
        "letter": record.texts("letter"),
        "effect": record.read("effect", partial(effect, source), ""),
        "ask": record.optional("ask", source.texts, unasked),
        "standards": tuple(read_standard(source, part) for part in record.items("standards")),
        "harms": tuple(read_wording(source, part, "harm") for part in record.items("harms")),
        "reason": record.optional("reason", lambda part, name: read_reason(source, part), nothing),
    }
    if "citation" in record:
        limb |= {"citation": record.citation(), "mark": record.mark()}
    if not (limb["ask"] or limb["standards"] or asked):
        source.fault(record.line, "limb asks nothing", "Add ask, or standards to the limb or the criterion")
    return limb


def read_reason(source: Source, node: Node) -> Mapping[str, object]:
    """The code under which a refusal is counted, and how the official and the letter read it."""
    record = Record(source, node, "reason", REASON_KEYS)
    return {
        "code": record.read("code", lambda part, name: source.matching(part, name, NAME, "c2a"), ""),
        "title": record.texts("title"),
        "pinpoint": record.texts("pinpoint"),
        "letter": record.texts("letter"),
    }


def read_standard(source: Source, node: Node) -> Mapping[str, object]:
    record = Record(source, node, "standard", STANDARD_KEYS)
    return {"id": record.text("id"), "text": record.texts("text"), "letter": record.texts("letter")}


def read_wording(source: Source, node: Node, name: str) -> Mapping[str, object]:
    record = Record(source, node, name, ("id", "text"))
    return {"id": record.text("id"), "text": record.texts("text")}


def faults_among(criteria: Iterable[Criterion], regimes: Iterable[Regime]) -> list[CorpusError]:
    """Limbs and codes stand once in the whole law, because records name them alone; regimes name criteria that exist."""
    known = {criterion.id: criterion for criterion in criteria}
    return [*_twice(known.values()), *_unknown(regimes, known)]


def _twice(criteria: Iterable[Criterion]) -> Iterator[CorpusError]:
    owner: dict[tuple[str, str], str] = {}
    for criterion in criteria:
        for limb in criterion.limbs:
            reason = limb["reason"]
            code = str(reason.get("code", "")) if isinstance(reason, Mapping) else ""
            for what, name in (("Limb", str(limb["id"])), ("Code", code)):
                first = owner.setdefault((what, name), criterion.id) if name else criterion.id
                if first != criterion.id:
                    fault = f"{what} {name} of {criterion.id} already stands in {first}"
                    yield CorpusError(
                        criterion.where.file, criterion.where.line, fault, "Give it another name"
                    )


def _unknown(regimes: Iterable[Regime], known: Mapping[str, Criterion]) -> Iterator[CorpusError]:
    for regime in regimes:
        for name in regime.criteria:
            if name not in known:
                fault = f"{regime.id} names the criterion {name!r}"
                yield CorpusError(regime.where.file, regime.where.line, fault, nearest(name, known))


def applied_by(
    regime: str, regimes: Mapping[str, Regime], criteria: Mapping[str, Criterion]
) -> list[Criterion]:
    """The criteria of a regime: its own, else its base's, else those that no regime claims for itself."""
    own: tuple[str, ...] = ()
    while regime in regimes and not own:
        own, regime = regimes[regime].criteria, regimes[regime].based_on
    claimed = {name for each in regimes.values() for name in each.criteria}
    return [each for name, each in criteria.items() if (name in own if own else name not in claimed)]
