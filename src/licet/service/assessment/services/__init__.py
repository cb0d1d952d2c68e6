"""Acts on an assessment, one function each."""

from __future__ import annotations

from .declaring import declare
from .disclosing import mark
from .flagging import look_at_flag
from .setting_aside import set_aside
from .signing import sign
from .writing import add_evidence, answer, drop_evidence, start

__all__ = [
    "add_evidence",
    "answer",
    "declare",
    "drop_evidence",
    "look_at_flag",
    "mark",
    "set_aside",
    "sign",
    "start",
]
