"""The exact legal decision engine: what the rules say of stated facts, why, and what to ask next."""

from __future__ import annotations

from licet.reasoning.engine import Law
from licet.reasoning.errors import InputError

__all__ = ["InputError", "Law"]
