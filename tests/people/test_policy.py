from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser

from licet.service.people.models import Role, User
from licet.service.people.policy import ACTS, Decision, Refused, has_role, may, no, only, require, rule, yes


@pytest.fixture
def opening() -> Iterator[str]:
    """An act that only the approver may do."""

    @rule("door.open", label="Open the door")
    def may_open(actor: User, door: object) -> Decision:
        return only(
            actor,
            Role.APPROVER,
            reason="The approver has the key.",
            otherwise="Only the approver has the key.",
        )

    yield "door.open"
    del ACTS["door.open"]


def test_an_act_nobody_declared_is_refused_to_everybody(paul: User) -> None:
    decision = may(paul, "door.paint")
    assert not decision
    assert "door.paint" in decision.reason


def test_a_visitor_is_refused_before_the_rule_is_asked(opening: str) -> None:
    for visitor in (None, AnonymousUser()):
        assert may(visitor, opening) == Decision(False, "Sign in first.")


def test_a_yes_and_a_no_both_carry_their_reason(opening: str, paul: User, olga: User) -> None:
    assert may(paul, opening) == Decision(True, "The approver has the key.")
    assert may(olga, opening) == Decision(False, "Only the approver has the key.")


def test_a_closed_account_may_do_nothing(opening: str, paul: User) -> None:
    paul.is_active = False
    assert may(paul, opening) == Decision(False, "This account is closed.")


def test_require_lets_an_allowed_act_pass(opening: str, paul: User) -> None:
    require(paul, opening)


def test_require_raises_with_the_reason(opening: str, olga: User) -> None:
    with pytest.raises(Refused) as refused:
        require(olga, opening)
    assert refused.value.decision == no("Only the approver has the key.")
    assert str(refused.value) == "Only the approver has the key."


def test_an_act_is_declared_once(opening: str) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        rule(opening, label="Open it again")(lambda actor, door: yes("Always."))


def test_a_public_act_is_open_to_visitors() -> None:
    rule("door.look", label="Look at the door", reads=True, public=True)(
        lambda actor, door: no("Never asked.")
    )
    try:
        assert may(None, "door.look")
    finally:
        del ACTS["door.look"]


def test_a_visitor_has_no_role() -> None:
    assert not has_role(None, *Role)
    assert not has_role(AnonymousUser(), *Role)
