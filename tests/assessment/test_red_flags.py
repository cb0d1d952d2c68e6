"""Aware is reached through the red flags, not through one question; a licence over an open one is given in words."""

from __future__ import annotations

from pathlib import Path

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from licet.law.errors import CorpusError
from licet.law.model import Mark
from licet.law.places import shipped
from licet.law.red_flags import load_red_flags
from licet.service.applications import services as applications
from licet.service.applications.models import Application
from licet.service.applications.red_flags import look, said
from licet.service.assessment.models import RedFlagLook
from licet.service.assessment.red_flags import open_red_flags
from licet.service.assessment.services import look_at_flag
from licet.service.casework.models import Case
from licet.service.corpus.red_flags import red_flags
from licet.service.decisions.models import Kind
from licet.service.decisions.reasons import calls_for
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event

pytestmark = pytest.mark.usefixtures("office")
FLAG = "misused_before"
LOOKED = "We read the reports of two research groups on it."


def answered(**changes: str) -> dict[str, str]:
    return dict.fromkeys(red_flags(), "no") | changes


def case_with(elena: User, olga: User, **changes: str) -> Case:
    """She goes through the flags and hands in; Olga takes the case."""
    from licet.service.casework import services as casework

    application: Application = walk.deal(elena)
    walk.say(elena, application.chain, spies=True)
    look(actor=elena, application=application, flags=answered(**changes), looked_into=LOOKED)
    application = Application.objects.get(pk=application.pk)
    applications.submit(actor=elena, application=application, declared={"name": elena.name})
    deliver_all()
    return casework.assign(actor=olga, case=Case.objects.get(application=application))


def ids(case: Case) -> list[str]:
    return [each.flag.id for each in open_red_flags(walk.fresh(case))]


# --- the law ---------------------------------------------------------------------------------------------


def test_every_flag_speaks_both_languages_and_says_how_well_it_was_checked() -> None:
    """The published wording was not read: none is marked as verified."""
    flags = load_red_flags([shipped()])
    assert {each.about for each in flags.values()} == {"item", "end_user"}
    for each in flags.values():
        assert each.title["en"] != each.title["fr"]
        assert each.text["en"] != each.text["fr"]
        assert each.mark is not Mark.VERIFIED


def test_an_authority_adds_its_own_and_a_fault_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "red_flags"
    folder.mkdir()
    whole = next((shipped() / "red_flags").glob("*.yaml")).read_text(encoding="utf-8")
    (folder / "own.yaml").write_text(whole.replace("id: ", "id: own_", 1), encoding="utf-8")
    assert any(id.startswith("own_") for id in load_red_flags([shipped(), tmp_path]))
    (folder / "own.yaml").write_text(whole.replace("about: ", "about: wrong_", 1), encoding="utf-8")
    with pytest.raises(CorpusError, match="about"):
        load_red_flags([tmp_path])


# --- the exporter ----------------------------------------------------------------------------------------


def test_where_a_flag_shows_the_exporter_says_what_she_looked_into(elena: User) -> None:
    application = walk.deal(elena)
    for answer in ("yes", "unknown"):
        with pytest.raises(ValidationError, match="looked into"):
            look(
                actor=elena, application=application, flags=answered(**{FLAG: answer}), looked_into="Nothing."
            )
    look(actor=elena, application=application, flags=answered(), looked_into="")
    assert said(Application.objects.get(pk=application.pk))[FLAG] == "no"


def test_the_page_asks_each_flag_and_keeps_what_was_typed(elena: User) -> None:
    application = walk.deal(elena)
    path = f"/applications/{application.pk}/red-flags/"
    shown = post(client_for(elena), path, answered(**{FLAG: "yes"})).content.decode()
    assert "Say in a sentence what you looked into" in shown
    given = {**answered(**{FLAG: "yes"}), "looked_into": LOOKED}
    post(client_for(elena), path, given)
    assert said(Application.objects.get(pk=application.pk))[FLAG] == "yes"
    assert LOOKED in client_for(elena).get(f"/applications/{application.pk}/check/").content.decode()


def test_nobody_answers_for_another_exporter(elena: User, rival: User) -> None:
    application = walk.deal(elena)
    assert client_for(rival).get(f"/applications/{application.pk}/red-flags/").status_code == 404
    with pytest.raises(Refused):
        look(actor=rival, application=application, flags=answered(), looked_into="")


# --- the office ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "expected"), [("yes", [FLAG]), ("unknown", [FLAG]), ("no", [])])
def test_what_shows_or_could_not_be_found_out_is_open(
    answer: str, expected: list[str], elena: User, olga: User
) -> None:
    """What could not be established is never favourable."""
    assert ids(case_with(elena, olga, **{FLAG: answer})) == expected


def test_without_an_answer_nothing_is_open_until_an_officer_sees_it(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    assert ids(case) == []
    look_at_flag(actor=olga, case=case, flag=FLAG, shows=True, reason="A court found it in 2024.")
    assert ids(case) == [FLAG]


def test_an_officer_clears_a_flag_with_a_reason_and_the_answer_stays(elena: User, olga: User) -> None:
    case = case_with(elena, olga, **{FLAG: "yes"})
    with pytest.raises(ValidationError, match="what was examined"):
        look_at_flag(actor=olga, case=case, flag=FLAG, shows=False, reason="Fine.")
    place = f"/cases/{case.pk}/red-flags/{FLAG}/"
    post(client_for(olga), place, {"shows": "no", "reason": "It was another product of that name."})
    assert ids(case) == []
    assert said(case.application)[FLAG] == "yes"
    assert Event.objects.get(type="red_flag.looked_at").subject_id == case.pk
    page = client_for(olga).get(f"/cases/{case.pk}/").content.decode()
    assert "It was another product of that name." in page
    with pytest.raises(DatabaseError), transaction.atomic():
        RedFlagLook.objects.update(shows=True)


def test_a_flag_that_the_law_does_not_have_is_refused(elena: User, olga: User) -> None:
    with pytest.raises(ValidationError, match="no red flag"):
        look_at_flag(
            actor=olga, case=walk.taken(elena, olga), flag="blue", shows=True, reason="It is blue, as I see."
        )


def test_a_licence_over_an_open_flag_needs_a_written_reason(elena: User, olga: User, paul: User) -> None:
    case = case_with(elena, olga, **{FLAG: "yes"})
    walk.assessed(olga, case)
    with pytest.raises(ValidationError, match="An open red flag: Something like it was misused"):
        walk.proposed(olga, case, walk.grant())
    proposal = walk.proposed(
        olga, case, walk.grant(written_reason="The misuse was of a version without logs.")
    )
    with pytest.raises(ValidationError, match="red flag"):
        walk.decided(paul, proposal)
    why = "I read the report: that version had no logs, this one has."
    assert walk.decided(paul, proposal, written_reason=why).written_reason == why


def test_a_refusal_needs_no_reason_for_the_flags(elena: User, olga: User) -> None:
    case = case_with(elena, olga, **{FLAG: "yes"})
    assert not any("red flag" in call.text for call in calls_for(case, Kind.REFUSE, []))
