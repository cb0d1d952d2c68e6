"""Nothing is granted past a gate, and each gate says in words what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import officer_walk as walk
import pytest
from cast import client_for
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from licet.service.base.templatetags.base import day
from licet.service.casework import services as casework
from licet.service.casework.models import Case, Position
from licet.service.casework.selectors import bodies
from licet.service.casework.services import Overtaken
from licet.service.decisions import preconditions
from licet.service.decisions.models import Kind, Licence, Outcome
from licet.service.decisions.preconditions import REQUIRED, NotMet, check_all
from licet.service.decisions.reasons import calls_for
from licet.service.decisions.services import decide, return_proposal
from licet.service.decisions.services.hearing import Intent, give_notice, respond
from licet.service.lists.models import Hit, ListGeneration
from licet.service.lists.services import settle_hit
from licet.service.people.models import User
from licet.service.people.policy import Refused

pytestmark = pytest.mark.usefixtures("office")


def refused(olga: User, case: Case, words: str) -> None:
    with pytest.raises(NotMet, match=words):
        walk.proposed(olga, case, walk.grant())
    assert not Outcome.objects.exists()


def test_no_signed_assessment_no_licence(elena: User, olga: User) -> None:
    refused(olga, walk.taken(elena, olga), "There is no signed assessment")


def test_what_nobody_knows_counts_as_one_of_the_kinds(elena: User, olga: User) -> None:
    refused(olga, walk.taken(elena, olga, spies=None), "is, or may be, one of the six kinds")


def test_that_it_is_none_of_the_kinds_does_not_count_by_itself(
    elena: User, olga: User, tomas: User, paul: User
) -> None:
    case = walk.taken(elena, olga, spies=False)
    refused(olga, case, "takes a reason and a second person")
    casework.ask_release(actor=olga, case=walk.fresh(case), reason="It reads its own logs.")
    refused(olga, case, "takes a reason and a second person")
    casework.confirm_release(actor=tomas, case=walk.fresh(case))
    assert walk.decided(paul, walk.proposed(olga, case, walk.grant())).release is not None


def test_no_list_no_licence(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    ListGeneration.objects.update(profile="gone")
    refused(olga, case, "No list was imported")


def test_an_open_hit_and_a_confirmed_hit_stop_a_licence_and_a_cleared_one_does_not(
    elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga, ministry=walk.LISTED)
    walk.assessed(olga, case)
    refused(olga, case, "still open: 1")
    settle_hit(actor=olga, hit=Hit.objects.get(), status="cleared", reason="Another ministry of that name.")
    assert walk.proposed(olga, case, walk.grant()).kind == Kind.GRANT


def test_a_confirmed_hit_stops_a_licence(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga, ministry=walk.LISTED)
    walk.assessed(olga, case)
    settle_hit(actor=olga, hit=Hit.objects.get(), status="confirmed", reason="The same ministry.")
    refused(olga, case, "confirmed hits 1")


def test_clear_risk_found_stops_everybody(elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    refused(olga, case, "nobody can grant this")
    walk.assessed(olga, walk.fresh(case), walk.ALL_NO)  # only a new signed assessment changes it
    assert walk.proposed(olga, case, walk.grant()).assessment.version == 2  # type: ignore[union-attr]


def test_a_declaration_made_after_the_signature_binds_on_the_day_of_decision(
    elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    with pytest.raises(ValidationError, match="has to be weighed"):
        walk.proposed(olga, case, walk.grant())
    weighed = walk.grant(written_reason="A judge signs every order, and each use is logged.")
    proposal = walk.proposed(olga, case, weighed)  # as long as nothing is declared
    walk.declared(paul)
    with pytest.raises(NotMet, match="nobody can grant this"):
        decide(actor=paul, proposal=proposal)


def test_what_the_law_prohibits_is_not_granted(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga, country="XZ")
    walk.assessed(olga, case)
    refused(olga, case, "ZZ.EMBARGO")


def test_what_needs_a_licence_is_not_called_free(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    with pytest.raises(NotMet, match=r"ZZ\.ART3"):
        walk.proposed(olga, case, walk.grant(kind=Kind.NO_LICENCE))


def test_what_needs_none_gets_that_answer(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga, spies=False)
    outcome = walk.decided(paul, walk.proposed(olga, case, walk.grant(kind=Kind.NO_LICENCE)))
    assert outcome.kind == Kind.NO_LICENCE
    assert not Licence.objects.exists()


def test_a_required_condition_without_a_check_is_a_refusal_to_issue(
    elena: User, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    kept = {code: check for code, check in preconditions._CHECKS.items() if code != "screening.done"}
    monkeypatch.setattr(preconditions, "_CHECKS", kept)
    refused(olga, case, "No check is installed for “screening.done”")


def test_every_required_condition_has_a_check(elena: User) -> None:
    wanted = {code for codes in REQUIRED.values() for code in codes}
    assert wanted == set(preconditions._CHECKS)


def test_conditions_are_checked_again_at_signature(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    proposal = walk.proposed(olga, case, walk.grant())
    walk.import_list_naming("Police Directorate, Department 9")
    with pytest.raises(NotMet, match="still open: 1"):
        decide(actor=paul, proposal=proposal)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("draft", "field", "words"),
    [
        (lambda: walk.grant(reasons=" "), "reasons", "Give the reasons"),
        (lambda: walk.grant(purpose=""), "purpose", "one purpose"),
        (lambda: walk.grant(valid_until=None), "valid_until", "last day"),
        (lambda: walk.grant(valid_until=timezone.localdate()), "valid_until", "after today"),
        (
            lambda: walk.grant(valid_until=timezone.localdate() + timedelta(days=800)),
            "written_reason",
            "more than two years",
        ),
        (lambda: walk.refusal(grounds=()), "grounds", "at least one ground"),
        (lambda: walk.refusal(grounds=("whim",)), "grounds", "no ground “whim”"),
    ],
)
def test_an_unsound_proposal_names_the_field_and_the_remedy(
    elena: User, olga: User, draft: Callable[[], object], field: str, words: str
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    with pytest.raises(ValidationError) as error:
        walk.proposed(olga, case, draft())  # type: ignore[arg-type]
    assert words in " ".join(error.value.message_dict[field])


def test_a_grant_against_advice_needs_a_written_reason_of_both(
    elena: User, olga: User, amina: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    row = casework.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    casework.advise(actor=amina, consultation=row, position=Position.AGAINST, reasons="Known misuse.")
    walk.assessed(olga, walk.fresh(case))
    with pytest.raises(ValidationError, match="advised against"):
        walk.proposed(olga, case, walk.grant())
    proposal = walk.proposed(olga, case, walk.grant(written_reason="The unit has a new command."))
    with pytest.raises(ValidationError, match="advised against"):
        decide(actor=paul, proposal=proposal)
    assert decide(actor=paul, proposal=proposal, written_reason="I agree.").written_reason == "I agree."


def test_silence_is_no_agreement(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    casework.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    walk.assessed(olga, walk.fresh(case))
    with pytest.raises(ValidationError, match=r"has not answered\. That does not count as agreement"):
        walk.proposed(olga, case, walk.grant())


def test_what_cannot_be_established_is_never_favourable(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.UNCLEAR)
    with pytest.raises(ValidationError, match="never favourable"):
        walk.proposed(olga, case, walk.grant())


def test_a_thin_refusal_warns_and_an_embargo_does_not(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    with pytest.raises(ValidationError, match="not borne out"):
        walk.proposed(olga, case, walk.refusal(grounds=("c2c",), written_reason=""))
    assert not any("borne out" in call.text for call in calls_for(case, "refuse", ["sanctions"]))
    assert walk.proposed(olga, case, walk.refusal(grounds=("sanctions",))).grounds == ["sanctions"]


def test_a_refusal_without_a_notice_is_answered_for_in_words(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    with pytest.raises(ValidationError, match="was not heard"):
        walk.proposed(olga, case, walk.refusal(written_reason=""))


def test_nobody_is_refused_on_a_ground_the_notice_did_not_name(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.named(olga, walk.assessed(olga, case, walk.CLEAR_RISK))
    notice = walk.announced(olga, case)
    respond(actor=elena, notice=notice, text="The unit was dissolved in May.")
    with pytest.raises(ValidationError, match="was not heard on it"):
        walk.proposed(olga, case, walk.refusal(grounds=("c2a", "sanctions"), **walk.WEIGHED))
    sound = walk.refusal(written_reason="", **walk.WEIGHED)
    assert walk.proposed(olga, case, sound).grounds == ["c2a"]


def test_a_notice_says_nothing_that_no_assessment_found(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    with pytest.raises(ValidationError, match="Sign the assessment first"):
        give_notice(actor=olga, case=case, intent=Intent(("c2a",), "The committee reports arrests."))
    walk.assessed(olga, case, walk.ALL_NO)
    with pytest.raises(ValidationError, match="Sign the assessment first"):
        give_notice(actor=olga, case=walk.fresh(case), intent=Intent(("c2a",), "It reports arrests."))
    assert give_notice(
        actor=olga, case=walk.fresh(case), intent=Intent(("diversion",), "The reseller is unknown.")
    )


@pytest.mark.parametrize("kind", ["return_incomplete", "refuse"])
def test_an_outcome_that_passes_over_a_mandatory_ground_is_answered_for(
    elena: User, olga: User, kind: str
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    with pytest.raises(ValidationError, match="does not name"):
        walk.proposed(olga, case, walk.refusal(kind=kind, grounds=("diversion",), written_reason=""))


@pytest.mark.parametrize("reasons", ["no", "x", "see above"])
def test_a_word_is_no_reason(elena: User, olga: User, reasons: str) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    with pytest.raises(ValidationError, match="in a sentence"):
        walk.proposed(olga, case, walk.refusal(reasons=reasons))
    with pytest.raises(ValidationError, match="in a sentence"):
        give_notice(actor=olga, case=walk.fresh(case), intent=Intent(("c2a",), reasons))


def test_an_open_question_stops_the_proposal(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    casework.ask(actor=olga, case=walk.fresh(case), text="Who holds the keys?")
    with pytest.raises(Refused, match="Waiting for the exporter"):
        walk.proposed(olga, case, walk.grant())


def test_a_returned_proposal_is_not_decided_and_another_one_can_be(
    elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    first = walk.proposed(olga, case, walk.grant())
    with pytest.raises(ValidationError, match="Say what has to change"):
        return_proposal(actor=paul, proposal=first, reason=" ")
    return_proposal(actor=paul, proposal=first, reason="Name the judge.")
    second = walk.proposed(olga, case, walk.grant())
    with pytest.raises(Overtaken, match="no longer waits"):
        decide(actor=paul, proposal=first)
    assert decide(actor=paul, proposal=second).proposal == second


def test_a_licence_is_for_one_end_user(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga, second_user=True)
    walk.assessed(olga, case)
    refused(olga, case, "several end-users")


def test_what_has_to_hold_is_shown_before_anybody_tries(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    met = {check.code: check.met for check in check_all(case, Kind.GRANT)}
    assert met == {
        "application.stands": True,
        "chain.one_end_user": True,
        "screening.done": True,
        "screening.no_hits": True,
        "assessment.signed": False,
        "assessment.complete": True,
        "assessment.no_mandatory_ground": True,
        "law.not_prohibited": True,
        "questions.closed": True,
    }


def test_what_was_not_looked_at_is_not_shown_as_met(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    checks = check_all(case, Kind.GRANT)
    unseen = {check.code for check in checks if not check.looked}
    assert unseen == {"assessment.complete", "assessment.no_mandatory_ground"}
    page = client_for(olga).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert page.count("Nothing to check") == 2


def test_lists_are_named_with_their_day_as_people_write_it(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    reason = next(each.reason for each in check_all(case, Kind.GRANT) if each.code == "screening.done")
    generation = ListGeneration.objects.get()
    assert reason == f"Compared with: UN Security Council consolidated list, {day(generation.generated_at)}."


def test_an_outcome_is_chosen_before_anything_else_is_asked(elena: User, olga: User) -> None:
    place = reverse("decisions:propose", args=[walk.taken(elena, olga).pk])
    assert "Select an answer: Outcome" not in client_for(olga).get(place).content.decode()
    assert "Select an answer: Outcome" in client_for(olga).get(place, {"choose": "outcome"}).content.decode()


def test_who_proposes_reads_what_stands_in_the_way_before_writing(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    place = reverse("decisions:propose", args=[case.pk])
    blocked = client_for(olga).get(place, {"kind": Kind.GRANT}).content.decode()
    assert "This cannot be done yet" in blocked
    assert '<details class="govuk-details" open>' in blocked
    assert (
        "This cannot be done yet" not in client_for(olga).get(place, {"kind": Kind.REFUSE}).content.decode()
    )
    walk.assessed(olga, case)
    free = client_for(olga).get(place, {"kind": Kind.GRANT}).content.decode()
    assert "This cannot be done yet" not in free
