from __future__ import annotations

from exporter_walk import exporter_small_law, small_law_answers

__all__ = ["exporter_small_law", "small_law_answers"]
