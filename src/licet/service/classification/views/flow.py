"""What every step shares: the draft is read from the form, what was filled in is added to it, the language may change.

A step answers a sent form with a page, not with another address, so that the draft is in no address; sending it again
gives the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import activate
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from licet.service.base.forms import PlainForm
from licet.service.base.languages import is_offered, remember
from licet.service.people.policy import require

from ..drafts import Draft, empty, read
from ..reading import DraftRefused

FORM_ID = "self-assessment"


@dataclass(frozen=True, slots=True)
class Carried:
    """The draft as it is now, and as it was before a change that this very form made."""

    draft: Draft
    before: Draft | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A page with fields: its form as sent, the draft that comes of it, and the page once more."""

    form: Callable[[HttpRequest, Draft], PlainForm | None]
    taken: Callable[[HttpRequest, Draft, Any], Draft]
    shown: Callable[[HttpRequest, Draft, Any], HttpResponse]


FILLED: dict[str, Filled] = {}
"""By the name that the page's form sends as `page`."""

Step = Callable[[HttpRequest, Carried], HttpResponse]
View = Callable[..., HttpResponse]


def step(view: Step) -> View:
    """A view of what was sent. An address that is merely opened leads to the start."""

    @wraps(view)
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    def wrapped(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("classification:start")
        require(request.user, "self_assessment.ask")
        try:
            draft = sent_draft(request)
        except DraftRefused as refusal:
            return unreadable(request, refusal)
        return private(_answer(request, draft, view))

    return wrapped


@sensitive_variables()
def sent_draft(request: HttpRequest) -> Draft:
    goal = request.POST.get("goal", "")
    text = request.POST.get("draft", "")
    return read(text, goal, timezone.localdate()) if text else empty(goal)


def _answer(request: HttpRequest, draft: Draft, view: Step) -> HttpResponse:
    page = FILLED.get(request.POST.get("page", ""))
    form = page.form(request, draft) if page else None
    if is_offered(request.POST.get("language", "")):
        return _in_language(request, draft, view, page, form)
    if page is None or form is None or "leave" in request.POST:
        return view(request, Carried(draft))
    if not form.is_valid():
        return page.shown(request, draft, form)
    return view(request, Carried(page.taken(request, draft, form), draft))


def _in_language(
    request: HttpRequest, draft: Draft, view: Step, page: Filled | None, form: PlainForm | None
) -> HttpResponse:
    """The same page with what was typed, in the other language."""
    language = request.POST["language"]
    activate(language)
    if page and form is not None:
        fresh = page.form(request, draft)  # its labels in the new language
        response = page.shown(request, draft, fresh)
    else:
        response = view(request, Carried(draft))
    remember(response, language)
    return response


def page(request: HttpRequest, template: str, draft: Draft, **context: Any) -> HttpResponse:
    """A page that carries the draft on."""
    shown = {"draft": draft, "carried_by": FORM_ID, "form_id": FORM_ID, **context}
    return render(request, f"classification/{template}.html", shown)


def unreadable(request: HttpRequest, refusal: DraftRefused) -> HttpResponse:
    return private(render(request, "classification/unreadable.html", {"refusal": refusal}, status=400))


def private(response: HttpResponse) -> HttpResponse:
    """Not for search engines, not for shared caches; an address is never passed on."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "private"
    response["Referrer-Policy"] = "strict-origin"
    return response
