"""From folders to one checked corpus: read, overlay, look up every name, check, freeze, digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import nodes
from .canonical import digest_of
from .checks import faults_between
from .criteria import faults_among, read_criterion
from .errors import CorpusError
from .expressions import Names
from .fields import Source
from .model import Axiom, Corpus, Criterion, Fact, Regime, Role, Rule
from .model import Text as Texts
from .nodes import Fields, Text
from .places import files, shown
from .regimes import family_ids, read_regime
from .rules import exception_ids, frame_of, read_rule
from .stances import stand_on_bases, twin_of
from .vocabulary import read_axiom, read_facts, read_group, read_judgements

KINDS = ("facts", "judgements", "axiom", "group", "rule", "regime", "criterion")
WITH_ID = KINDS[2:]


@dataclass(slots=True)
class Reading:
    """The documents of all roots by kind and id, later roots over earlier ones, and the faults so far."""

    faults: list[CorpusError] = field(default_factory=list)
    lists: list[tuple[str, int, Source, Fields]] = field(
        default_factory=list
    )  # facts and judgements, with root number
    documents: dict[str, dict[str, tuple[int, Source, Fields]]] = field(
        default_factory=lambda: {kind: {} for kind in WITH_ID}
    )

    def of(self, kind: str) -> Iterator[tuple[Source, Fields]]:
        for _, (_, source, document) in sorted(self.documents[kind].items()):
            yield source, document

    def refuse(self) -> None:
        """Raise the first fault by file and line, carrying the others."""
        if self.faults:
            ordered = sorted(self.faults, key=lambda fault: (fault.file, fault.line))
            ordered[0].others = tuple(ordered[1:])
            raise ordered[0]


def load_corpus(roots: Sequence[Path]) -> Corpus:
    reading = read_documents(roots)
    reading.refuse()
    names = vocabulary(reading)
    reading.refuse()
    corpus = read_law(reading, names)
    reading.refuse()
    return corpus


# --- documents ---------------------------------------------------------------------------------------


def read_documents(roots: Sequence[Path]) -> Reading:
    reading, total = Reading(), 0
    for number, root in enumerate(roots):
        for path in files(root):
            total += path.stat().st_size
            if total > nodes.MAX_TOTAL:
                raise CorpusError(
                    shown(path), 0, f"The law exceeds {nodes.MAX_TOTAL >> 20} MB", "Remove what is not law"
                )
            read_document(reading, number, path)
    if total == 0 and not reading.faults:
        place = ", ".join(shown(root) for root in roots)
        raise CorpusError(
            place or "LICET_LAW", 0, "There is no law here", "Name a folder with .yaml files in LICET_LAW"
        )
    return reading


def read_document(reading: Reading, number: int, path: Path) -> None:
    try:
        document = nodes.read(path)
    except CorpusError as fault:
        reading.faults.append(fault)
        return
    source = Source(shown(path), reading.faults)
    kind = kind_of(source, document)
    if kind in WITH_ID:
        add(reading, number, kind, source, document)
    elif kind:
        reading.lists.append((kind, number, source, document))


def kind_of(source: Source, document: Fields) -> str:
    if "is" not in document.fields:
        source.fault(
            document.line, "The document does not say what it is", f"Begin it with is: {', '.join(KINDS)}"
        )
        return ""
    return source.one_of(document.fields["is"], "is", KINDS)


def add(reading: Reading, number: int, kind: str, source: Source, document: Fields) -> None:
    """Take the document in; within one root an id stands once, a later root replaces."""
    node = document.fields.get("id")
    if not isinstance(node, Text) or not node.text.strip():
        source.fault(document.line, f"The {kind} lacks its id", "Add id")
        return
    name, known = node.text.strip(), reading.documents[kind]
    if name in known and known[name][0] == number:
        first = known[name][1].file
        source.fault(
            node.line, f"{kind} {name} stands twice in this root", f"Remove one; the other is in {first}"
        )
        return
    known[name] = (number, source, document)


# --- names -------------------------------------------------------------------------------------------


def vocabulary(reading: Reading) -> Names:
    """Everything an expression may name."""
    names = Names(facts=read_all_facts(reading), judgements=read_all_judgements(reading))
    names.groups = {group.id: group for group in (read_group(*pair) for pair in reading.of("group"))}
    names.rules = {
        name: frame_of(document) for name, (_, _, document) in sorted(reading.documents["rule"].items())
    }
    names.exceptions = frozenset(read_exception_ids(reading, names.rules))
    names.twins = frozenset(
        twin_of(regime, rule)
        for regime, (_, _, document) in reading.documents["regime"].items()
        if "based_on" in document.fields
        for rule in names.rules
    )
    names.families = frozenset(
        name for _, document in reading.of("regime") for name in family_ids(document) if name
    )
    return names


def read_all_facts(reading: Reading) -> Mapping[str, Fact]:
    facts: dict[str, Fact] = {}
    roots: dict[str, int] = {}
    for kind, number, source, document in reading.lists:
        for fact in read_facts(source, document) if kind == "facts" else ():
            if roots.get(fact.id) == number:
                source.fault(
                    fact.where.line,
                    f"Fact {fact.id} stands twice in this root",
                    f"The other is at {facts[fact.id].where}",
                )
            facts[fact.id], roots[fact.id] = fact, number
    return facts


def read_all_judgements(reading: Reading) -> Mapping[str, Texts]:
    terms: dict[str, Texts] = {}
    roots: dict[str, int] = {}
    for kind, number, source, document in reading.lists:
        for term, texts, line in read_judgements(source, document) if kind == "judgements" else ():
            if roots.get(term) == number:
                source.fault(line, f"Term {term} stands twice in this root", "Remove one")
            terms[term], roots[term] = texts, number
    return dict(sorted(terms.items()))


def read_exception_ids(reading: Reading, rules: Iterable[str]) -> Iterator[str]:
    """Ids of exceptions; one may stand in several editions of its rule, never in two rules."""
    owner: dict[str, str] = dict.fromkeys(rules, "")
    for rule, (_, source, document) in sorted(reading.documents["rule"].items()):
        for name, line in exception_ids(document):
            if owner.setdefault(name, rule) != rule:
                source.fault(
                    line,
                    f"{name} already names {owner[name] or 'a rule'}",
                    "Give the exception an id of its own",
                )
            yield name


# --- law ---------------------------------------------------------------------------------------------


def read_law(reading: Reading, names: Names) -> Corpus:
    rules = {
        rule.id: rule
        for rule in (read_rule(source, document, names) for source, document in reading.of("rule"))
    }
    roles = {name: rule.role for name, rule in rules.items()}
    axioms = [read_axiom(source, document, names) for source, document in reading.of("axiom")]
    regimes = [read_regime(source, document, names, roles) for source, document in reading.of("regime")]
    criteria = [read_criterion(source, document) for source, document in reading.of("criterion")]
    reading.refuse()
    regimes, rules, faults = stand_on_bases(regimes, rules)
    reading.faults.extend(faults)
    reading.refuse()
    reading.faults.extend([*faults_between(rules), *faults_among(criteria, regimes)])
    reading.refuse()
    return freeze(names, rules, axioms, regimes, criteria)


def freeze(
    names: Names,
    rules: Mapping[str, Rule],
    axioms: list[Axiom],
    regimes: list[Regime],
    criteria: list[Criterion],
) -> Corpus:
    law: dict[str, object] = {
        "facts": names.facts,
        "groups": names.groups,
        "axioms": {axiom.id: axiom for axiom in axioms},
        "rules": rules,
        "regimes": {regime.id: regime for regime in regimes if not regime.only_base},
        "criteria": {criterion.id: criterion for criterion in criteria},
        "judgements": names.judgements,
        "ccic_kinds": tuple(name for name, rule in rules.items() if rule.role is Role.CCIC_KIND),
        "bases": {regime.id: regime for regime in regimes if regime.only_base},
    }
    return Corpus(digest=digest_of(law), **law)  # type: ignore[arg-type]
