"""The law as data: read from YAML, checked, frozen. No Django, no network, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .errors import CorpusError
from .model import Corpus
from .places import fingerprint, roots, shipped

__all__ = ["Corpus", "CorpusError", "fingerprint", "load", "roots", "shipped"]


def load(roots: Sequence[Path] | None = None) -> Corpus:
    """Read and check the law under these roots; None means those of `LICET_LAW`, else the law that was shipped."""
    # The YAML reader is imported only here: with compiled law at hand nobody needs it.
    from .loading import load_corpus
    from .places import configured

    return load_corpus(configured() if roots is None else roots)
