"""A case in words, for the pages: its legs under both bases, the kinds that call for an assessment, its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from licet.service import corpus
from licet.service.applications.models import Application
from licet.service.applications.picture import Picture, draw
from licet.service.base.templatetags.base import colon
from licet.service.chains.models import Item, Statement, StatementStatus, Transfer
from licet.service.chains.reading import transfers_in
from licet.service.chains.selectors import scope_objects
from licet.service.classification.asking import Question, words
from licet.service.classification.presenting import IndicationView, LegRegime, outcome_words, present
from licet.service.classification.questions import in_words
from licet.service.letters.models import LetterKind
from licet.service.people.models import User
from licet.service.records import types
from licet.service.records.models import Event

from .models import Case
from .selectors.indications import RESULTS, Comparison


@dataclass(frozen=True, slots=True)
class LegAnswer:
    """`shown` is the answer on findings; `claims` and `findings` say both in a line."""

    regime: str
    claims: str
    findings: str
    shown: LegRegime

    @property
    def differs(self) -> bool:
        return self.claims != self.findings


@dataclass(frozen=True, slots=True)
class Leg:
    number: int
    leg: Transfer
    answers: list[LegAnswer]
    alarm: bool
    """Nobody controls it, in a deal that is worth controlling."""


@dataclass(frozen=True, slots=True)
class ChainView:
    """The picture, the legs, and the whole answer on findings."""

    picture: Picture
    legs: list[Leg]
    findings: IndicationView
    regimes: list[str]


def legs_of(application: Application) -> list[Transfer]:
    return transfers_in(application.chain)


def chain_view(application: Application, comparison: Comparison) -> ChainView:
    legs = legs_of(application)
    left = present(comparison.claims, application.chain, legs)
    same = comparison.findings is comparison.claims  # nothing was found yet
    right = left if same else present(comparison.findings, application.chain, legs)
    rows = [_leg(a, b) for a, b in zip(left.legs, right.legs, strict=True)]
    picture = draw(application.chain, legs, right.legs)
    return ChainView(picture, rows, right, [regime.title for regime in right.regimes])


def _leg(claims: Any, findings: Any) -> Leg:
    claimed = {regime.id: _said(regime) for regime in claims.regimes}
    nothing = outcome_words("nothing_found_in_scope")  # a regime without a part in the deal is not shown
    answers = [
        LegAnswer(right.title, claimed.get(right.id, nothing), _said(right), right)
        for right in findings.regimes
    ]
    return Leg(findings.number, findings.leg, answers, findings.alarm)


def _said(answer: LegRegime) -> str:
    return f"{answer.headline}: {answer.because}" if answer.because else answer.headline


def kinds_in_words(comparison: Comparison, items: Iterable[Item]) -> list[str]:
    """One line an item and answer, on findings: “Lantern agent: not known – Spyware, Monitoring centre”."""
    names = {str(item.pk): item.name for item in items}
    rules = corpus.law().corpus.rules
    found: dict[tuple[str, str], list[str]] = {}
    for kind in comparison.kinds:
        item, rule, result = kind.split(":")
        title = words(rules[rule].title) if rule in rules else rule
        found.setdefault((item, result), []).append(title)
    return [
        f"{names.get(item, item)}{colon()} {RESULTS[result]} – {', '.join(titles)}"
        for (item, result), titles in found.items()
    ]


def age_in_days(since: date, today: date) -> int:
    return (today - since).days


def contents(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """What stands on the office's case page, and how much of it is open."""
    questions = sum(not hasattr(row, "reply") for row in context["questions"])
    advice = sum(not hasattr(row, "advice") for row in context["consultations"])
    sections = [
        ("chain", _("The chain"), ""),
        ("kinds", _("Does it have to be assessed?"), ""),
        *((panel.anchor, panel.title, "") for panel in context["panels"]),
        ("questions", _("Questions to the exporter"), _open(questions)),
        ("consultations", _("Consultations"), _open(advice)),
        ("facts", _("Facts: claimed and found"), ""),
        *([("notes", _("Internal notes"), "")] if context["notes"] else []),
        *([("letters", _("Letters"), "")] if context["letters"] else []),
        ("application", _("The application and its documents"), ""),
        ("timeline", _("What happened"), ""),
    ]
    return [{"href": f"#{anchor}", "text": text, "note": note} for anchor, text, note in sections if anchor]


def _open(count: int) -> str:
    return _("(%(count)s open)") % {"count": count} if count else ""


# What of an event's content is told, by the keys that carry words.
_TOLD = (
    "body",
    "text",
    "reason",
    "reasons",
    "told",
    "tried",
    "source_text",
    "said",
    "weighed",
    "acknowledged",
    "written_reason",
)


def timeline(case: Case, events: Sequence[Event]) -> list[dict[str, Any]]:
    """What happened, newest first; content that was destroyed leaves its place."""
    found = _findings(case, events)
    names = dict(
        User.objects.filter(pseudonym__in={e.actor for e in events}).values_list("pseudonym", "name")
    )
    return [
        {
            "title": found.get(e.pk) or types.label(e.type) + _which_letter(e),
            "at": e.at,
            "by": names[e.actor] if e.actor in names else _("the system"),
            "text": _told(e.payload),
        }
        for e in reversed(events)
    ]


def _findings(case: Case, events: Sequence[Event]) -> dict[UUID, str]:
    """Findings of fact by their events: which fact of what, and the answer."""
    contents = {e.pk: e.payload for e in events if e.type == "finding.recorded"}
    ids = {pk: content["statement"] for pk, content in contents.items() if content}
    if not ids:
        return {}
    statements = Statement.objects.in_bulk(ids.values())
    things = scope_objects(case.application.chain)
    return {pk: _finding_title(statements[id], things) for pk, id in ids.items() if id in statements}


def _which_letter(event: Event) -> str:
    """The number of the letter an event is about, and its kind where the event tells it."""
    about = event.type.partition(".")[0]
    content = event.payload if about in ("letter", "retraction") else None
    if not content or not content.get("number"):
        return ""
    kind = content.get("kind")
    told = f" ({LetterKind(kind).label})" if kind in LetterKind.values else ""
    return f" – {content['number']}{told}"


def _finding_title(statement: Statement, things: Mapping[str, tuple[str, str]]) -> str:
    known = corpus.law().facts.get(statement.fact)
    name = things.get(str(statement.object_id), ("", ""))[1]
    if known is None:
        return ""
    question = Question(statement.object_id, name, known)
    fact = f"{name}: {words(known.ask)}" if name else words(known.ask)
    if statement.status == StatementStatus.DISPUTED:
        return _("Claim disputed: %(fact)s") % {"fact": fact}
    answer = in_words(question, statement.value)
    return _("Finding recorded: %(fact)s – %(answer)s") % {"fact": fact, "answer": answer}


def _told(payload: Mapping[str, Any] | None) -> str:
    if payload is None:
        return _("The content was destroyed under the retention schedule.")
    parts = [payload.get(key) for key in _TOLD]
    return "\n".join(part for part in parts if isinstance(part, str) and part)
