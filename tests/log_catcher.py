"""What the processes say, caught as they would write it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from licet.service.base.logs import SHAPES, Line


@contextmanager
def caught() -> Iterator[dict[str, io.StringIO]]:
    """Everything any logger says at any level, in both shapes."""
    streams = {shape: io.StringIO() for shape in SHAPES}
    handlers = []
    for shape, stream in streams.items():
        handler = logging.StreamHandler(stream)
        handler.setFormatter(Line(shape))
        handlers.append(handler)
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    for handler in handlers:
        root.addHandler(handler)
    try:
        yield streams
    finally:
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)
