"""Expressions on one line, as they stand in a law file."""

from __future__ import annotations

from .model import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
    Expr,
    InGroup,
    IsTrue,
    Judgement,
    Not,
    OneOf,
    Outside,
    Ref,
)


def written(expr: Expr) -> str:
    """The expression on one line."""
    match expr:
        case All(parts):
            return f"{{all: [{', '.join(map(written, parts))}]}}"
        case AnyOf(parts):
            return f"{{any: [{', '.join(map(written, parts))}]}}"
        case AtLeast(count, parts):
            return f"{{at_least: {count}, of: [{', '.join(map(written, parts))}]}}"
        case Not(part):
            return f"{{not: {written(part)}}}"
        case Ref(rule, of_target):
            return f"{{of_target: {rule}}}" if of_target else rule
        case Judgement(term):
            return f"{{judgement: {term}}}"
        case Outside(family):
            return f"{{outside: {family}}}"
        case Constant(value):
            return "always" if value else "never"
        case _:
            return _atom(expr)


OPS = {">": "over", ">=": "from", "<": "under", "<=": "to"}


def _atom(expr: IsTrue | OneOf | InGroup | Compare) -> str:
    name = f"{expr.frame.value}.{expr.fact.partition('.')[2]}"
    match expr:
        case OneOf(_, _, values):
            return f"{{{name}: [{', '.join(sorted(values))}]}}"
        case InGroup(_, _, group):
            return f"{{{name}: {{in: {group}}}}}"
        case Compare(_, _, op, bound):
            return (
                f"{{{name}: {{{OPS[op]}: {bound:g}}}}}"
                if isinstance(bound, float)
                else f"{{{name}: {{{OPS[op]}: {bound}}}}}"
            )
        case _:
            return name
