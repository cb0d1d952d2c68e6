"""The pages of the bench: choose what to ask, see how far it is, read what was found and why each side says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from licet.law.countries import COUNTRIES
from licet.reasoning import InputError
from licet.service import corpus
from licet.service.base.countries import name_of
from licet.service.base.db import get_visible
from licet.service.classification.arguing import argued
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import presenting as told
from . import services
from .forms import AmendmentForm, DiffForm, GapsForm, RegimeForm
from .models import Calculation, Kind
from .past import past_of
from .selectors import calculated, on_record
from .selectors import gaps as visible_gaps
from .titles import regime_words, title_of

SECONDS_TO_REFRESH = "2"
MOST_LISTED = 100
INTROS = {
    Kind.DIFF: gettext_lazy(
        "Two laws are held against each other over every case there can be: what the one and the other say, the smallest example of each difference, and the rule or condition that makes it."
    ),
    Kind.GAPS: gettext_lazy(
        "A gap is a case that surely fits the definition of such a capability and brings no duty about, although something is caught on that way. Nothing is sampled."
    ),
    Kind.HYGIENE: gettext_lazy(
        "Rules that never hold, conditions and exceptions without effect, entries that others swallow. It need not be a fault: a law may say a thing twice."
    ),
    Kind.AMENDMENT: gettext_lazy(
        "What a draft would catch and release, with the smallest example of each, and what past cases would have been answered. The law of this site stays as it is."
    ),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "bench.read")
    context = {
        "may_amend": may(request.user, "bench.amend"),
        "records": visible_gaps(_user(request)).count(),
        "digest": corpus.law().digest,
    }
    return render(request, "bench/index.html", context)


@require_http_methods(["GET", "POST"])
def diff(request: HttpRequest) -> HttpResponse:
    return _choose(request, Kind.DIFF, DiffForm)


@require_http_methods(["GET", "POST"])
def gaps(request: HttpRequest) -> HttpResponse:
    return _choose(request, Kind.GAPS, GapsForm)


@require_http_methods(["GET", "POST"])
def hygiene(request: HttpRequest) -> HttpResponse:
    return _choose(request, Kind.HYGIENE, RegimeForm)


@require_http_methods(["GET", "POST"])
@signed_in
def amendment(request: SignedInRequest) -> HttpResponse:
    require(request.user, "bench.amend")
    return _choose(request, Kind.AMENDMENT, AmendmentForm)


def _choose(request: HttpRequest, kind: Kind, form_class: type[Any]) -> HttpResponse:
    """What was calculated, for everybody; a form for those who may have more calculated."""
    require(request.user, "bench.read")
    may_ask = may(request.user, "bench.calculate")
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if request.method == "POST":
        require(request.user, "bench.calculate")
        if form.is_valid():
            made = services.ask(actor=_user(request), kind=kind, asked=form.asked)
            return redirect("bench:report", pk=made.pk)
    rows = [(row, title_of(row)) for row in calculated(_user(request), kind)[:MOST_LISTED]]
    context = {"form": form, "kind": kind, "intro": INTROS[kind], "rows": rows, "may_ask": may_ask}
    return render(request, "bench/choose.html", context)


def _user(request: HttpRequest) -> Any:
    return request.user


# --- a report -------------------------------------------------------------------------------------------


@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "bench.read")
    row = _calculation(request, pk)
    context = {"calculation": row, "job": row.job, "title": title_of(row), "intro": INTROS[Kind(row.kind)]}
    if row.report is not None:
        context |= _CONTEXTS[Kind(row.kind)](row, request)
    response = render(request, f"bench/{row.kind}.html", context)
    if row.job.running:
        response["Refresh"] = SECONDS_TO_REFRESH
    return response


def _calculation(request: HttpRequest, pk: UUID) -> Calculation:
    found: Calculation = get_visible(Calculation.objects.select_related("job"), request.user, pk)
    return found


def _diff(row: Calculation, request: HttpRequest) -> Mapping[str, Any]:
    found = row.report or {}
    sides = {side: told.side_words(found[side]) for side in ("one", "other")}
    homes = [regime_or_country(found[side]["home"]) for side in ("one", "other") if found[side]["home"]]
    return {"differences": told.differences(found["differences"], sides), "sides": sides, "homes": homes}


def regime_or_country(code: str) -> str:
    return name_of(code) if code in COUNTRIES else code


def _gaps(row: Calculation, request: HttpRequest) -> Mapping[str, Any]:
    found = row.report or {}
    kept = on_record(_user(request), [each["record"] for each in found["witnesses"]])
    misses = told.near_misses(found)
    return {
        "found": found,
        "home": regime_or_country(found["home"]),
        "never_caught": told.acts(found["never_caught"]),
        "witnesses": [_witness(found, each, kept) for each in found["witnesses"]],
        "open_example": told.example_of(found["open_example"]) if found["open_example"] else None,
        "new_misses": [miss for miss in misses if miss.new],
        "other_misses": [miss for miss in misses if not miss.new],
        "may_record": may(request.user, "gap.record"),
    }


def _witness(found: Mapping[str, Any], row: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": row["record"],
        "so": told.so_of(row["so"]),
        "example": told.example_of(row["facts"]),
        "not_checked": told.families(found["regime"], row["not_checked"]),
        "record": kept.get(row["record"]),
    }


def _hygiene(row: Calculation, request: HttpRequest) -> Mapping[str, Any]:
    return {"rows": told.idle(row.report or {})}


def _amendment(row: Calculation, request: HttpRequest) -> Mapping[str, Any]:
    found = row.report or {}
    sides = {"one": _("the law"), "other": _("the draft")}
    regimes = [(regime_words(id), told.differences(rows, sides), id) for id, rows in found["regimes"].items()]
    past = found["past_cases"]
    return {
        "regimes": regimes,
        "found": found,
        "past": None if past is None else past_of(past, _user(request)),
    }


_CONTEXTS = {Kind.DIFF: _diff, Kind.GAPS: _gaps, Kind.HYGIENE: _hygiene, Kind.AMENDMENT: _amendment}


# --- why a side says so -----------------------------------------------------------------------------------


@require_safe
def argument(request: HttpRequest, pk: UUID, number: int, side: str) -> HttpResponse:
    """The argument of one law about the example of a difference."""
    require(request.user, "bench.read")
    row = _calculation(request, pk)
    rows = (row.report or {}).get("differences", [])
    if side not in ("one", "other") or number >= len(rows) or "facts" not in rows[number]:
        raise Http404
    asked = (row.report or {})[side]
    context = {"calculation": row, "title": told.side_words(asked), "view": None, "fault": ""}
    document = {"facts": _at_home(rows[number]["facts"], asked["home"]), "regimes": [asked["regime"]]}
    try:
        day = date.fromisoformat(asked["as_of"])
        context["view"] = argued(document, None, day, [asked["regime"]], request.GET.get("for", ""))
    except InputError as fault:
        context["fault"] = str(fault)
    return render(request, "bench/argument.html", context)


def _at_home(facts: Mapping[str, Any], home: str | None) -> dict[str, Any]:
    """The example, with the exporter at home in the state whose law is asked."""
    places = {key: home for key in ("actor.country", "from.country") if home and key in facts}
    return {**facts, **places}
