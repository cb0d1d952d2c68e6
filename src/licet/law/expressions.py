"""Expressions: from their written form to the typed tree of `licet.law.model`, every name looked up on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .countries import COUNTRIES
from .errors import nearest
from .fields import Source
from .model import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
    Expr,
    Fact,
    FactType,
    Frame,
    Group,
    InGroup,
    IsTrue,
    Judgement,
    Not,
    OneOf,
    Outside,
    Ref,
    Scope,
)
from .model import Text as Texts
from .nodes import Fields, Node, Text

PARTY_FRAMES = frozenset(
    {Frame.ACTOR, Frame.FROM, Frame.TO, Frame.VIA, Frame.HOST, Frame.ACCESSOR, Frame.END_USER}
)
ITEM_FRAMES = frozenset({Frame.ITEM, Frame.TARGET, Frame.TRANSFER, Frame.FILE})
ALL_FRAMES = frozenset(Frame)
BOUNDS = {"over": ">", "from": ">=", "under": "<", "to": "<="}
NEUTRAL: Expr = Constant(False)  # stands in after a fault

Atom = tuple[Frame, Fact]


def scope_of(frame: Frame) -> Scope:
    """The scope whose facts a frame holds."""
    if frame in PARTY_FRAMES:
        return Scope.PARTY
    return Scope.ITEM if frame is Frame.TARGET else Scope(frame.value)


@dataclass(slots=True)
class Names:
    """What an expression may name. Rules are only ids here; their bodies are checked once all are read."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    judgements: Mapping[str, Texts] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    rules: Mapping[str, Frame] = field(default_factory=dict)
    exceptions: frozenset[str] = frozenset()
    twins: frozenset[str] = frozenset()  # a rule as a state applies it; only tests may name one
    families: frozenset[str] = frozenset()


def find_atom(source: Source, node: Node, text: str, names: Names, frames: frozenset[Frame]) -> Atom | None:
    """The frame and fact of `frame.name`, or None after noting what is wrong with it."""
    prefix, _, name = text.partition(".")
    if prefix not in {frame.value for frame in Frame}:
        source.fault(node.line, f"{text} has no frame {prefix!r}", nearest(prefix, [f.value for f in frames]))
        return None
    frame = Frame(prefix)
    if frame not in frames:
        allowed = ", ".join(sorted(f.value for f in frames))
        source.fault(
            node.line, f"{text} cannot be asked here", f"Use the frames {allowed}, or a rule on transfer"
        )
        return None
    fact = names.facts.get(f"{scope_of(frame)}.{name}")
    if fact is None:
        known = [
            f"{prefix}.{fact.id.partition('.')[2]}"
            for fact in names.facts.values()
            if fact.scope is scope_of(frame)
        ]
        source.fault(node.line, f"There is no fact {text}", nearest(text, known))
        return None
    return frame, fact


def value_of(source: Source, node: Node, fact: Fact, name: str) -> str:
    """One option of a choice, or one country code."""
    if fact.type is FactType.COUNTRY:
        return country(source, node, name)
    return source.one_of(node, name, [option.value for option in fact.options])


def country(source: Source, node: Node, name: str) -> str:
    text = source.text(node, name)
    if text and text not in COUNTRIES:
        source.fault(
            node.line,
            f"{text!r} is not a country code",
            "Use ISO 3166-1 alpha-2, XK, or XA to XZ for an invented state",
        )
        return ""
    return text


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the expressions of one rule; `frames` are those its body may speak of."""

    source: Source
    names: Names
    frames: frozenset[Frame]

    def __call__(self, node: Node, name: str = "when") -> Expr:
        if isinstance(node, Text):
            return self.word(node)
        if isinstance(node, Fields) and node.fields:
            return self.combined(node)
        self.fault(
            node,
            f"{name} is not an expression",
            "Name a fact or a rule, or write {all: […]}, {any: […]}, {not: …}",
        )
        return NEUTRAL

    def fault(self, node: Node, fault: str, remedy: str) -> None:
        self.source.fault(node.line, fault, remedy)

    # --- words -----------------------------------------------------------------------------------

    def word(self, node: Text) -> Expr:
        text = node.text.strip()
        if text in {"always", "never"}:
            return Constant(text == "always")
        if text[:1].isupper():
            return self.ref(node, text)
        if "." not in text:
            self.fault(
                node, f"{text!r} is neither a fact nor a rule", "Write a fact as frame.name, a rule by its id"
            )
            return NEUTRAL
        atom = find_atom(self.source, node, text, self.names, self.frames)
        if atom and atom[1].type is not FactType.BOOLEAN:
            self.fault(
                node,
                f"{text} is a {atom[1].type}, not yes or no",
                f"Write {{{text}: …}} with the values that count",
            )
        return IsTrue(atom[0], atom[1].id) if atom else NEUTRAL

    def ref(self, node: Node, rule: str, of_target: bool = False) -> Expr:
        if rule in self.names.rules:
            return Ref(rule, of_target)
        if rule in self.names.exceptions:
            self.fault(
                node, f"{rule} is an exception of another rule", "Make it a rule of role note to refer to it"
            )
        else:
            self.fault(node, f"There is no rule {rule}", nearest(rule, self.names.rules))
        return NEUTRAL

    # --- mappings ----------------------------------------------------------------------------------

    def combined(self, node: Fields) -> Expr:
        if "at_least" in node.fields:
            return self.at_least(node)
        if len(node.fields) > 1:
            keys = ", ".join(node.fields)
            self.fault(
                node, f"An expression with several keys ({keys})", "Put each in a list under all or any"
            )
            return NEUTRAL
        ((key, value),) = node.fields.items()
        forms: dict[str, Callable[[Node], Expr]] = {
            "all": lambda part: All(self.parts(part, "all")),
            "any": lambda part: AnyOf(self.parts(part, "any")),
            "not": lambda part: Not(self(part, "not")),
            "of_target": lambda part: self.ref(part, self.source.text(part, "of_target"), of_target=True),
            "judgement": self.judgement,
            "outside": self.outside,
        }
        if key in forms:
            return forms[key](value)
        if "." not in key:
            self.fault(node, f"{key!r} is no form of expression", nearest(key, [*forms, "at_least"]))
            return NEUTRAL
        atom = find_atom(self.source, node, key, self.names, self.frames)
        return self.condition(atom, key, value) if atom else NEUTRAL

    def parts(self, node: Node, name: str) -> tuple[Expr, ...]:
        nodes = self.source.some(node, name)
        parts = tuple(self(part, name) for part in nodes)
        written = ((at, part) for at, part in zip(nodes, parts, strict=True) if part is not NEUTRAL)
        self.source.refuse_twice(f"{name} has the same part", written)
        return parts

    def at_least(self, node: Fields) -> Expr:
        if set(node.fields) != {"at_least", "of"}:
            self.fault(node, "at_least stands without its list", "Write {at_least: 2, of: […]}")
            return NEUTRAL
        parts = self.parts(node.fields["of"], "of")
        count = self.source.number(node.fields["at_least"], "at_least")
        if count not in range(1, len(parts) + 1):
            self.fault(
                node,
                f"at_least {count:g} of {len(parts)} cannot be met or always is",
                f"Write 1 to {len(parts)}",
            )
        return AtLeast(int(count), parts)

    def judgement(self, node: Node) -> Expr:
        return Judgement(self.source.one_of(node, "judgement", self.names.judgements))

    def outside(self, node: Node) -> Expr:
        return Outside(self.source.one_of(node, "outside", self.names.families))

    # --- conditions on a choice, country, number or date -------------------------------------------

    def condition(self, atom: Atom, key: str, value: Node) -> Expr:
        frame, fact = atom
        if fact.type is FactType.BOOLEAN:
            self.fault(value, f"{key} is yes or no", f"Write {key}, or {{not: {key}}}")
            return NEUTRAL
        if fact.type in {FactType.NUMBER, FactType.DATE}:
            return self.bounds(frame, fact, key, value)
        if isinstance(value, Fields):
            return self.in_group(frame, fact, key, value)
        nodes = (value,) if isinstance(value, Text) else self.source.some(value, key)
        values = [value_of(self.source, node, fact, key) for node in nodes]
        self.source.refuse_twice(f"{key} names {{}}", zip(nodes, values, strict=True))
        return OneOf(frame, fact.id, frozenset(values))

    def in_group(self, frame: Frame, fact: Fact, key: str, node: Fields) -> Expr:
        if fact.type is not FactType.COUNTRY or set(node.fields) != {"in"}:
            self.fault(
                node, f"{key} needs its values", "Write a list of values, or {in: group} for a country"
            )
            return NEUTRAL
        return InGroup(frame, fact.id, self.source.one_of(node.fields["in"], "in", self.names.groups))

    def bounds(self, frame: Frame, fact: Fact, key: str, node: Node) -> Expr:
        if not isinstance(node, Fields) or not node.fields or not set(node.fields) <= set(BOUNDS):
            self.fault(
                node,
                f"{key} is a {fact.type} and needs a bound",
                "Write over, from, under or to with a value",
            )
            return NEUTRAL
        compared = tuple(
            Compare(frame, fact.id, BOUNDS[word], self.bound(fact, part, word))
            for word, part in node.fields.items()
        )
        self.refuse_empty(
            key, node, {word: one.bound for word, one in zip(node.fields, compared, strict=True)}
        )
        return compared[0] if len(compared) == 1 else All(compared)

    def refuse_empty(self, key: str, node: Node, bounds: Mapping[str, float | date]) -> None:
        """Bounds that no value can keep."""
        lower, upper = bounds.get("over", bounds.get("from")), bounds.get("under", bounds.get("to"))
        if lower is None or upper is None:
            return
        open_ended = "over" in bounds or "under" in bounds
        if lower > upper or (open_ended and lower == upper):  # type: ignore[operator]
            self.fault(node, f"{key} has bounds that nothing keeps", "Let the lower one be below the upper")

    def bound(self, fact: Fact, node: Node, word: str) -> float | date:
        if fact.type is FactType.DATE:
            return self.source.day(node, word)
        return self.source.number(node, word)
