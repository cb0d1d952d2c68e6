"""Issuing letters, ending them, and agreeing on their wording."""

from __future__ import annotations

from .ending import ask_withdrawal, confirm_withdrawal, refuse_withdrawal
from .issuing import issue
from .late import draw_missing, without_pdf
from .wordings import adopt, draft

__all__ = [
    "adopt",
    "ask_withdrawal",
    "confirm_withdrawal",
    "draft",
    "draw_missing",
    "issue",
    "refuse_withdrawal",
    "without_pdf",
]
