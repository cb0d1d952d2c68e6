"""The report of an examination in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from licet.law.model import Corpus, Fact, FactType, Frame
from licet.reasoning.expressions import ITEM_FRAMES
from licet.service import corpus
from licet.service.base.countries import name_of
from licet.service.casework.models import Case
from licet.service.casework.selectors.indications import RESULTS
from licet.service.corpus.telling import page_of
from licet.service.corpus.words import frame_words, mark_words, outcome_words, words
from licet.service.law_changes.models import Kind
from licet.service.law_changes.selectors import Moved, names_of_legs, row_in_words
from licet.service.people.models import User

from .examining import obstacles
from .models import Examination

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A rule that is written otherwise."""

    title: str
    id: str
    href: str
    how: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Caught:
    """One difference over all cases: what was answered and would be, why, and its smallest example."""

    what: str
    before: str
    after: str
    cause: str
    example: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the office answered, and what it would answer."""

    kind: str
    name: str
    case: str
    rows: list[Moved]
    fault: str
    letters: str


@dataclass(frozen=True, slots=True)
class Shown:
    report: Row
    obstacles: Sequence[Row]
    failed_in_base: Sequence[Row]
    rules: list[Named]
    examples: list[tuple[str, Moved | None, str]]
    chains: list[dict[str, str]]
    answers: list[Answer]
    asked: list[tuple[str, int]]
    bench: list[tuple[str, list[Caught]]]


def shown(actor: User, examination: Examination) -> Shown:
    report = examination.report or {}
    law = corpus.law().corpus
    return Shown(
        report,
        obstacles(report),
        [row for row in report["tests"]["failed"] if not row["own"]],
        [_named(law, row) for row in report["rules"]],
        [_example(row) for row in report["examples"]["rows"]],
        [_chain(law, row) for row in report["chains"]["rows"]],
        list(_answers(actor, report["answers"]["rows"])),
        [(str(Kind(kind).label), count) for kind, count in report["answers"]["asked"].items()],
        [
            (_regime(law, regime), [_caught(law, row) for row in rows])
            for regime, rows in report["bench"].items()
        ],
    )


def _regime(law: Corpus, id: str) -> str:
    regime = law.regimes.get(id)
    return words(regime.title) if regime else id


def _named(law: Corpus, row: Row) -> Named:
    how = {"added": _("new"), "changed": _("changed"), "removed": _("gone")}[row["how"]]
    before, after = (mark_words(row[side]) if row[side] else "–" for side in ("before", "after"))
    return Named(words(row["title"]), row["id"], page_of(law, row["id"]), how, before, after)


def _example(row: Row) -> tuple[str, Moved | None, str]:
    fault = row.get("fault", "")
    return row["example"], None if fault else row_in_words(row, {}), fault


def _chain(law: Corpus, row: Row) -> dict[str, str]:
    if "fault" in row:
        return {"chain": row["chain"], "fault": row["fault"]}
    argued = {
        "free": _("nothing is asked"),
        "permission": _("permission is needed"),
        "open": _("it is open"),
    }[row["argued"]]
    return {
        "chain": row["chain"],
        "regime": _regime(law, row["regime"]),
        "argued": argued,
        "before": outcomes(row["before"]),
        "after": outcomes(row["after"]),
        "wrong": _("firm and wrong") if row["verdict"] == "firm and wrong" else "",
    }


def outcomes(codes: str) -> str:
    return "; ".join(outcome_words(code) for code in codes.split())


def _answers(actor: User, rows: list[Row]) -> Iterator[Answer]:
    """With the names of the legs where the reader may see the case."""
    ids = [row["case"] for row in rows if row["case"] != "None"]
    visible = Case.objects.visible_to(actor).filter(pk__in=ids).select_related("application__chain")
    cases = {str(case.pk): case for case in visible}
    for row in rows:
        case = cases.get(row["case"])
        legs = names_of_legs(case.application) if case else {}
        moved = [row_in_words(each, legs) for each in row["differences"]]
        letters = ", ".join(row["letters"])
        yield Answer(
            str(Kind(row["kind"]).label),
            row["name"],
            row["case"] if case else "",
            moved,
            row["fault"],
            letters,
        )


# --- the bench ----------------------------------------------------------------------------------------------


def _caught(law: Corpus, row: Row) -> Caught:
    if "fault" in row:
        return Caught("", "", "", "", [], row["fault"])
    subject = row["subject"]["id"]
    rule = law.rules.get(subject)
    example = [told for name, value in row.get("facts", {}).items() if (told := _stated(law, name, value))]
    before, after = (str(RESULTS[row[side]]) for side in ("one", "other"))
    return Caught(
        words(rule.title) if rule else outcome_words(subject), before, after, _cause(row["cause"]), example
    )


def _cause(cause: Row) -> str:
    title = {"title": words(cause.get("title", {})), "id": cause.get("id", "")}
    told = {
        "changed": _("%(title)s (%(id)s) was changed"),
        "added": _("%(title)s (%(id)s) is new"),
        "removed": _("%(title)s (%(id)s) is gone"),
        "group": _("other countries belong to: %(title)s (%(id)s)"),
        "listed": _("%(title)s (%(id)s) is on the list in one of the two only"),
        "more": _("and there are more causes: “licet amend” shows them"),
    }
    return told.get(cause["kind"], _("no single rule explains it")) % title


def _stated(law: Corpus, name: str, value: object) -> str:
    """“Where does it go? Norway”; of what is not so, nothing: an example is told by what is."""
    fact, frame = _fact(law, name)
    if value is False or fact is None:
        return "" if value is False else f"{name}: {value}"
    whose = frame_words(frame)
    asked = f"{whose} – {words(fact.ask)}" if whose else words(fact.ask)
    return f"{asked} {_value(fact, value)}"


def _fact(law: Corpus, name: str) -> tuple[Fact | None, Frame]:
    first, _dot, short = name.partition(".")
    frame = Frame(first) if first in set(Frame) else Frame.ITEM
    scope = first if first in ("transfer", "file") else "item" if first in ITEM_FRAMES else "party"
    return law.facts.get(f"{scope}.{short}"), frame


def _value(fact: Fact, value: object) -> str:
    if value is True:
        return _("yes")
    if fact.type is FactType.COUNTRY:
        return name_of(str(value))
    return next((words(option.label) for option in fact.options if option.value == value), str(value))
