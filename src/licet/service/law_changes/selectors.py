"""Reading what a change of the law moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from licet.law.model import Text
from licet.service import corpus
from licet.service.applications.models import Application
from licet.service.casework.models import Case
from licet.service.casework.presenting import legs_of
from licet.service.casework.selectors.indications import RESULTS
from licet.service.chains.models import Scope
from licet.service.corpus.telling import page_of, titled
from licet.service.corpus.words import outcome_words, words
from licet.service.people.models import User
from licet.service.rulings.models import Ruling
from licet.service.rulings.selectors import resting_on, withdrawn

from .models import ChangedAnswer, Sweep


@dataclass(frozen=True, slots=True)
class Moved:
    """One answer, old beside new."""

    regime: str
    leg: str
    what: str
    href: str
    before: str
    after: str


def last_sweep() -> Sweep | None:
    found: Sweep | None = Sweep.objects.order_by("noticed_at", "id").last()
    return found


def to_look_at(actor: User) -> QuerySet[ChangedAnswer]:
    """What the law of today moved and nobody has looked at. An older law's rows are overtaken by it."""
    rows: QuerySet[ChangedAnswer] = ChangedAnswer.objects.visible_to(actor)
    return (
        rows.filter(sweep=last_sweep(), look__isnull=True).select_related("before").order_by("kind", "name")
    )


def looked_at(actor: User) -> QuerySet[ChangedAnswer]:
    rows: QuerySet[ChangedAnswer] = ChangedAnswer.objects.visible_to(actor).filter(look__isnull=False)
    return rows.select_related("look__by").order_by("-look__at", "-id")


def moved(answer: ChangedAnswer) -> list[Moved]:
    about = answer.about
    if isinstance(about, Ruling):
        return _all_in_words(answer.differences, _named(about))
    return in_words(answer.differences, about.application)


def in_words(differences: Iterable[dict[str, str]], application: Application) -> list[Moved]:
    """What `comparing.differences` found of the deal of this application."""
    return _all_in_words(differences, names_of_legs(application))


def _all_in_words(differences: Iterable[dict[str, str]], legs: dict[str, str]) -> list[Moved]:
    return [row_in_words(row, legs) for row in differences]


def _named(ruling: Ruling) -> dict[str, str]:
    """The transfers of the item as they were called when it was ruled on."""
    return {id: name for id, (scope, name) in ruling.names.items() if scope == Scope.TRANSFER}


def names_of_legs(application: Application) -> dict[str, str]:
    rows = enumerate(legs_of(application), start=1)
    return {
        str(leg.pk): _("Leg %(number)s, %(item)s") % {"number": n, "item": leg.item.name} for n, leg in rows
    }


def row_in_words(row: Mapping[str, str], legs: Mapping[str, str]) -> Moved:
    """`legs`: what a leg is called, by its id; one that is not in it keeps its id."""
    law = corpus.law().corpus
    regime, rule = law.regimes.get(row["regime"]), law.rules.get(row["rule"])
    title: Text | str = regime.title if regime else row["regime"]
    said = _outcomes if not row["rule"] else _result
    return Moved(
        title if isinstance(title, str) else words(title),
        legs.get(row["leg"], row["leg"]) if row["leg"] else _("The whole deal"),
        titled(rule) if rule else row["rule"] or _("Outcome"),
        page_of(law, row["rule"]) if row["rule"] else "",
        said(row["before"]),
        said(row["after"]),
    )


def _result(code: str) -> str:
    return str(RESULTS.get(code) or _("not asked"))


def _outcomes(codes: str) -> str:
    return "; ".join(outcome_words(code) for code in codes.split()) or _("not asked")


def rested_on_withdrawn(actor: User, count: int) -> list[tuple[Ruling, list[Case]]]:
    """The rulings taken back last, each with the cases about its item while it stood."""
    return [(ruling, resting_on(ruling)) for ruling in withdrawn(actor)[:count]]
