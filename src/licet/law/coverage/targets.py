"""Every name a mapping may give as what became of a paragraph; each must exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from licet.law.clauses import load_clauses
from licet.law.model import Corpus, Regime, Role
from licet.law.places import PACKAGE
from licet.law.red_flags import load_red_flags
from licet.law.topics import load_guidance

PROGRAM = "program."  # a part of the software that does what the paragraph asks: program.service.partners
CITED = "cited."  # an instrument that rules cite: its name, or the beginning of it


class Targets:
    """What exists: `has` says whether a name is known, `names` lists them for the remedy."""

    def __init__(self, corpus: Corpus, roots: Sequence[Path]) -> None:
        self.names = frozenset(names_of(corpus, roots))
        self.instruments = frozenset(instruments(corpus))
        self.families = frozenset(rule.id for rule in corpus.rules.values() if rule.role is Role.FAMILY)

    def has(self, name: str) -> bool:
        if name.startswith(PROGRAM):
            return is_program(name.removeprefix(PROGRAM))
        if name.startswith(CITED):
            return any(each.startswith(name.removeprefix(CITED)) for each in self.instruments)
        return name in self.names

    def is_family(self, name: str) -> bool:
        """Whether it only says when law that is not here would matter."""
        return name in self.families or name.startswith("family.")


def names_of(corpus: Corpus, roots: Sequence[Path]) -> Iterator[str]:
    for rule in corpus.rules.values():
        yield rule.id
        yield from (exception.id for edition in rule.editions for exception in edition.exceptions)
    yield from (*corpus.axioms, *corpus.criteria, *corpus.facts, *corpus.regimes, *corpus.bases)
    yield from (f"judgement.{term}" for term in corpus.judgements)
    yield from (f"group.{group}" for group in corpus.groups)
    for regime in (*corpus.regimes.values(), *corpus.bases.values()):
        yield from of_regime(regime)
    yield from (f"clause.{clause}" for clause in load_clauses(roots))
    yield from (f"red_flag.{flag}" for flag in load_red_flags(roots))
    yield from (f"guidance.{topic}" for topic in load_guidance(roots).topics)


def of_regime(regime: Regime) -> Iterator[str]:
    yield from (f"family.{regime.id}.{family.id}" for family in regime.families)
    yield from (f"parameter.{regime.id}.{parameter.name}" for parameter in regime.parameters)
    yield from (f"stance.{regime.id}.{term}" for term in regime.stances)


def instruments(corpus: Corpus) -> Iterator[str]:
    for rule in corpus.rules.values():
        for edition in rule.editions:
            yield edition.citation.instrument
            yield from (exception.citation.instrument for exception in edition.exceptions)
    yield from (group.citation.instrument for group in corpus.groups.values())
    yield from (criterion.citation.instrument for criterion in corpus.criteria.values())
    for regime in corpus.regimes.values():
        yield from (parameter.citation.instrument for parameter in regime.parameters)


def is_program(name: str) -> bool:
    """A module or a package of the software, found without importing it."""
    place = PACKAGE.joinpath(*name.split("."))
    return bool(name.replace(".", "")) and (place.is_dir() or place.with_suffix(".py").is_file())
