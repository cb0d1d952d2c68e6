"""Adding a source leads back to where it was missed; what is cited in English says so on a French page."""

from __future__ import annotations

import re
from html import unescape

import officer_walk as walk
import pytest
from cast import client_for, post
from django.urls import reverse

from licet.service.assessment import services
from licet.service.assessment.models import Assessment
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def draft(elena: User, olga: User) -> Assessment:
    return services.start(actor=olga, case=walk.taken(elena, olga))


@pytest.mark.parametrize("rest", [(), ("human_rights", "clear_risk")])
def test_whoever_adds_a_source_comes_back_to_where_it_was_missed(
    olga: User, draft: Assessment, rest: tuple[str, ...]
) -> None:
    name = "assessment:answer" if rest else "assessment:criterion"
    missed = reverse(name, args=[draft.pk, "CP.2", *rest])
    page = client_for(olga).get(missed).content.decode()
    way = next(found for found in re.findall(r'href="([^"]+)"', page) if "/evidence/?" in found)
    typed = {
        "source": "Human Rights Committee",
        "dated_on_day": "2",
        "dated_on_month": "3",
        "dated_on_year": "2026",
        "title": "Concluding observations",
        "about": "end_user",
        "reference": "CCPR/C/XA/CO/4",
    }
    assert post(client_for(olga), unescape(way), typed)["Location"] == missed


@pytest.mark.parametrize("query", ["", "?criterion=CP.99", "?criterion=CP.2&limb=none&standard=none"])
def test_from_nowhere_she_comes_back_to_the_assessment_or_the_criterion(
    olga: User, draft: Assessment, query: str
) -> None:
    page = client_for(olga).get(reverse("assessment:add-evidence", args=[draft.pk]) + query).content.decode()
    name, more = ("criterion", ["CP.2"]) if "CP.2" in query else ("show", [])
    back = re.search(r"<a[^>]*govuk-back-link[^>]*>", page)
    assert back and f'"{reverse(f"assessment:{name}", args=[draft.pk, *more])}"' in back[0]


def test_english_citations_are_marked_as_english_on_a_french_page(olga: User, draft: Assessment) -> None:
    client = client_for(olga)
    client.cookies["django_language"] = "fr"
    page = client.get(reverse("assessment:criterion", args=[draft.pk, "CP.2"])).content.decode()
    assert '<html class="govuk-template" lang="fr">' in page
    assert re.search(r'<span lang="en">[^<]*, [^<]*\([^<]*\)</span>;', page)
