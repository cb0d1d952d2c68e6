"""Acts on a case, one function each."""

from __future__ import annotations

from .consultations import advise, consult, record_silence
from .findings import Source, record_finding
from .lifecycle import assign, expedite, open_case, withdraw, write_note
from .move import Overtaken, locked, move
from .questions import answer, ask, close_question, refuse_thin
from .releases import ask_release, confirm_release

__all__ = [
    "Overtaken",
    "Source",
    "advise",
    "answer",
    "ask",
    "ask_release",
    "assign",
    "close_question",
    "confirm_release",
    "consult",
    "expedite",
    "locked",
    "move",
    "open_case",
    "record_finding",
    "record_silence",
    "refuse_thin",
    "withdraw",
    "write_note",
]
