"""Where a refusal begins: at what was found, at the sources that may be named, and at whoever has not answered yet."""

from __future__ import annotations

import re

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.urls import reverse

from licet.service.assessment.criteria import limbs_in_order
from licet.service.assessment.models import Answer
from licet.service.assessment.outline import outline
from licet.service.casework import services as casework
from licet.service.casework.models import Case, Consultation, Position
from licet.service.casework.selectors import bodies
from licet.service.decisions.lettered import law
from licet.service.decisions.panels import reasons_for_departing
from licet.service.decisions.reasons import calls_for, suggested_grounds
from licet.service.decisions.services.proposing import refuse_unanswered
from licet.service.decisions.weighing import grounds_found
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")
TWO_LIMBS = walk.CLEAR_RISK | {
    ("humanitarian_law", "clear_risk"): Answer.YES,
    ("humanitarian_law", "might_be_used"): Answer.YES,
    ("special_caution", "established"): Answer.YES,
}


@pytest.fixture
def case(elena: User, olga: User) -> Case:
    return walk.taken(elena, olga)


def page(user: User, name: str, *args: object, **query: str) -> str:
    return client_for(user).get(reverse(name, args=args), query).content.decode()


def chosen(shown: str) -> list[str]:
    boxes = re.findall(r'<input[^>]*name="grounds"[^>]*>', shown)
    return [value for box in boxes if " checked" in box for value in re.findall(r'value="([^"]+)"', box)]


# --- the grounds -----------------------------------------------------------------------------------------


def test_nothing_is_chosen_before_anything_was_found(olga: User, case: Case) -> None:
    assert suggested_grounds(case) == []
    assert chosen(page(olga, "decisions:propose", case.pk, kind="refuse")) == []


def test_a_limb_that_was_found_is_chosen_already(olga: User, case: Case) -> None:
    walk.assessed(olga, case, walk.CLEAR_RISK)
    assert chosen(page(olga, "decisions:announce", case.pk)) == ["c2a"]
    assert chosen(page(olga, "decisions:propose", case.pk, kind="refuse")) == ["c2a"]


def test_half_a_limb_chooses_nothing(olga: User, case: Case) -> None:
    """Clear risk *and* might be used: one of the two is no finding."""
    walk.assessed(olga, case, walk.ALL_NO | {("human_rights", "clear_risk"): Answer.YES})
    assert suggested_grounds(walk.fresh(case)) == []


def test_after_a_notice_a_refusal_begins_at_what_the_exporter_was_heard_on(
    elena: User, olga: User, case: Case
) -> None:
    walk.announced(olga, case)
    assert suggested_grounds(walk.fresh(case)) == ["c2a"]


def test_what_was_found_after_the_notice_is_not_chosen_for_her(olga: User, case: Case) -> None:
    """She was not heard on it; a refusal on it needs a notice of its own."""
    walk.announced(olga, case)
    walk.assessed(olga, walk.fresh(case), TWO_LIMBS)
    assert suggested_grounds(walk.fresh(case)) == ["c2a"]


def test_what_is_no_longer_borne_out_is_not_chosen(olga: User, case: Case) -> None:
    walk.announced(olga, case)
    walk.assessed(olga, walk.fresh(case), walk.ALL_NO)
    assert suggested_grounds(walk.fresh(case)) == []


def test_what_she_chose_herself_stays_when_the_page_comes_back(olga: User, case: Case) -> None:
    walk.assessed(olga, case, walk.CLEAR_RISK)
    place = reverse("decisions:announce", args=[case.pk])
    typed = {"grounds": "diversion", "reasons": "", "working_days": "15"}
    assert chosen(post(client_for(olga), place, typed).content.decode()) == ["diversion"]


# --- the sources -----------------------------------------------------------------------------------------


def test_the_notice_leads_to_each_source_that_may_not_be_named_and_back(olga: User, case: Case) -> None:
    signed = walk.assessed(olga, case, walk.CLEAR_RISK)
    notice = reverse("decisions:announce", args=[case.pk])
    way = f"{reverse('assessment:disclose', args=[signed.evidence.get().pk])}?next={notice}"
    assert f'href="{way}"' in page(olga, "decisions:announce", case.pk)
    said = {"may_be_named": "yes", "reason": "The UN has published it."}
    assert post(client_for(olga), way, said)["Location"] == notice
    assert "may not be named to the exporter yet" not in page(olga, "decisions:announce", case.pk)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_it_leads_back_to_no_other_site(olga: User, case: Case, elsewhere: str) -> None:
    signed = walk.assessed(olga, case, walk.CLEAR_RISK)
    way = reverse("assessment:disclose", args=[signed.evidence.get().pk])
    said = {"may_be_named": "yes", "reason": "The UN has published it."}
    answer = post(client_for(olga), f"{way}?next={elsewhere}", said)
    assert answer["Location"].startswith(reverse("assessment:show", args=[signed.pk]))


# --- whoever was asked -----------------------------------------------------------------------------------


def asked(olga: User, case: Case) -> Consultation:
    return casework.consult(
        actor=olga, case=walk.fresh(case), body=bodies().get(), text="Does a judge sign orders?"
    )


def open_calls(case: Case) -> list[str]:
    return [call.text for call in calls_for(case, "refuse", ["c2a"]) if "still open" in call.text]


def test_a_refusal_that_does_not_wait_for_a_body_says_why(olga: User, case: Case) -> None:
    walk.announced(olga, case)
    body = asked(olga, case).body
    assert [body.name in text for text in open_calls(case)] == [True]
    with pytest.raises(ValidationError, match="is still open"):
        refuse_unanswered(case, "refuse", ["c2a"], written_reason="")


def test_the_approver_says_so_too_and_the_body_reads_why(
    elena: User, olga: User, paul: User, case: Case
) -> None:
    walk.assessed(olga, case, walk.CLEAR_RISK)
    body = asked(olga, case).body
    why = "The embassy closes in May; its answer would change nothing."
    proposal = walk.proposed(olga, case, walk.refusal(written_reason=why))
    assert "is still open" in page(paul, "decisions:proposal", proposal.pk)
    with pytest.raises(ValidationError, match="is still open"):
        walk.decided(paul, proposal, written_reason=" ")
    walk.decided(paul, proposal, written_reason="Agreed: the answer would change nothing.")
    assert why in reasons_for_departing(walk.fresh(case), [body.pk])


def test_an_answer_or_a_recorded_silence_ends_it(olga: User, amina: User, case: Case) -> None:
    row = asked(olga, case)
    assert open_calls(case)
    casework.advise(actor=amina, consultation=row, position=Position.AGAINST, reasons="No judge signs now.")
    assert not open_calls(case)


# --- the order of the law ----------------------------------------------------------------------------------


def test_what_was_found_is_told_in_the_order_of_the_law(olga: User, case: Case) -> None:
    """Criterion 2 has human rights (a), special caution (b), humanitarian law (c); by the alphabet (c) would stand before (b)."""
    signed = walk.assessed(olga, case, TWO_LIMBS)
    assert outline(signed)[0].found == ["Human rights", "Special caution", "Humanitarian law"]
    assert grounds_found(signed) == ["Human rights", "Humanitarian law"]
    assert limbs_in_order(["x", "humanitarian_law", "special_caution"]) == [
        "special_caution",
        "humanitarian_law",
        "x",
    ]


def test_a_letter_names_the_instruments_as_the_case_came_to_them(olga: User, case: Case) -> None:
    """First what the measures cite, then the criteria in their order; each once."""
    signed = walk.assessed(olga, case, TWO_LIMBS)
    notice = walk.announced(olga, case)
    told = [name for name, _edition in law(notice.indication, "", "", signed).editions]
    measures = [name for name, _edition in law(notice.indication, "", "", None).editions]
    assert told[: len(measures)] == measures
    assert len(told) == len(set(told))
