from __future__ import annotations

from officer_walk import small_law
from own_law_walk import answering, lawmaking

__all__ = ["answering", "lawmaking", "small_law"]
