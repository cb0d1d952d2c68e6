"""How often a fact was so in an authority's own cases: in place of the vocabulary's estimates, to choose the next question.

No answer depends on it, only the order of the questions. The file (`licet.counts/1`) says where the numbers come from; a
few cases move an estimate a little, many replace it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeGuard

from licet.law.errors import CorpusError, nearest
from licet.law.model import Fact, FactType
from licet.law.places import shown

SCHEMA = "licet.counts/1"
KEYS = ("schema", "source", "from", "to", "facts")
ESTIMATE = 10
"""As many cases the vocabulary's estimate is worth. Without an estimate even odds are."""
LEAST, MOST = 0.002, 0.998
"""No number of cases makes a fact certain."""


def configured_counts() -> Path | None:
    """The file named by LICET_COUNTS."""
    stated = os.environ.get("LICET_COUNTS", "")
    return Path(stated).expanduser() if stated else None


def counted(facts: Mapping[str, Fact], path: Path | None) -> dict[str, Fact]:
    """The facts with the shares that the counts leave them; as they are without a file."""
    if path is None:
        return dict(facts)
    rows = _read(path)["facts"]
    return {**facts, **{id: _shared(path, facts, id, row) for id, row in rows.items()}}


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _fault(
            path, f"Cannot be read: {error.strerror}", "Name a file of counts in LICET_COUNTS"
        ) from error
    except ValueError as error:
        raise _fault(path, "This is not JSON in UTF-8", "Save the counts as JSON") from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA or not isinstance(raw.get("facts"), dict):
        raise _fault(
            path,
            f"This is no file of the schema {SCHEMA}",
            f'Write {{"schema": "{SCHEMA}", "source": …, "facts": {{…}}}}',
        )
    for key in raw:
        if key not in KEYS:
            raise _fault(path, f"{key!r} is not known here", nearest(str(key), KEYS))
    if not isinstance(raw.get("source"), str) or not raw["source"].strip():
        raise _fault(path, "The counts do not say what was counted", "Say it in `source`")
    return raw


def _shared(path: Path, facts: Mapping[str, Fact], id: str, row: object) -> Fact:
    yes_no = [known for known, fact in facts.items() if fact.type is FactType.BOOLEAN]
    if id not in yes_no:
        raise _fault(path, f"{id!r} is not a yes-or-no fact of this law", nearest(id, yes_no))
    numbers = row if isinstance(row, dict) else {}
    yes, no = numbers.get("yes"), numbers.get("no")
    if set(numbers) != {"yes", "no"} or not _is_count(yes) or not _is_count(no):
        raise _fault(
            path,
            f"{id} is not counted as two whole numbers",
            'Write {"yes": 12, "no": 40}, neither below zero',
        )
    return replace(facts[id], prior=share(facts[id].prior, yes, no))


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def share(prior: float | None, yes: int, no: int) -> float:
    """Of "yes", after so many cases."""
    before = 0.5 if prior is None else prior
    found = (yes + ESTIMATE * before) / (yes + no + ESTIMATE)
    return min(MOST, max(LEAST, found))


def _fault(path: Path, fault: str, remedy: str) -> CorpusError:
    return CorpusError(shown(path), 0, fault, remedy)
