"""Hearing, proposing, returning, deciding."""

from __future__ import annotations

from .deciding import decide
from .hearing import close_notice, give_notice, respond
from .proposing import propose, return_proposal

__all__ = ["close_notice", "decide", "give_notice", "propose", "respond", "return_proposal"]
