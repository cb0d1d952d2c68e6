"""One description under the rules of several states, in words: what each says of a leg, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.reasoning.compare import CANNOT_SAY
from licet.service import corpus
from licet.service.base.countries import sort_key
from licet.service.corpus.telling import page_of
from licet.service.corpus.words import outcome_words, words

from .drafts import Draft
from .indication_views import Cited
from .naming import DraftLeg, legs

Row = Mapping[str, Any]
COLOURS = {
    "prohibited": "red",
    "nothing_found_in_scope": "grey",
    "cannot_say": "yellow",
    "if_informed": "teal",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one state says of a leg."""

    regime: str
    title: str
    headline: str
    colour: str
    entries: list[Cited]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one state answers as it does; `cited` is the rule, `source` where it stands."""

    text: str
    cited: Cited | None
    source: str


@dataclass(frozen=True, slots=True)
class Side:
    """What the states of `title` answer, and why."""

    title: str
    answer: str
    causes: list[Cause]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that some states require and others do not."""

    title: str
    sides: list[Side]


@dataclass(frozen=True, slots=True)
class ComparedLeg:
    number: int
    leg: DraftLeg
    differs: bool
    says: list[Said]
    left_open: list[Side]
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Comparison:
    there: bool
    legs: list[ComparedLeg]
    titles: list[str]
    not_covered: list[str]
    cannot_move: str
    """Why the exporter cannot be moved, where that was asked for: the page then compares as described."""


def comparison(draft: Draft, there: bool) -> Comparison:
    """Every regime of the law on what was described; `there`: as if the exporter were established in each state."""
    today, cannot_move = timezone.localdate(), ""
    try:
        found = corpus.law().compare(draft.document, as_of=today, there=there)
    except InputError as error:
        if not there or error.field != "transfers[0].actor":
            raise
        there, cannot_move = False, _("Say first in which country the exporter is.")
        found = corpus.law().compare(draft.document, as_of=today)
    titles = _by_name({id: words(row["title"]) for id, row in found["regimes"].items()})
    return Comparison(
        there=there,
        legs=[
            _leg(number, leg, found["transfers"][leg.pk], titles)
            for number, leg in enumerate(legs(draft), start=1)
        ],
        titles=[title for id, title in titles.items() if found["regimes"][id]["covered"]],
        not_covered=[title for id, title in titles.items() if not found["regimes"][id]["covered"]],
        cannot_move=cannot_move,
    )


def _by_name(titles: Mapping[str, str]) -> dict[str, str]:
    """In the order in which a reader looks a state up, whatever the language."""
    return dict(sorted(titles.items(), key=lambda row: sort_key(row[1])))


def _leg(number: int, leg: DraftLeg, row: Row, titles: Mapping[str, str]) -> ComparedLeg:
    says = [_says(id, title, row["regimes"][id]) for id, title in titles.items() if id in row["regimes"]]
    differences = [_difference(each, titles) for each in row["outcomes"] if each["differs"]]
    open_ = {id: row["regimes"][id]["open"] for id in titles if id in row["regimes"]}
    left_open = _alike({id: (CANNOT_SAY, causes) for id, causes in open_.items() if causes}, titles)
    return ComparedLeg(number, leg, row["differs"], says, left_open, differences)


def _says(id: str, title: str, row: Row) -> Said:
    rules = corpus.law().corpus.rules
    entries = [Cited(f"{entry}: {words(rules[entry].title)}", _page(entry)) for entry in row["entries"]]
    return Said(id, title, says_words(row["says"]), COLOURS.get(row["says"], "blue"), entries)


def says_words(code: str) -> str:
    return {
        "cannot_say": _("Cannot be said yet"),
        "if_informed": _("Only if the authority tells you so"),
    }.get(code) or outcome_words(code)


def _difference(row: Row, titles: Mapping[str, str]) -> Difference:
    sides = {id: row["regimes"][id] for id in titles if id in row["regimes"]}
    told = {id: (side["result"], side["causes"]) for id, side in sides.items()}
    return Difference(outcome_words(row["outcome"]), _alike(told, titles))


def _alike(told: Mapping[str, tuple[str, list[Row]]], titles: Mapping[str, str]) -> list[Side]:
    """States that answer alike for the same reasons stand under one heading."""
    alike: dict[tuple[str, tuple[Cause, ...]], list[str]] = {}
    for id, (result, causes) in told.items():
        key = result_words(result), tuple(_cause(cause) for cause in causes)
        alike.setdefault(key, []).append(titles[id])
    return [Side(", ".join(states), answer, list(causes)) for (answer, causes), states in alike.items()]


def result_words(result: str) -> str:
    return {
        "true": _("Yes"),
        "false": _("No"),
        "contradictory": _("The statements contradict each other"),
        "if_informed": _("Only if the authority tells you so"),
    }.get(result) or _("Cannot be said yet")


def _cause(row: Row) -> Cause:
    title = words(row["title"]) if "title" in row else ""
    source = "{instrument}, {pinpoint}".format(**row["citation"]) if "citation" in row else ""
    if source:
        return Cause(cause_words(row["kind"]), Cited(title, _page(row["id"])), source)
    return Cause(" ".join(part for part in (cause_words(row["kind"]), title) if part), None, "")


def cause_words(kind: str) -> str:
    """What goes before the title of the rule, term or question that makes the difference."""
    return {
        "stance": _("It takes this position:"),
        "entry": _("Only its list names this:"),
        "holds": _("This holds:"),
        "fails": _("This does not hold:"),
        "takes_away": _("This applies and takes the duty away:"),
        "left_open": _("Its rules as written out here do not settle this; its authority judges:"),
        "unverified": _("This was not checked against its text:"),
        "outside": _("This other law may matter and is not written out here:"),
        "informed": _("It turns on a notice of the authority:"),
        "fact": _("This is not known:"),
        "no_duty": _("Its rules have no such duty."),
    }[kind]


def _page(id: str) -> str:
    return page_of(corpus.law().corpus, id)
