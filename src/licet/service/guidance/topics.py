"""The topics and worked examples of the law this site answers from."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from licet.law.places import examples
from licet.law.topics import Guidance, load_guidance
from licet.reasoning import InputError
from licet.service import corpus
from licet.service.corpus.in_force import roots_in_force


def guidance() -> Guidance:
    """Of the law in force; `licet law test`, or the examination of an own law, has looked up every name in it."""
    return _read(roots_in_force())


@lru_cache(maxsize=3)
def _read(roots: tuple[Path, ...]) -> Guidance:
    return load_guidance(roots)


def example_says(id: str) -> dict[str, Any] | None:
    """What each regime says of each leg of a worked example, on the example's own day; None where this law cannot say."""
    return _compared(corpus.law().digest, id)


@lru_cache(maxsize=64)
def _compared(digest: str, id: str) -> dict[str, Any] | None:
    document = json.loads((examples() / f"{id}.json").read_bytes())
    try:
        return corpus.law().compare(document)
    except InputError:
        return None
