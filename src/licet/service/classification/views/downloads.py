"""Take it away: the document that `licet check` reads, and its answer as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from licet.reasoning.render import render
from licet.service import corpus
from licet.service.corpus.services import question

from .. import showing
from ..drafts import Draft
from ..naming import names
from .flow import Carried, step

JSON_TYPE, TEXT_TYPE = "application/json", "text/plain; charset=utf-8"


def download(request: HttpRequest, what: str) -> HttpResponse:
    if what not in WHAT:
        raise Http404
    return WHAT[what](request)


def _file(content: str, name: str, type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pretty(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@step
def document(request: HttpRequest, carried: Carried) -> HttpResponse:
    asked = question(carried.draft.document, timezone.localdate())
    return _file(_pretty(asked), "self-assessment.json", JSON_TYPE)


@step
def as_json(request: HttpRequest, carried: Carried) -> HttpResponse:
    return _file(_pretty(showing.answer_in_full(carried.draft)), "indication.json", JSON_TYPE)


@step
def as_text(request: HttpRequest, carried: Carried) -> HttpResponse:
    text = render(showing.answer_in_full(carried.draft), corpus.law().corpus)
    return _file("\n".join(_legend(carried.draft)) + "\n\n" + text, "indication.txt", TEXT_TYPE)


def _legend(draft: Draft) -> Iterator[str]:
    """The text names things by their ids."""
    return (f"{id} = {name}" for id, name in names(draft).items() if id != "file")


WHAT = {"document": document, "indication": as_json, "text": as_text}
