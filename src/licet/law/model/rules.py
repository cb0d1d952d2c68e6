"""Rules with their editions and tests, regimes, criteria, and the corpus that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .expressions import Expr
from .words import Citation, Fact, Frame, Mark, Text, Where


class Role(StrEnum):
    ENTRY = "entry"  # a control-list entry, tested on an item within a transfer
    DEFINITION = "definition"
    NOTE = "note"  # an exception or general note that others refer to
    ACT = "act"  # what counts as export, who is the exporter
    MEASURE = "measure"  # what the law requires of a transfer
    FAMILY = "family"  # when law outside the corpus is relevant
    CCIC_KIND = "ccic_kind"  # one of the guide's six functional definitions


class MeasureKind(StrEnum):
    PROHIBITED = "prohibited"
    HOLD = "hold"
    LICENCE = "licence"
    INDIVIDUAL_ONLY = "individual_only"
    NOTIFY = "notify"
    INFORM = "inform"
    RECORD = "record"
    AUTHORISATION_AVAILABLE = "authorisation_available"


OUTCOMES = (
    "prohibited",
    "arms_regime",
    "individual_licence",
    "licence",
    "notify_and_wait",
    "authorised_generally",
    "inform",
    "record",
    "nothing_found_in_scope",
)
"""Overall outcomes, gravest first (the contract's codes)."""


@dataclass(frozen=True, slots=True)
class RuleException:
    """An exception written as one: the rule holds when its body does and no exception does."""

    id: str
    title: Text
    when: Expr
    mark: Mark
    citation: Citation
    where: Where


@dataclass(frozen=True, slots=True)
class Edition:
    """The rule's wording as in force (valid time) between two dates, both included; `until` None = open."""

    valid_from: date
    valid_until: date | None
    recorded: date
    mark: Mark
    citation: Citation
    text: Text
    when: Expr
    exceptions: tuple[RuleException, ...]


@dataclass(frozen=True, slots=True)
class DutyBearer:
    role: str
    frame: Frame
    rule: str | None  # a rule that must hold for this party to bear the duty; None = always


@dataclass(frozen=True, slots=True)
class LawyersTest:
    name: str
    because: str
    as_of: date
    document: Mapping[str, object]  # facts / parties / items / transfers, as in the contract
    expect: Mapping[str, str]  # rule id -> true | false | unknown | contradictory
    missing: tuple[str, ...] | None  # exact atoms that can still change it; None = not asserted
    refer: bool | None
    where: Where


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    role: Role
    frame: Frame  # ITEM or TRANSFER
    title: Text
    wassenaar: str
    editions: tuple[Edition, ...]
    tests: tuple[LawyersTest, ...]
    where: Where
    # measures only
    kind: MeasureKind | None = None
    outcome: str = ""
    basis: tuple[str, ...] = ()  # rules reported as the possible bases of the measure
    duty_bearers: tuple[DutyBearer, ...] = ()
    deadline: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Axiom:
    """A link between different facts of one scope; breaking it means the statements contradict each other."""

    id: str
    reason: Text
    mark: Mark
    holds: Expr
    where: Where


@dataclass(frozen=True, slots=True)
class Membership:
    country: str
    valid_from: date
    valid_until: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: Text
    citation: Citation
    members: tuple[Membership, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Family:
    """Law this regime has but the corpus does not: relevant to a transfer when its rule says so."""

    id: str
    title: Text
    rule: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """How a state's authority works on one point, in words; nothing is computed from it."""

    name: str
    text: Text
    citation: Citation
    mark: Mark


@dataclass(frozen=True, slots=True)
class Regime:
    id: str
    title: Text
    covers_from: date
    covers_until: date | None
    entries: tuple[str, ...]  # in reading order
    measures: tuple[str, ...]
    families: tuple[Family, ...]
    questions_always: tuple[str, ...]  # facts the law requires to be stated, asked anyway
    where: Where
    based_on: str = ""  # the regime whose rules it takes over
    governs: str = ""  # the rule that says which transfers are this state's to govern
    stances: Mapping[str, str] = field(
        default_factory=dict
    )  # term the base leaves open -> rule that settles it
    only_base: bool = False  # others stand on it; nobody is asked of it
    parameters: tuple[Parameter, ...] = ()
    criteria: tuple[str, ...] = ()  # empty: its base's, else those no regime claims


@dataclass(frozen=True, slots=True)
class Criterion:
    """A licensing criterion a person applies: never computed."""

    id: str
    title: Text
    instrument: Text  # its name in letters
    effect: str  # deny | weigh
    binds: str  # always, or the declaration of the authority under which a finding binds; empty where it is weighed
    always_assessed: bool  # never set aside as not relevant
    assessed: bool  # else it only gives reasons for refusing
    without_finding: bool  # a refusal may name it though no assessment found it: sanctions, obligations
    floor: Mapping[str, object]  # what a finding has to rest on; empty where nothing is asked
    text: Text
    look_at: tuple[Mapping[str, object], ...]
    standards: tuple[Mapping[str, object], ...]
    limbs: tuple[Mapping[str, object], ...]
    citation: Citation
    mark: Mark
    where: Where


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole law of one set of roots, checked. `digest` is the SHA-256 of its canonical form."""

    digest: str
    facts: Mapping[str, Fact]
    groups: Mapping[str, Group]
    axioms: Mapping[str, Axiom]
    rules: Mapping[str, Rule]
    regimes: Mapping[str, Regime]
    criteria: Mapping[str, Criterion]
    judgements: Mapping[str, Text]
    ccic_kinds: tuple[str, ...]
    bases: Mapping[str, Regime] = field(default_factory=dict)  # regimes of nobody, for others to stand on
