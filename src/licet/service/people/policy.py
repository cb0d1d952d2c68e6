"""Who may do what, and why.

Each app declares its acts in its own `policy.py`; `may` is the only place that answers. An act nobody declared, and a
visitor who has not signed in, are refused. An answer always carries its reason, because a refusal a person cannot
understand is one she will try to get around.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .models import Role, User

Actor: TypeAlias = User | AnonymousUser | None
Text: TypeAlias = str | Promise


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, and the reason in plain words. True in a condition exactly when allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


class Refused(PermissionDenied):
    """The act is not open to this person. The site answers 403 with the reason."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


Predicate: TypeAlias = Callable[[User, Any], Decision]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do. `reads` marks the acts that change nothing."""

    code: str
    label: Text
    predicate: Predicate
    reads: bool = False
    public: bool = False


ACTS: dict[str, Act] = {}


def rule(
    code: str, *, label: Text, reads: bool = False, public: bool = False
) -> Callable[[Predicate], Predicate]:
    """Declare an act; the decorated function decides it. A public act is open to visitors and decides nothing."""

    def declare(predicate: Predicate) -> Predicate:
        if code in ACTS:
            raise ValueError(f"The act {code!r} is declared twice.")
        ACTS[code] = Act(code, label, predicate, reads, public)
        return predicate

    return declare


def may(actor: Actor, act: str, obj: object | None = None) -> Decision:
    """Whether `actor` may do `act` on `obj`, with the reason."""
    declared = ACTS.get(act)
    if declared is None:
        return no(_("Nobody may do this: the act “%(act)s” is not declared.") % {"act": act})
    if declared.public:
        return yes(_("Anybody may do this."))
    if not isinstance(actor, User):
        return no(_("Sign in first."))
    if not actor.is_active:
        return no(_("This account is closed."))
    return declared.predicate(actor, obj)


def require(actor: Actor, act: str, obj: object | None = None) -> None:
    """Let an allowed act pass; raise `Refused` with the reason otherwise. The first line of every service."""
    decision = may(actor, act, obj)
    if not decision:
        raise Refused(decision)


def yes(reason: Text) -> Decision:
    return Decision(True, str(reason))


def no(reason: Text) -> Decision:
    return Decision(False, str(reason))


def has_role(actor: Actor, *roles: Role) -> bool:
    """Whether `actor` has one of `roles` in any organisation."""
    return isinstance(actor, User) and not actor.roles.isdisjoint(roles)


def only(actor: User, *roles: Role, reason: Text, otherwise: Text) -> Decision:
    """The commonest rule: people in one of `roles`, nobody else."""
    return yes(reason) if has_role(actor, *roles) else no(otherwise)
