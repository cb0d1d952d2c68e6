"""Writes of a chain: what it consists of (`deal`), and what is stated of it (`facts`)."""

from __future__ import annotations

from .deal import (
    add_item,
    add_party,
    add_transfer,
    lock,
    remove_item,
    remove_party,
    remove_transfer,
    rename,
    set_roles,
    split_platform,
    start,
    update_item,
    update_transfer,
)
from .described import describe_party, is_frozen, redescribe_party
from .facts import Claim, FactRefused, claim_facts, dispute_fact, find_fact
from .legs import ChainError, act_fault
from .relations import relate, relation_fault, remove_relation, stand_alone

__all__ = [
    "ChainError",
    "Claim",
    "FactRefused",
    "act_fault",
    "add_item",
    "add_party",
    "add_transfer",
    "claim_facts",
    "describe_party",
    "dispute_fact",
    "find_fact",
    "is_frozen",
    "lock",
    "redescribe_party",
    "relate",
    "relation_fault",
    "remove_item",
    "remove_party",
    "remove_relation",
    "remove_transfer",
    "rename",
    "set_roles",
    "split_platform",
    "stand_alone",
    "start",
    "update_item",
    "update_transfer",
]
