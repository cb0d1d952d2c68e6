"""Reader of `is: regime`."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import nearest
from .expressions import ALL_FRAMES, Names, find_atom
from .fields import NAME, RULE_ID, Record, Source
from .model import Family, Parameter, Regime, Role
from .nodes import Fields, Node
from .vocabulary import check_period

REGIME_KEYS = (
    "is",
    "id",
    "title",
    "covers",
    "based_on",
    "governs",
    "stances",
    "entries",
    "measures",
    "families",
    "always_ask",
    "only_base",
    "parameters",
    "criteria",
)
PARAMETER_KEYS = ("parameter", "text", "citation", "mark")
PARAMETERS = ("refusal_test", "bodies", "clock", "appeal", "retention")
"""What a state's sheet says of its authority, beside the rules: why it refuses, who decides, how long that takes, how one
challenges it, how long papers are kept."""

Roles = Mapping[str, Role]


def read_regime(source: Source, document: Fields, names: Names, roles: Roles) -> Regime:
    record = Record(source, document, "regime", REGIME_KEYS)
    covers = Record(
        source, record.required("covers") or Fields({}, {}, document.line), "covers", ("from", "until")
    )
    first, last = covers.day("from"), covers.last_day()
    check_base(source, record)
    check_period(source, covers.line, first, last)
    return Regime(
        id=record.read("id", lambda node, name: source.matching(node, name, RULE_ID, "EU"), ""),
        title=record.texts("title"),
        covers_from=first,
        covers_until=last,
        entries=rules_listed(source, record, "entries", Role.ENTRY, roles),
        measures=rules_listed(source, record, "measures", Role.MEASURE, roles),
        families=read_families(source, record, roles),
        questions_always=tuple(asked(source, node, names) for node in record.items("always_ask")),
        where=source.where(document.line),
        based_on=record.optional("based_on", source.text, ""),
        governs=record.optional(
            "governs", lambda node, name: with_role(source, node, name, Role.ACT, roles), ""
        ),
        stances=record.optional("stances", lambda node, name: read_stances(source, node, names, roles), {}),
        only_base=record.optional("only_base", source.yes_no, False),
        parameters=read_parameters(source, record),
        criteria=tuple(source.text(node, "criteria") for node in record.items("criteria")),
    )


def read_parameters(source: Source, record: Record) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for node in record.items("parameters"):
        one = read_parameter(source, node)
        if one.name in found:
            source.fault(node.line, f"The parameter {one.name} stands twice", "Remove one")
        found[one.name] = one
    return tuple(found.values())


def read_parameter(source: Source, node: Node) -> Parameter:
    record = Record(source, node, "parameter", PARAMETER_KEYS)
    return Parameter(
        name=record.read("parameter", lambda part, name: source.one_of(part, name, PARAMETERS), ""),
        text=record.texts("text"),
        citation=record.citation(),
        mark=record.mark(),
    )


def check_base(source: Source, record: Record) -> None:
    """`governs` belongs to a regime that stands on another; so do stances."""
    if "based_on" in record and "governs" not in record:
        source.fault(
            record.lines["based_on"],
            "The regime does not say what it governs",
            "Add governs: <rule of role act>",
        )
    for key in ("governs", "stances"):
        if key in record and "based_on" not in record:
            source.fault(
                record.lines[key],
                f"{key} stands without based_on",
                "Name the regime it stands on, or remove it",
            )


def read_stances(source: Source, node: Node, names: Names, roles: Roles) -> Mapping[str, str]:
    """For a term of judgement, the rule (role act) that says how this state settles it."""
    if not isinstance(node, Fields):
        source.fault(node.line, "stances name no term", "Write stances: {saas_access: DE.STANCE.ACCESS}")
        return {}
    for term, line in node.lines.items():
        if term not in names.judgements:
            source.fault(line, f"There is no term {term}", nearest(term, names.judgements))
    return {term: with_role(source, value, term, Role.ACT, roles) for term, value in node.fields.items()}


def rules_listed(source: Source, record: Record, key: str, role: Role, roles: Roles) -> tuple[str, ...]:
    seen: list[str] = []
    for node in record.items(key):
        rule = with_role(source, node, key, role, roles)
        if rule in seen:
            source.fault(node.line, f"{rule} is listed twice", "Remove one")
        seen.append(rule)
    return tuple(seen)


def with_role(source: Source, node: Node, key: str, role: Role, roles: Roles) -> str:
    """The id of an existing rule of this role."""
    rule = source.text(node, key)
    if rule in roles and roles[rule] is not role:
        source.fault(
            node.line,
            f"{rule} is a rule of role {roles[rule]}, not {role}",
            f"List rules of role {role} here",
        )
    elif rule and rule not in roles:
        source.fault(
            node.line, f"There is no rule {rule}", nearest(rule, [one for one in roles if roles[one] is role])
        )
    return rule


def read_families(source: Source, record: Record, roles: Roles) -> tuple[Family, ...]:
    nodes = record.items("families")
    families = tuple(read_family(source, node, roles) for node in nodes)
    source.refuse_twice("families names {}", zip(nodes, (family.id for family in families), strict=True))
    return families


def read_family(source: Source, node: Node, roles: Roles) -> Family:
    record = Record(source, node, "family", ("id", "title", "when"))
    return Family(
        id=record.read("id", lambda part, name: source.matching(part, name, NAME, "annex_i_rest"), ""),
        title=record.texts("title"),
        rule=record.read("when", lambda part, name: with_role(source, part, name, Role.FAMILY, roles), ""),
    )


def family_ids(document: Fields) -> list[str]:
    """The ids of the families of a regime document, before it is checked."""
    nodes = getattr(document.fields.get("families"), "items", ())
    return [getattr(getattr(node, "fields", {}).get("id"), "text", "").strip() for node in nodes]


def asked(source: Source, node: Node, names: Names) -> str:
    text = source.text(node, "always_ask")
    find_atom(source, node, text, names, ALL_FRAMES)
    return text
