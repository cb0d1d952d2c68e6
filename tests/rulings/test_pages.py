"""The pages of a ruling, from the exporter's request to her letter."""

from __future__ import annotations

import officer_walk as walk
import pytest
import rulings_walk as ruled
from cast import client_for, post
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.rulings.models import Inquiry, InquiryFinding, InquiryReply, Ruling

pytestmark = pytest.mark.usefixtures("office")


def text_of(user: User, path: str) -> str:
    response = client_for(user).get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def test_from_the_request_to_the_letter_through_the_pages(elena: User, olga: User, paul: User) -> None:
    application = ruled.draft_of(elena)
    item = application.chain.items.get()
    exporter, officer, approver = client_for(elena), client_for(olga), client_for(paul)
    assert f"/rulings/ask/{item.pk}/" in text_of(elena, "/rulings/yours/")
    assert "Listed software" in text_of(elena, f"/rulings/ask/{item.pk}/")  # the indication stands beside
    shown = post(exporter, f"/rulings/ask/{item.pk}/", {"text": ruled.ASKED}, follow=True).content.decode()
    assert "Your request was sent." in shown
    inquiry = Inquiry.objects.get()
    assert inquiry.reference in text_of(olga, "/rulings/")

    asking = {"text": "Who holds the keys of the agent?", "working_days": "5"}
    post(officer, f"/rulings/requests/{inquiry.pk}/question/", asking)
    question = inquiry.questions.get()
    assert "Who holds the keys" in text_of(elena, f"/rulings/requests/{inquiry.pk}/")
    post(exporter, f"/rulings/questions/{question.pk}/answer/", {"text": "The unit does."})
    assert InquiryReply.objects.get().text == "The unit does."

    post(officer, f"/rulings/requests/{inquiry.pk}/draft/")
    ruling = Ruling.objects.get()
    place = f"/rulings/{ruling.pk}/"
    post(officer, f"{place}entries/{ruled.ENTRY}/", {"applies": "yes", "reasons": ruled.WHY})
    post(officer, f"{place}reasons/", {"reasons": "The agent was examined on request."})
    assert client_for(elena).get(place).status_code == 404
    post(officer, f"{place}hand-over/")
    assert "Sign the ruling" in text_of(paul, place)
    shown = post(approver, f"{place}sign/", follow=True).content.decode()
    assert "The ruling is signed." in shown
    deliver_all()
    page = text_of(elena, place)
    assert "Applies" in page
    assert ruled.WHY in page
    assert "/letters/" in page
    assert olga.name not in page


def test_a_finding_is_recorded_with_its_source_and_the_exporter_does_not_see_it(
    elena: User, olga: User
) -> None:
    inquiry = ruled.asked(elena, spies=False)
    path = f"/rulings/requests/{inquiry.pk}/findings/{inquiry.item}/item.spies/"
    given = {f"{inquiry.item}:item.spies": "yes", "status": "found", "reason": "The agent was run today."}
    refused = post(client_for(olga), path, given | {"source": "public"})
    assert "Say which source it is" in refused.content.decode()
    own = {"source": "own", "source_text": "I was there when it was tested."}
    post(client_for(olga), path, given | own)
    assert InquiryFinding.objects.get().value is True
    place = f"/rulings/requests/{inquiry.pk}/"
    assert "The agent was run today." in text_of(olga, place)
    assert "The agent was run today." not in text_of(elena, place)


@pytest.mark.parametrize("page", ["take-back", "question"])
def test_an_empty_form_says_what_to_do(page: str, elena: User, olga: User) -> None:
    inquiry = ruled.asked(elena)
    user = elena if page == "take-back" else olga
    shown = post(client_for(user), f"/rulings/requests/{inquiry.pk}/{page}/").content.decode()
    assert "There is a problem" in shown


def test_a_ruling_that_differs_from_the_rules_is_shown_on_the_page_of_the_case(
    elena: User, olga: User, paul: User
) -> None:
    ruled.signed(elena, olga, paul, applies=False)
    case = walk.taken(elena, olga)
    page = text_of(olga, f"/cases/{case.pk}/")
    assert "differs from the ruling" in page
    assert "stands until an authority’s act ends it" in page
    assert "Rulings on its items" in text_of(elena, f"/cases/{case.pk}/")


def test_a_ruling_that_agrees_is_shown_without_alarm(elena: User, olga: User, paul: User) -> None:
    ruled.signed(elena, olga, paul)
    case = walk.taken(elena, olga)
    page = text_of(olga, f"/cases/{case.pk}/")
    assert "NM-R-" in page
    assert "differs from the ruling" not in page


def test_an_officer_begins_a_ruling_on_the_page_of_a_case(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    item = case.application.chain.items.get()
    shown = post(client_for(olga), f"/rulings/cases/{case.pk}/{item.pk}/draft/", follow=True).content.decode()
    assert "This is your draft." in shown
    assert Ruling.objects.get().case == case


def test_nobody_sees_what_another_exporter_asked(elena: User, rival: User, amina: User) -> None:
    inquiry = ruled.asked(elena)
    for other in (rival, amina):
        assert client_for(other).get(f"/rulings/requests/{inquiry.pk}/").status_code == 404
        assert client_for(other).get("/rulings/").status_code == 403
    item = inquiry.application.chain.items.get()
    assert client_for(rival).get(f"/rulings/ask/{item.pk}/").status_code == 404


def test_a_withdrawn_ruling_names_the_cases_of_its_time(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.signed(elena, olga, paul)
    case = walk.taken(elena, olga)
    ruled.withdrawn(paul, ruling)
    assert case.reference in text_of(olga, f"/rulings/{ruling.pk}/")
    assert case.reference not in text_of(elena, f"/rulings/{ruling.pk}/")


def test_the_queue_asks_no_more_for_more_rulings(elena: User, olga: User, paul: User) -> None:
    def asked() -> int:
        client = client_for(olga)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/rulings/")
        return len(queries)

    ruled.signed(elena, olga, paul)
    ruled.handed_over(elena, olga)
    few = asked()
    for _ in range(2):
        ruled.signed(elena, olga, paul)
        ruled.handed_over(elena, olga)
        ruled.asked(elena)
    assert asked() <= few + 1  # the first request brings its own prefetch
