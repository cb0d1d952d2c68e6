from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from exporter_walk import exporter_small_law, small_law_answers

__all__ = ["exporter_small_law", "small_law_answers"]


@pytest.fixture(autouse=True)
def nobody_counted_before(db: None) -> Iterator[None]:
    """How often a visitor came is counted from nothing in each test."""
    cache.clear()
    yield
    cache.clear()
