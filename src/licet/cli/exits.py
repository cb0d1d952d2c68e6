"""Exit codes of `licet`, and the exception that carries a message for bad input."""

from __future__ import annotations

OK = 0
CHECK_FAILED = 1
BAD_INPUT = 2
CORPUS_REFUSED = 3


class BadInput(Exception):
    """What was given cannot be used. The text names the field or line, the reason and the remedy."""
