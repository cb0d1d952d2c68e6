"""The law as pages: what is controlled, each entry, term and duty, and each regime. Open to everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licet.law.model import Corpus, Role
from licet.service import corpus as room
from licet.service.base.countries import name_of, sort_key
from licet.service.people.policy import require

from .attaching import passages_of
from .marking import signed_mark
from .reading import (
    decides,
    duties,
    editions,
    entries,
    entry_row,
    linked,
    parameters,
    regimes_of,
    search,
    source,
    stances,
    text_of,
    unverified,
    used_by,
    whose,
)
from .telling import href_of, told
from .words import code_of, kind_words, mark_words, role_words, words

LONGEST_QUERY = 200


def _law() -> Corpus:
    return room.law().corpus


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "law.read")
    corpus, day = _law(), timezone.localdate()
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context = {
        "query": query,
        "found": search(corpus, query, day) if query else [],
        "regimes": sorted(_titles(), key=lambda row: sort_key(row[1])),
        "entries": [(row, whose(row, [title for _id, title in _titles()])) for row in entries(corpus, day)],
        "kinds": [
            (linked(rule, day), text_of(rule, day)) for rule in (corpus.rules[id] for id in corpus.ccic_kinds)
        ],
        "digest": corpus.digest,
    }
    return render(request, "corpus/index.html", context)


@require_safe
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    require(request.user, "law.read")
    corpus, day = _law(), timezone.localdate()
    found = corpus.rules.get(rule)
    if found is None:
        raise Http404
    origin = source(corpus, found.id)
    context: dict[str, Any] = {
        "rule": found,
        "is_entry": found.role is Role.ENTRY,
        "code": code_of(found.id) if found.role is Role.ENTRY else "",
        "title": words(found.title),
        "what": role_words(found.role),
        "asks": kind_words(found.kind) if found.kind else "",
        "deadline": words(found.deadline) if found.deadline else "",
        "text": text_of(found, day),
        "told": told(corpus, found, day),
        "decides": decides(found, day),
        "editions": [
            {"edition": edition, "text": words(edition.text), "mark": mark_words(edition.mark)}
            for edition in editions(found)
        ],
        "row": entry_row(corpus, found, day) if found.role is Role.ENTRY else None,
        "listed": _listed(found.id) if found.role is Role.ENTRY else [],
        "regimes": []
        if found.role is Role.ENTRY
        else [(r.id, words(r.title)) for r in regimes_of(corpus, found)],
        "used_by": used_by(corpus, found, day),
        "origin": linked(corpus.rules[origin], day) if origin != found.id else None,
        "passages": passages_of(origin),
        "signed": signed_mark(origin, corpus, day),
    }
    return render(request, "corpus/rule.html", context)


def _listed(rule_id: str) -> list[tuple[str, str, bool]]:
    """Every regime by id and title, and whether the entry is on its list."""
    corpus = _law()
    row = entry_row(corpus, corpus.rules[source(corpus, rule_id)], timezone.localdate())
    return [(id, title, on) for (id, title), on in zip(_titles(), row.listed, strict=True)]


@require_safe
def regime(request: HttpRequest, regime: str) -> HttpResponse:
    require(request.user, "law.read")
    corpus, day = _law(), timezone.localdate()
    found = corpus.regimes.get(regime)
    if found is None:
        raise Http404
    base = corpus.regimes.get(found.based_on)
    context = {
        "regime": found,
        "title": words(found.title),
        "base": (base.id, words(base.title)) if base else None,
        "entries": [linked(corpus.rules[id], day) for id in found.entries],
        "duties": duties(corpus, found, day),
        "stances": stances(corpus, found, day),
        "parameters": parameters(found),
        "unverified": unverified(corpus, found, day),
        "families": [(words(family.title), href_of(family.rule)) for family in found.families],
    }
    return render(request, "corpus/regime.html", context)


@require_safe
def group(request: HttpRequest, group: str) -> HttpResponse:
    require(request.user, "law.read")
    found = _law().groups.get(group)
    if found is None:
        raise Http404
    members = [
        {
            "name": name_of(m.country),
            "since": m.valid_from,
            "until": m.valid_until,
            "mark": mark_words(m.mark),
        }
        for m in found.members
    ]
    context = {
        "title": words(found.title),
        "citation": found.citation,
        "members": sorted(members, key=lambda row: (str(row["name"]), row["since"])),
    }
    return render(request, "corpus/group.html", context)


def _titles() -> list[tuple[str, str]]:
    return [(regime.id, words(regime.title)) for regime in _law().regimes.values()]
