"""One side of a comparison: the law of a day, the regime asked, and where its exporter sits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from licet.law.checks import of_regime
from licet.law.model import (
    Axiom,
    Compare,
    Corpus,
    Edition,
    FactType,
    Frame,
    InGroup,
    IsTrue,
    Membership,
    OneOf,
    Regime,
    Rule,
)
from licet.law.mutants import body
from licet.reasoning.domains import Domain
from licet.reasoning.expressions import Both, Either, Ground, Test, Var
from licet.reasoning.grounding import Cut, Grounder, in_force, members, walk
from licet.reasoning.outcomes import outcome_of

ALWAYS = date.min
HOME_FRAMES = ("actor", "from")
"""Who transfers, and from where: at home in each state that is asked."""


def on_day(corpus: Corpus, day: date) -> Corpus:
    """The corpus as it stands on the day, without dates: two such can be mixed."""
    rules = {id: replace(rule, editions=tuple(_timeless(rule, day))) for id, rule in corpus.rules.items()}
    groups = {
        id: replace(
            group,
            members=tuple(
                Membership(m.country, ALWAYS, None, m.mark)
                for m in group.members
                if m.valid_from <= day and (m.valid_until is None or day <= m.valid_until)
            ),
        )
        for id, group in corpus.groups.items()
    }
    return replace(corpus, rules=rules, groups=groups)


def _timeless(rule: Rule, day: date) -> Iterator[Edition]:
    edition = in_force(rule.editions, day)
    if edition is not None:
        yield replace(edition, valid_from=ALWAYS, valid_until=None)


@dataclass(frozen=True, slots=True)
class Side:
    """`corpus`: as of `on_day`. `home`: the state of whoever transfers; empty where that is left open. `read_as`: in a case
    written for an exporter of that other state, what is there is read as being at home here."""

    corpus: Corpus
    regime: Regime
    day: date
    home: str = ""
    read_as: str = ""

    @classmethod
    def of(cls, corpus: Corpus, regime: str, day: date, home: str = "", read_as: str = "") -> Side:
        return cls(on_day(corpus, day), corpus.regimes[regime], day, home, read_as)

    @property
    def name(self) -> str:
        return f"{self.regime.id}@{self.day}"

    @property
    def rules(self) -> frozenset[str]:
        return of_regime(self.corpus, self.regime.id)

    @property
    def measures(self) -> tuple[str, ...]:
        return self.regime.measures

    def with_outcome(self, code: str) -> tuple[str, ...]:
        return tuple(id for id in self.measures if outcome_of(self.corpus.rules[id]) == code)

    @property
    def outcomes(self) -> frozenset[str]:
        return frozenset(outcome_of(self.corpus.rules[id]) for id in self.measures)

    def grounder(self, domains: Mapping[str, Domain]) -> Grounder:
        return Homed(self.corpus, domains, self.home, self.read_as)

    def cuts(self) -> Iterator[Cut]:
        yield from Grounder(self.corpus, ALWAYS, {}).cuts()
        for place in filter(None, (self.home, self.read_as)):
            for fact in self.corpus.facts.values():
                if fact.type is FactType.COUNTRY:
                    yield fact.id, frozenset({place})

    def axioms(self) -> list[Axiom]:
        return list(self.corpus.axioms.values())


class Homed(Grounder):
    """Reads one state for another: a case of an exporter in `read_as` is asked as if that state were `home`."""

    def __init__(self, corpus: Corpus, domains: Mapping[str, Domain], home: str, read_as: str) -> None:
        super().__init__(corpus, ALWAYS, domains)
        self.home, self.read_as = home, read_as

    def changed(self, corpus: Corpus, day: date, leaning: frozenset[str]) -> Grounder:
        other = Homed(corpus, self.domains, self.home, self.read_as)
        other._rule_memo = {key: ground for key, ground in self._rule_memo.items() if key[0] not in leaning}
        return other

    def test(self, var: Var, expr: IsTrue | OneOf | InGroup | Compare, depth: int = 0) -> Ground:
        ground = super().test(var, expr, depth)
        domain = self.domains[expr.fact]
        if not self.read_as or domain.type is not FactType.COUNTRY:
            return ground
        return _moved(ground, domain.cell_of(self.read_as), domain.cell_of(self.home))


def _moved(ground: Ground, there: int, home: int) -> Ground:
    """The test with the cell `there` answered as the cell `home` is."""
    if isinstance(ground, Both | Either):  # a group with members that nobody checked
        return replace(ground, parts=tuple(_moved(part, there, home) for part in ground.parts))
    if not isinstance(ground, Test) or not ground.var.is_fact:
        return ground
    mask = ground.mask & ~(1 << there)
    return Test(ground.var, mask | (1 << there if ground.mask >> home & 1 else 0))


# --- where an exporter of a regime may sit ----------------------------------------------------------------


def home_of(corpus: Corpus, regime: Regime, countries: Iterable[str], day: date) -> str:
    """A state whose exporters the regime is for: the regime's own, else the first of the group its acts name."""
    if regime.id in countries:
        return regime.id
    groups = {
        atom.group
        for id in of_regime(corpus, regime.id)
        for edition in corpus.rules[id].editions
        for atom in walk(edition.when)
        if isinstance(atom, InGroup) and atom.frame is Frame.FROM
    }
    places = [place for group in sorted(groups) for place in sorted(members(corpus, group, day)[0])]
    return places[0] if places else ""


def differing(one: Side, other: Side) -> list[str]:
    """Rules and groups that decide otherwise on the other side, by id."""
    ids = [*one.corpus.rules, *(id for id in other.corpus.rules if id not in one.corpus.rules)]
    rules = [id for id in ids if _says(one, id) != _says(other, id)]
    return rules + [id for id in other.corpus.groups if _who(one, id) != _who(other, id)]


def _says(side: Side, rule: str) -> object:
    found = side.corpus.rules.get(rule)
    return body(in_force(found.editions, ALWAYS)) if found else None


def _who(side: Side, group: str) -> object:
    return members(side.corpus, group, ALWAYS) if group in side.corpus.groups else None
