"""What a draft would move: rules, worked examples, argued chains, and what the office has answered. Nothing is kept here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from licet.law.argued import PROFILES, read_argued
from licet.law.canonical import plain
from licet.law.checks import of_regime
from licet.law.model import Corpus, Rule
from licet.law.places import examples
from licet.reasoning import InputError, Law
from licet.reasoning.decisiveness import decisiveness
from licet.service.corpus.reading import source
from licet.service.corpus.services import question
from licet.service.law_changes.comparing import differences
from licet.service.law_changes.models import Kind
from licet.service.law_changes.subjects import Subject, some
from licet.service.letters.models import Letter

Row = dict[str, Any]
Told = Callable[[int, int], None]
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Both:
    """The law in force and the law with the draft, asked of the same day."""

    before: Law
    after: Law
    day: date

    @property
    def regimes(self) -> list[str]:
        """Those that both have and that cover the day."""
        known = self.before.regimes
        return [
            id
            for id, regime in self.after.regimes.items()
            if id in known and max(regime.covers_from, known[id].covers_from) <= self.day
        ]


# --- rules -----------------------------------------------------------------------------------------------


def rules(both: Both) -> list[Row]:
    """Every rule that is written otherwise, once: what a state only takes over is not named again."""
    old, new = _own_rules(both.before.corpus), _own_rules(both.after.corpus)
    return [
        _rule_row(id, old.get(id), new.get(id))
        for id in sorted(old.keys() | new.keys())
        if _differ(old, new, id)
    ]


def _own_rules(corpus: Corpus) -> dict[str, Rule]:
    return {id: rule for id, rule in corpus.rules.items() if source(corpus, id) == id}


def _differ(old: Mapping[str, Rule], new: Mapping[str, Rule], id: str) -> bool:
    return id not in old or id not in new or plain(old[id]) != plain(new[id])


def _rule_row(id: str, old: Rule | None, new: Rule | None) -> Row:
    rule = new or old
    assert rule is not None
    return {
        "id": id,
        "title": dict(rule.title),
        "how": "added" if old is None else "removed" if new is None else "changed",
        "before": old.editions[-1].mark.value if old else "",
        "after": new.editions[-1].mark.value if new else "",
    }


def regimes_touched(both: Both) -> list[str]:
    """Where some rule, or a group of countries or an axiom that any rule may rest on, is another one."""
    before, after = both.before.corpus, both.after.corpus
    if plain(before.groups) != plain(after.groups) or plain(before.axioms) != plain(after.axioms):
        return both.regimes
    return [id for id in both.regimes if _touched(before, after, id)]


def _touched(before: Corpus, after: Corpus, regime: str) -> bool:
    ids = of_regime(before, regime) | of_regime(after, regime)
    return plain(before.regimes[regime]) != plain(after.regimes[regime]) or any(
        _differ(before.rules, after.rules, id) for id in ids
    )


# --- worked examples and argued chains --------------------------------------------------------------------


def worked_examples(both: Both, told: Told) -> list[Row]:
    paths = sorted(path for path in examples().glob("*.json") if not path.name.endswith(".expect.json"))
    found: list[Row] = []
    for number, path in enumerate(paths):
        found += [{"example": path.stem, **row} for row in _moved_in(both, json.loads(path.read_bytes()))]
        told(number + 1, len(paths))
    return found


def _moved_in(both: Both, document: Mapping[str, Any]) -> list[Row]:
    """An example carries its own day."""
    regimes = [id for id in document.get("regimes", both.regimes) if id in both.regimes]
    if not regimes:
        return []
    differences, fault = asked_of_both(both, {**document, "regimes": regimes}, entries=True)
    return [{"fault": fault}] if fault else differences


def asked_of_both(both: Both, asked: Mapping[str, Any], *, entries: bool) -> tuple[list[Row], str]:
    """What moved, or why only the law with the draft cannot be asked. What neither can be asked did not move."""
    try:
        old = both.before.check(asked, both.day, explain=False, entries=entries)
    except InputError:
        return [], ""
    try:
        return differences(old, both.after.check(asked, both.day, explain=False, entries=entries)), ""
    except InputError as error:
        return [], str(error)


def argued_chains(both: Both, told: Told) -> tuple[list[Row], int]:
    """Chains whose outcome is another one, and how many were asked."""
    folder = examples() / "decisiveness"
    if not (folder / PROFILES).is_file():
        return [], 0
    argued = read_argued(Path(folder))
    homes = {regime: home for regime, home in argued.homes.items() if regime in both.regimes}
    found: list[Row] = []
    asked = 0
    for number, chain in enumerate(argued.chains):
        try:
            old_answers, new_answers = (
                decisiveness(law, [chain], homes).findings for law in (both.before, both.after)
            )
            asked += bool(old_answers)
            pairs = zip(old_answers, new_answers, strict=True)
            found += [
                {
                    "chain": chain.name,
                    "regime": old.regime,
                    "argued": old.argued,
                    "before": " ".join(old.possible),
                    "after": " ".join(new.possible),
                    "verdict": new.verdict.value,
                }
                for old, new in pairs
                if old.possible != new.possible
            ]
        except InputError as error:
            found.append({"chain": chain.name, "fault": str(error)})
        told(number + 1, len(argued.chains))
    return found, asked


# --- what the office has answered --------------------------------------------------------------------------


def answers(both: Both, today: date) -> tuple[list[Row], dict[str, int]]:
    """What rests on a stored question and would be answered otherwise, and how many of each kind were asked."""
    found: list[Row] = []
    asked: dict[str, int] = {}
    for kind in Kind:
        asked[kind.value] = 0
        for subject in _subjects(kind, today):
            asked[kind.value] += 1
            if row := _moved_for(both, kind, subject):
                found.append(row)
    return found, asked


def _subjects(kind: Kind, today: date) -> Iterator[Subject]:
    after: UUID | None = None
    while rows := some(kind, after, AT_ONCE, today):
        yield from rows
        after = rows[-1].pk


def _moved_for(both: Both, kind: Kind, subject: Subject) -> Row | None:
    if subject.answer is None:
        return None
    differences, fault = _asked_again(both, subject.answer.document)
    if not differences and not fault:
        return None
    return {
        "kind": kind.value,
        "name": subject.name,
        "case": str(subject.case_id),
        "differences": differences,
        "fault": fault,
        "letters": _letters(subject),
    }


def _asked_again(both: Both, document: Mapping[str, Any]) -> tuple[list[Row], str]:
    asked = {**document, "regimes": [id for id in document["regimes"] if id in both.regimes]}
    return asked_of_both(both, question(asked, both.day), entries=False)


def _letters(subject: Subject) -> list[str]:
    """The letters that went out on it: what they say may no longer be what would be said."""
    rows = Letter.objects.filter(subject_id__in=[subject.pk, subject.case_id], end__isnull=True)
    return list(rows.order_by("number").values_list("number", flat=True))
