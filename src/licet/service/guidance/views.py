"""Guidance by topic: what everybody reads, and what the office sees behind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.law.topics import Topic
from licet.service import corpus
from licet.service.base.db import get_visible
from licet.service.corpus.telling import page_of
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.models import User
from licet.service.people.policy import may, require

from . import services
from .composing import page
from .differing import difference, is_stale
from .forms import PutForwardForm, WithdrawForm
from .models import Adoption, Version
from .selectors import all_in_force, in_force, standing, standings, versions_of
from .topics import guidance


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was adopted, for everybody; every topic with its standing, for the office."""
    require(request.user, "guidance.read")
    office = _official(request)
    context = {
        "pages": list(_adopted()),
        "standings": list(standings(office, timezone.localdate())) if office else [],
        "office": office,
    }
    return render(request, "guidance/index.html", context)


def _adopted() -> Any:
    adopted = all_in_force()
    for topic in guidance().topics:
        if topic in adopted:
            said = _in_language(adopted[topic].version.contents)
            yield {"topic": topic, "title": said["title"], "summary": said["summary"]}


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    require(request.user, "guidance.read")
    found, adoption = _topic(topic), in_force(topic)
    office = _official(request)
    if adoption is None:
        if office:
            return redirect("guidance:draft", topic)
        raise Http404
    now = page(found, timezone.localdate())
    stale = is_stale(adoption.version, now)
    context = {
        **_shown(adoption.version.contents),
        "topic": topic,
        "adoption": adoption,
        "stale": stale,
        "office": office,
        "difference": difference(adoption.version, now, _language()) if stale and office else None,
        "versions": versions_of(topic, office) if office else [],
    }
    return render(request, "guidance/topic.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def draft(request: SignedInRequest, topic: str) -> HttpResponse:
    """What the page would say today; from here somebody puts it forward."""
    require(request.user, "guidance.draft_read")
    found, day = _topic(topic), timezone.localdate()
    form = PutForwardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require(request.user, "guidance.put_forward")
        if version := _put_forward(request, found, form):
            messages.success(request, _("It is put forward. Another person adopts it."))
            return redirect("guidance:version", version.pk)
    now, state = page(found, day), standing(request.user, found, day)
    context = {
        **_shown(now.contents),
        "topic": topic,
        "form": form,
        "standing": state,
        "difference": difference(state.adoption.version, now, _language())
        if state.adoption and state.stale
        else None,
        "may_put_forward": may(request.user, "guidance.put_forward"),
        "versions": versions_of(topic, request.user),
    }
    return render(request, "guidance/draft.html", context)


def _put_forward(request: SignedInRequest, topic: Topic, form: PutForwardForm) -> Version | None:
    note, day = form.cleaned_data["note"], timezone.localdate()
    try:
        return services.put_forward(actor=request.user, topic=topic, day=day, note=note)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


@require_safe
@signed_in
def version(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    adoption = getattr(found, "adoption", None)
    before = in_force(found.topic)
    context = {
        **_shown(found.contents),
        "topic": found.topic,
        "version": found,
        "adoption": adoption,
        "withdrawal": getattr(adoption, "withdrawal", None),
        "before": before if before and adoption is None else None,
        "moved_on": adoption is None and _moved_on(found),
        "may_adopt": may(request.user, "guidance.adopt", found),
        "may_withdraw": _is_read(adoption) and bool(may(request.user, "guidance.withdraw", found)),
    }
    return render(request, "guidance/version.html", context)


def _moved_on(found: Version) -> bool:
    """The law says something else by now than what was put forward."""
    topic = guidance().topics.get(found.topic)
    return topic is not None and is_stale(found, page(topic, timezone.localdate()))


def _is_read(adoption: Adoption | None) -> bool:
    """Whether the public reads this very version."""
    return adoption is not None and in_force(adoption.topic) == adoption


@require_POST
@signed_in
def adopt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    try:
        adoption = services.adopt(actor=request.user, version=found)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        told = _("Version %(number)d is what the public reads from now on.")
        messages.success(request, told % {"number": adoption.number})
    return redirect("guidance:version", found.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    require(request.user, "guidance.withdraw", found)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.withdraw(actor=request.user, version=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("The public reads it no longer."))
        return redirect("guidance:version", found.pk)
    context = {"version": found, "title": _in_language(found.contents)["title"], "form": form}
    return render(request, "guidance/withdraw.html", context)


# --- finding and showing ---------------------------------------------------------------------------------


def _official(request: HttpRequest) -> User | None:
    """The reader, if she may see what is behind the adopted pages."""
    user = request.user
    return user if isinstance(user, User) and may(user, "guidance.draft_read") else None


def _topic(id: str) -> Topic:
    found = guidance().topics.get(id)
    if found is None:
        raise Http404
    return found


def _version(request: SignedInRequest, pk: UUID) -> Version:
    rows = Version.objects.select_related("author", "adoption__by", "adoption__withdrawal__by")
    found: Version = get_visible(rows, request.user, pk)
    return found


def _shown(contents: dict[str, Any]) -> dict[str, Any]:
    """The content in the reader's language, each rule with its page as far as the law still has it."""
    said = _in_language(contents)
    sections = [
        {**section, "lines": [_with_pages(line) for line in section["lines"]]} for section in said["sections"]
    ]
    return {"title": said["title"], "summary": said["summary"], "sections": sections}


def _with_pages(line: dict[str, Any]) -> dict[str, Any]:
    sources = [{**each, "href": _page_of(each["id"])} for each in line.get("sources", [])]
    return {**line, "href": _page_of(line["id"]) if "id" in line else "", "sources": sources}


def _page_of(id: str) -> str:
    return page_of(corpus.law().corpus, id)


def _in_language(contents: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = contents.get(_language()) or contents["en"]
    return found


def _language() -> str:
    return (get_language() or "en")[:2]
