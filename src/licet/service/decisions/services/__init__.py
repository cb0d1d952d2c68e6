"""Proposing, returning, deciding."""

from __future__ import annotations

from .deciding import decide
from .proposing import propose, return_proposal

__all__ = ["decide", "propose", "return_proposal"]
