"""Issuing letters, ending them, and agreeing on their wording."""

from __future__ import annotations

from .ending import withdraw
from .issuing import issue
from .late import draw_missing, without_pdf
from .wordings import adopt, draft

__all__ = ["adopt", "draft", "draw_missing", "issue", "withdraw", "without_pdf"]
