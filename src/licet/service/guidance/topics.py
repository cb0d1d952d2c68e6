"""The topics and worked examples of the law this site answers from."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

from django.conf import settings

from licet.law import roots
from licet.law.places import examples
from licet.law.topics import Guidance, load_guidance
from licet.reasoning import InputError
from licet.service import corpus


@cache
def guidance() -> Guidance:
    """Read once per process; `licet law test` has looked up every name in it."""
    return load_guidance(roots(settings.LAW_ROOTS))


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
