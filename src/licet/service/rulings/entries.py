"""Entry by entry: what the rules say of one item, and what a ruling says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.service import corpus
from licet.service.casework.selectors.indications import RESULTS
from licet.service.corpus.services import ask, home_regimes
from licet.service.corpus.telling import page_of, titled

from .models import RulingLine

OPEN = "unknown"
NONE = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the authority's own lists. `claims` and `findings` are indications, `line` the ruling."""

    entry: str
    claims: str
    findings: str
    line: RulingLine | None = None

    @property
    def title(self) -> str:
        return title_of(self.entry)

    @property
    def href(self) -> str:
        return page_of(corpus.law().corpus, self.entry)

    @property
    def claims_words(self) -> str:
        return result_words(self.claims)

    @property
    def findings_words(self) -> str:
        return result_words(self.findings)

    @property
    def ruled_words(self) -> str:
        return ruled_words(self.line.applies) if self.line else ""

    @property
    def differs(self) -> bool:
        """The rules say firmly the opposite of what was ruled."""
        return self.line is not None and self.findings == ("false" if self.line.applies else "true")

    @property
    def open(self) -> bool:
        """Ruled, while the rules cannot say."""
        return self.line is not None and self.findings not in ("true", "false")


def result_words(code: str) -> str:
    return str(RESULTS.get(code) or _("not asked"))


def ruled_words(applies: bool) -> str:
    return _("Applies") if applies else _("Does not apply")


def title_of(entry: str) -> str:
    rule = corpus.law().corpus.rules.get(entry)
    return titled(rule) if rule else entry


def known_entries() -> list[str]:
    """Every entry of the lists this authority asks of, in the order of the lists."""
    regimes = corpus.law().corpus.regimes
    return [entry for regime in home_regimes() for entry in regimes[regime].entries]


def results(answer: Mapping[str, Any], item: str) -> dict[str, str]:
    """The item's row: the union of those of its transfers. One yes is a yes, one open leaves it open."""
    found: dict[str, set[str]] = {}
    legs = {leg["id"] for leg in answer.get("legs", ()) if leg["item"] == item}
    for regime in answer["regimes"].values():
        for leg, told in regime["transfers"].items():
            if not legs or leg in legs:
                for entry, row in told["entries"].items():
                    found.setdefault(entry, set()).add(row["result"])
    return {entry: _union(said) for entry, said in found.items()}


def _union(said: set[str]) -> str:
    firm = next((result for result in ("contradictory", "true") if result in said), "")
    return firm or (OPEN if OPEN in said else "false")


def asked_of(document: Mapping[str, Any], item: str, on: date) -> dict[str, str]:
    """What the rules say of the item on that day, by entry; nothing where they cannot be asked."""
    try:
        answer = ask(document, as_of=on, explain=False)
    except InputError:
        return {}
    return results({**answer, "legs": document["transfers"]}, item)


def rows(
    claims: Mapping[str, str], findings: Mapping[str, str], lines: Iterable[RulingLine] = ()
) -> list[Row]:
    """Every entry that the rules know or that was ruled on."""
    ruled = {line.entry: line for line in lines}
    order = dict.fromkeys([*known_entries(), *findings, *ruled])
    return [
        Row(entry, claims.get(entry, NONE), findings.get(entry, NONE), ruled.get(entry)) for entry in order
    ]


def worth_ruling(all_rows: Iterable[Row]) -> Iterator[Row]:
    """What is ruled on, what the rules say yes to or leave open, and where claims and findings part."""
    for row in all_rows:
        if row.line or row.findings not in ("false", NONE) or row.claims != row.findings:
            yield row
