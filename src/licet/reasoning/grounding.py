"""From the written law to grounded expressions, for one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Axiom,
    Compare,
    Constant,
    Corpus,
    Edition,
    Expr,
    Fact,
    FactType,
    Frame,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Not,
    OneOf,
    Outside,
    Ref,
    RuleException,
    Scope,
)
from licet.reasoning.domains import (
    Domain,
    boolean_domain,
    choice_domain,
    country_domain,
    number_of,
    ordered_domain,
)
from licet.reasoning.expressions import (
    ITEM_FRAMES,
    PARTY_FRAMES,
    Both,
    Count,
    Either,
    Fixed,
    Ground,
    Neg,
    Test,
    Var,
)

Cut = tuple[str, frozenset[str] | float]

FRAMES_OF_SCOPE = {
    Scope.ITEM: ITEM_FRAMES,
    Scope.PARTY: PARTY_FRAMES,
    Scope.TRANSFER: ("transfer",),
    Scope.FILE: ("file",),
}


def in_force(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The edition in force on the day, first and last day included; the later one where two overlap."""
    current = [e for e in editions if e.valid_from <= day and (e.valid_until is None or day <= e.valid_until)]
    return max(current, key=lambda e: e.valid_from, default=None)


def walk(expr: Expr) -> Iterator[Expr]:
    yield expr
    if isinstance(expr, All | AnyOf | AtLeast):
        for part in expr.parts:
            yield from walk(part)
    elif isinstance(expr, Not):
        yield from walk(expr.part)


def members(corpus: Corpus, group: str, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Countries of a group on the day: those checked against the instrument, and those not."""
    sure: set[str] = set()
    unsure: set[str] = set()
    for m in corpus.groups[group].members:
        if m.valid_from <= day and (m.valid_until is None or day <= m.valid_until):
            (unsure if m.mark == Mark.UNVERIFIED else sure).add(m.country)
    return frozenset(sure), frozenset(unsure - sure)


def domains_of(facts: Mapping[str, Fact], cuts: Iterable[Cut]) -> dict[str, Domain]:
    """For each fact the cells that these cuts leave."""
    sets: dict[str, list[frozenset[str]]] = {}
    bounds: dict[str, list[float]] = {}
    for fact, cut in cuts:
        if isinstance(cut, frozenset):
            sets.setdefault(fact, []).append(cut)
        else:
            bounds.setdefault(fact, []).append(cut)
    return {id: _domain(fact, sets.get(id, []), bounds.get(id, [])) for id, fact in facts.items()}


def _domain(fact: Fact, sets: list[frozenset[str]], bounds: list[float]) -> Domain:
    if fact.type == FactType.BOOLEAN:
        return boolean_domain(fact.id)
    if fact.type == FactType.CHOICE:
        return choice_domain(fact, sets)
    return country_domain(fact.id, sets) if fact.type == FactType.COUNTRY else ordered_domain(fact, bounds)


class Grounder:
    """Writes out the rules of one corpus on one day. `starred` bodies: an unverified body is its trust atom alone."""

    def __init__(self, corpus: Corpus, day: date, domains: Mapping[str, Domain] | None = None) -> None:
        self.corpus, self.day = corpus, day
        self.rules = {
            rule.id: edition
            for rule in corpus.rules.values()
            if (edition := in_force(rule.editions, day)) is not None
        }
        self.families = {
            (regime.id, family.id): family.rule
            for regime in (*corpus.regimes.values(), *corpus.bases.values())
            for family in regime.families
        }
        self.domains = self._domains() if domains is None else domains
        self._rule_memo: dict[tuple[str, int, bool], Ground] = {}
        self._expr_memo: dict[tuple[int, int, str], tuple[Expr, Ground]] = {}

    def changed(self, corpus: Corpus, day: date, leaning: frozenset[str]) -> Grounder:
        """The same with other rules; shared are all that do not lean on what was changed. `day`: of the same period."""
        other = Grounder(corpus, day, self.domains)
        other._rule_memo = {key: ground for key, ground in self._rule_memo.items() if key[0] not in leaning}
        return other

    # --- domains ----------------------------------------------------------------------------------

    def _domains(self) -> dict[str, Domain]:
        return domains_of(self.corpus.facts, self.cuts())

    def cuts(self) -> Iterator[Cut]:
        """What this law tells apart: of a fact, a set of values or a bound."""
        for atom in self._atoms():
            if isinstance(atom, OneOf):
                yield atom.fact, atom.values
            elif isinstance(atom, InGroup):
                for known in members(self.corpus, atom.group, self.day):
                    yield atom.fact, known
            elif isinstance(atom, Compare):
                yield atom.fact, number_of(atom.bound)

    def _atoms(self) -> Iterator[Expr]:
        for edition in self.rules.values():
            yield from walk(edition.when)
            for exception in edition.exceptions:
                yield from walk(exception.when)
        for axiom in self.corpus.axioms.values():
            yield from walk(axiom.holds)

    # --- rules ------------------------------------------------------------------------------------

    def rule(self, rule_id: str, depth: int = 0, starred: bool = False) -> Ground:
        """A rule that is not in force on the day does not hold."""
        key = (rule_id, depth, starred)
        if key not in self._rule_memo:
            edition = self.rules.get(rule_id)
            self._rule_memo[key] = (
                Fixed(False) if edition is None else self._edition(rule_id, edition, depth, starred)
            )
        return self._rule_memo[key]

    def written_out(self) -> dict[str, Ground]:
        """Every rule written out so far, by its name and how many relations below the tested item it was met."""
        return {
            id if depth == 0 else f"{id} at relation {depth}": ground
            for (id, depth, starred), ground in self._rule_memo.items()
            if not starred
        }

    def _edition(self, rule_id: str, edition: Edition, depth: int, starred: bool) -> Ground:
        trust = _never_known(f"trust.{rule_id}", depth)
        if starred and edition.mark == Mark.UNVERIFIED:
            return trust
        parts = [self.expr(edition.when, depth, starred, rule_id)]
        parts += [Neg(self._exception(x, depth, starred, rule_id)) for x in edition.exceptions]
        if edition.mark == Mark.UNVERIFIED:
            parts.insert(0, trust)
        return Both(tuple(parts)) if len(parts) > 1 else parts[0]

    def _exception(self, exception: RuleException, depth: int, starred: bool, rule_id: str) -> Ground:
        if exception.mark != Mark.UNVERIFIED:
            return self.expr(exception.when, depth, starred, rule_id)
        trust = _never_known(f"trust.{exception.id}", depth)
        return trust if starred else Both((trust, self.expr(exception.when, depth, starred, rule_id)))

    # --- expressions ------------------------------------------------------------------------------

    def expr(self, expr: Expr, depth: int, starred: bool, rule_id: str) -> Ground:
        def into(part: Expr) -> Ground:
            return self.expr(part, depth, starred, rule_id)

        if isinstance(expr, All | AnyOf | AtLeast | Not):
            return _connective(expr, into)
        if isinstance(expr, Ref):
            return self._reference(expr, depth, starred)
        if isinstance(expr, Judgement):
            return _never_known(f"judgement.{expr.term}", depth)
        if isinstance(expr, Outside):
            return self._outside(expr, depth, starred, rule_id)
        if isinstance(expr, Constant):
            return Fixed(expr.value)
        return self.atom(expr, depth)

    def expr_memo(self, expr: Expr, depth: int, rule_id: str) -> Ground:
        """As `expr`, but one object per place, so that what is computed of it can be kept."""
        key = id(expr), depth, rule_id
        if key not in self._expr_memo:
            self._expr_memo[key] = expr, self.expr(expr, depth, False, rule_id)
        return self._expr_memo[key][1]

    def _reference(self, ref: Ref, depth: int, starred: bool) -> Ground:
        deeper = depth + 1 if ref.of_target else depth
        if deeper >= len(ITEM_FRAMES):
            return _never_known("outside.relation_depth", depth)
        return self.rule(ref.rule, deeper, starred)

    def _outside(self, expr: Outside, depth: int, starred: bool, rule_id: str) -> Ground:
        atom = _never_known(f"outside.{expr.family}", depth)
        relevance = self.family_rule(rule_id, expr.family)
        return atom if relevance is None else Both((atom, self.rule(relevance, depth, starred)))

    def family_rule(self, rule_id: str, family: str) -> str | None:
        """The relevance rule of a family: of the rule's own regime, where two regimes have one of that name."""
        own = self.families.get((rule_id.split(".", 1)[0], family))
        return own or next((rule for (_, id), rule in self.families.items() if id == family), None)

    def atom(self, expr: IsTrue | OneOf | InGroup | Compare, depth: int) -> Ground:
        frame = frame_at(expr.frame, depth)
        if frame is None:
            return _never_known("outside.relation_depth", depth)
        return self.test(Var(frame, expr.fact), expr, depth)

    def test(self, var: Var, expr: IsTrue | OneOf | InGroup | Compare, depth: int = 0) -> Ground:
        domain = self.domains[expr.fact]
        if isinstance(expr, IsTrue):
            return Test(var, domain.mask_of(["yes"]))
        if isinstance(expr, OneOf):
            return Test(var, domain.mask_of(expr.values))
        if isinstance(expr, Compare):
            return Test(var, domain.mask_compare(expr.op, number_of(expr.bound)))
        sure, unsure = members(self.corpus, expr.group, self.day)
        firm = Test(var, domain.mask_of(sure))
        if not unsure:
            return firm
        # trust in a membership is trust about that party's country, so the atom carries the party's frame
        trust = Test(Var(var.frame, f"trust.{expr.group}"), 2)
        return Either((firm, Both((trust, Test(var, domain.mask_of(unsure))))))

    # --- axioms -----------------------------------------------------------------------------------

    def axiom(self, axiom: Axiom) -> list[tuple[str, Ground]]:
        """One instance per frame of the axiom's scope. An unverified axiom excludes nothing."""
        if axiom.mark == Mark.UNVERIFIED:
            return []
        return [
            (frame, self._in_frame(axiom.holds, frame)) for frame in FRAMES_OF_SCOPE[self.scope_of(axiom)]
        ]

    def scope_of(self, axiom: Axiom) -> Scope:
        atoms = [e for e in walk(axiom.holds) if isinstance(e, IsTrue | OneOf | InGroup | Compare)]
        return self.corpus.facts[atoms[0].fact].scope

    def _in_frame(self, expr: Expr, frame: str) -> Ground:
        if isinstance(expr, All | AnyOf | AtLeast | Not):
            return _connective(expr, lambda part: self._in_frame(part, frame))
        if isinstance(expr, Constant):
            return Fixed(expr.value)
        assert isinstance(expr, IsTrue | OneOf | InGroup | Compare), "an axiom speaks of facts only"
        return self.test(Var(frame, expr.fact), expr)


def _never_known(fact: str, depth: int) -> Ground:
    return Test(Var(ITEM_FRAMES[min(depth, len(ITEM_FRAMES) - 1)], fact), 2)


def frame_at(frame: Frame, depth: int) -> str | None:
    if frame not in (Frame.ITEM, Frame.TARGET):
        return frame.value
    deeper = depth + (1 if frame == Frame.TARGET else 0)
    return ITEM_FRAMES[deeper] if deeper < len(ITEM_FRAMES) else None


def _connective(expr: All | AnyOf | AtLeast | Not, into: Callable[[Expr], Ground]) -> Ground:
    if isinstance(expr, Not):
        return Neg(into(expr.part))
    parts = tuple(into(part) for part in expr.parts)
    if isinstance(expr, All):
        return Both(parts)
    return Either(parts) if isinstance(expr, AnyOf) else Count(expr.count, parts)
