"""Acts on inquiries and rulings, one function each."""

from __future__ import annotations

from .drafting import drop_line, hand_over, reason, rule_on, start, start_in_case, start_replacement
from .inquiring import answer, ask, find, question, take_back
from .signing import send_back, sign, withdraw

__all__ = [
    "answer",
    "ask",
    "drop_line",
    "find",
    "hand_over",
    "question",
    "reason",
    "rule_on",
    "send_back",
    "sign",
    "start",
    "start_in_case",
    "start_replacement",
    "take_back",
    "withdraw",
]
