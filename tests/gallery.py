"""A page with every component and every kind of field, for looking at them; it exists in the tests alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from licet.service.base.countries import choices
from licet.service.base.forms import DateField, PlainForm
from licet.service.site.urls import handler400, handler403, handler404, handler500
from licet.service.site.urls import urlpatterns as site_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Gallery(PlainForm):
    name = forms.CharField(
        label="Name of the end-user", help_text="The unit that operates it.", max_length=10
    )
    story = forms.CharField(label="What it will be used for", widget=forms.Textarea(attrs={"rows": 3}))
    seats = forms.IntegerField(label="Number of seats", min_value=1)
    country = forms.ChoiceField(label="Country of the end-user")
    purpose = forms.ChoiceField(
        label="Purpose",
        widget=forms.RadioSelect,
        choices=[("a", "Investigation"), ("b", "Defence of own systems")],
    )
    safeguards = forms.MultipleChoiceField(
        label="Safeguards",
        help_text="Select all that apply.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("log", "Tamper-evident log"), ("kill", "Remote switch-off")],
    )
    delivery = DateField(label="Date of delivery", help_text="For example, 27 3 2027.")
    paper = forms.FileField(label="End-use certificate")
    agreed = forms.BooleanField(label="The answers are true")
    remark = forms.CharField(label="Remark", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", ""), *choices()]  # type: ignore[attr-defined]


FORM_PAGE = """{% extends "base/form_page.html" %}
{% block title %}Every kind of field{% endblock %}
{% block heading %}<h1 class="govuk-heading-l">Every kind of field</h1>{% endblock %}"""

COMPONENTS_PAGE = """{% extends "base/page.html" %}{% load base %}
{% block title %}Every component{% endblock %}
{% block before_content %}{% include "base/components/back_link.html" with href="/" %}{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Every component</h1>
{% include "base/components/notification.html" with text="The question was sent." kind="success" %}
{% include "base/components/warning.html" with text="This leg is nobody’s duty." %}
{% include "base/components/inset.html" with text="An indication is not a decision." %}
<h2 class="govuk-heading-m">Summary</h2>{% include "base/components/summary_list.html" %}
<h2 class="govuk-heading-m">Tasks</h2>{% include "base/components/task_list.html" %}
<h2 class="govuk-heading-m">What happened</h2>{% include "base/components/timeline.html" %}
<h2 class="govuk-heading-m">Ways through</h2>
{% include "base/components/contents.html" %}
{% component "filter" label="Which cases" groups=groups %}
{% component "tiles" tiles=tiles %}
{% include "base/components/table.html" with rows=legs %}
{% include "base/components/pagination.html" %}
<p class="govuk-body">{% tag "Open" "blue" %} {% include "base/components/tag.html" with text="Refused" colour="red" %}
{{ "FR"|country_name }} · {{ "XB"|country_name }} · {{ day|day }}</p>
{% endblock %}"""

PANEL_PAGE = """{% extends "base/page.html" %}{% block title %}Sent{% endblock %}
{% block content %}{% include "base/components/panel.html" with title="Application sent" text="Your reference" reference="NM-2026-000123" %}{% endblock %}"""


def form(request: HttpRequest) -> HttpResponse:
    page = Gallery(request.POST, request.FILES) if request.method == "POST" else Gallery()
    return _render(FORM_PAGE, request, form=page)


def components(request: HttpRequest) -> HttpResponse:
    at = datetime(2027, 3, 27, 14, 5, tzinfo=UTC)
    return _render(
        COMPONENTS_PAGE,
        request,
        rows=[
            {"key": "End-user", "value": "Police Directorate, Department 9", "href": "/"},
            {"key": "Country", "value": "State X"},
        ],
        tasks=[
            {"title": "Parties", "href": "/", "hint": "Who takes part", "status": "Completed"},
            {"title": "Items", "href": "/", "status": "Incomplete", "colour": "blue"},
            {"title": "Send", "status": "Cannot start yet"},
        ],
        events=[{"title": "Question asked", "at": at, "by": "Olga Lindqvist", "text": "Who holds the keys?"}],
        legs=[
            [
                {"text": "Source code to the affiliate", "href": "/"},
                "EU.ART3",
                {"tag": "required", "colour": "red"},
            ],
            ["Support from State X", "EU.ART5.1", {"text": 0, "numeric": True}],
        ],
        links=[{"href": "#main-content", "text": "Questions", "note": "(1 open)"}],
        groups=[
            {"title": "Open", "links": [{"text": "Mine", "href": "?show=mine", "current": True, "count": 3}]},
            {"title": "Closed", "links": [{"text": "Decided", "href": "?show=decided", "current": False}]},
        ],
        tiles=[{"count": 2, "text": "questions", "href": "/", "note": "The first is overdue", "grave": True}],
        caption="Legs of the chain",
        head=["Leg", "Measure", "Result"],
        page=Paginator(range(200), 10).get_page(5),
        day=date(2027, 3, 27),
    )


def panel(request: HttpRequest) -> HttpResponse:
    return _render(PANEL_PAGE, request)


def _render(text: str, request: HttpRequest, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(text).render(context, request))


urlpatterns = [
    path("gallery/form/", form),
    path("gallery/components/", components),
    path("gallery/panel/", panel),
    *site_urls,
]
