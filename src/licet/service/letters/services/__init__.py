"""Issuing letters, ending them, and agreeing on their wording."""

from __future__ import annotations

from .ending import withdraw
from .issuing import issue
from .wordings import adopt, draft

__all__ = ["adopt", "draft", "issue", "withdraw"]
