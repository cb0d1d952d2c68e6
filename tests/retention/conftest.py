from __future__ import annotations

from officer_walk import office, small_law

__all__ = ["office", "small_law"]
