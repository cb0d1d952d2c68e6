"""The answer of one regime to a whole deal, in one plain sentence; and which regimes the reader needs to hear of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from licet.law.countries import COUNTRIES
from licet.law.model import OUTCOMES
from licet.service.corpus.services import home_regimes

from .indication_views import Leg
from .indication_words import why_unknown

Result = Mapping[str, Any]
NOTHING = "nothing_found_in_scope"


def own_regime() -> str:
    """The regime under which this office decides; empty where its law has none."""
    return next(iter(home_regimes()), "")


def is_told(id: str, row: Result, places: Iterable[str]) -> bool:
    """Whether a regime is shown: the office's own always, another state's only where it has a part in the deal or says
    something of it. `places` are the countries of the deal; an empty one is not known."""
    elsewhere = id in COUNTRIES and not {id, ""} & set(places)
    return id == own_regime() or not elsewhere or row["outcome"] != {"possible": [NOTHING], "settled": True}


def places(legs: Sequence[Leg]) -> set[str]:
    """Every country of the deal; an empty one for a place that is not known."""
    ends = (party.country for leg in legs for party in (leg.source, leg.destination, leg.actor))
    return {*ends, *(code for leg in legs for code in leg.elsewhere)}


def not_asked(known: Iterable[str], asked: Iterable[str], legs: Sequence[Leg]) -> list[str]:
    """The states of `known` from which somebody sends or acts, but whose own rules are not among those asked: without
    their names, an answer under the office's rules reads as if nothing else could require anything."""
    begins = {party.country for leg in legs for party in (leg.source, leg.actor)}
    return sorted(begins & set(known) - set(asked))


def sentence(row: Result) -> str:
    """On what is stated: a licence is needed, none is, or it cannot be said yet and why."""
    demands = {leg: _demands(row, found) for leg, found in row["transfers"].items()}
    held = {leg: min(codes, key=OUTCOMES.index) for leg, codes in demands.items() if codes}
    if not held:
        return _nothing_held(row)
    gravest = min(held.values(), key=OUTCOMES.index)
    numbers = [str(n) for n, leg in enumerate(demands, 1) if held.get(leg) == gravest]
    parts = [_demand_words(gravest)]
    if len(numbers) < len(demands):
        parts.append(_("This holds for transfer %(numbers)s.") % {"numbers": ", ".join(numbers)})
    if not row["outcome"]["settled"]:
        parts.append(_("Other points are still open."))
    return " ".join(parts)


def _demands(row: Result, leg: Result) -> list[str]:
    outcomes = {measure["id"]: measure["outcome"] for measure in row["measures"]}
    return [outcomes[id] for id, found in leg["measures"].items() if found["result"] == "true"]


def _nothing_held(row: Result) -> str:
    if row["outcome"]["settled"]:
        return _(
            "On what is stated here, no licence is needed under these rules, as far as they are checked here."
        )
    reasons = ", ".join(why_unknown(code) for code in _open_because(row))
    if not reasons:
        return _("We cannot say yet whether a licence is needed under these rules.")
    return _("We cannot say yet whether a licence is needed under these rules: %(reasons)s.") % {
        "reasons": reasons
    }


def _open_because(row: Result) -> list[str]:
    codes = {
        code
        for leg in row["transfers"].values()
        for found in leg["measures"].values()
        if found["result"] not in ("true", "false")
        for code in found["unknown_because"]
    }
    if any(leg.get("not_checked") for leg in row["transfers"].values()):
        codes.add("outside_corpus")
    return sorted(codes)


def _demand_words(code: str) -> str:
    return {
        "prohibited": _("On what is stated here, this is prohibited under these rules."),
        "arms_regime": _("On what is stated here, the rules for arms apply: a licence under them is needed."),
        "individual_licence": _(
            "On what is stated here, a licence for this single deal is needed under these rules."
        ),
        "licence": _("On what is stated here, a licence is needed under these rules."),
        "notify_and_wait": _(
            "On what is stated here, the authority must be told, and you must wait for its decision under these rules."
        ),
        "authorised_generally": _(
            "On what is stated here, a general licence covers it under these rules; its conditions apply."
        ),
        "inform": _("On what is stated here, the authority must be informed under these rules."),
        "record": _("On what is stated here, records must be kept under these rules."),
    }.get(code, code)
