"""A file is kept for the years of the schedule, held when somebody says so, and destroyed by two people, to the last word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import officer_walk as walk
import pytest
import time_machine
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from licet.service.assessment.models import Assessment, Evidence, Finding
from licet.service.casework import services as casework
from licet.service.casework.models import Case, Note, Position, Reply
from licet.service.casework.selectors import bodies
from licet.service.chains.models import Statement
from licet.service.decisions.models import NoticeEnd, Outcome, Proposal, RefusalNotice
from licet.service.decisions.services import respond
from licet.service.jobs.services import deliver_all
from licet.service.letters import services as lettering
from licet.service.letters.models import Letter, LetterEnd, Retraction
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.emptiable import GONE
from licet.service.records.models import Content, Emptied, Event, PersonalContent
from licet.service.records.retention import DestructionRefused, Held, destroy_again, destroy_payload
from licet.service.records.verify import differences
from licet.service.retention import services
from licet.service.retention.keeping import due_files, ended_files, events_of_file
from licet.service.retention.models import Destruction, DestructionEnd
from licet.service.retention.schedule import Kind, Rule, Since, built_in, in_force

pytestmark = pytest.mark.usefixtures("office")
THIS_YEAR = timezone.localdate().year
WHY = "The time to keep it has passed."
CANARY = "Xylophone"
OnCommit = Callable[..., Any]


def in_year(year: int) -> time_machine.travel:
    return time_machine.travel(datetime(year, 3, 1, 12, tzinfo=UTC), tick=False)


def refused(elena: User, olga: User, paul: User) -> Case:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    deliver_all()
    return walk.fresh(case)


def granted(elena: User, olga: User, paul: User) -> Case:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant()))
    deliver_all()
    return walk.fresh(case)


def year_of(case: Case) -> int:
    found: int = ended_files().get(pk=case.pk).kept_until
    return found


def rules(**changes: Rule) -> dict[Kind, Rule]:
    return {kind: changes.get(kind.value, rule) for kind, rule in built_in().items()}


def adopted(paul: User, **changes: Rule) -> None:
    services.adopt(actor=paul, rules=rules(**changes), reason="The archive act asks for it.")


def listed(olga: User) -> Destruction:
    return services.propose(actor=olga, reason=WHY)


# --- the schedule ----------------------------------------------------------------------------------------


def test_until_a_schedule_is_adopted_files_are_kept_as_exporters_keep_records(
    elena: User, olga: User, paul: User
) -> None:
    """Five years from the end of the calendar year: of the decision, or of the last day of a licence (here a year from now)."""
    assert year_of(refused(elena, olga, paul)) == THIS_YEAR + 5
    licensed = granted(elena, olga, paul)
    assert year_of(licensed) == licensed.licences.get().valid_until.year + 5


def test_an_open_case_has_no_year(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    assert not ended_files().filter(pk=case.pk).exists()
    event = Event.objects.filter(subject_id=case.pk, type="case.opened").get()
    with in_year(THIS_YEAR + 50), pytest.raises(DestructionRefused, match="still open"):
        destroy_payload(actor=paul, event=event, reason=WHY)


def test_an_authority_sets_its_own_and_the_newest_counts(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    adopted(paul, refusal=Rule(10, Since.ENDED, "Archive act, section 4"))
    assert year_of(case) == THIS_YEAR + 10
    adopted(paul, refusal=Rule(7, Since.ENDED, "Archive act, section 5"))
    assert year_of(case) == THIS_YEAR + 7
    assert in_force()[Kind.LICENCE].years == 5


def test_counted_from_the_last_act_a_hold_does_not_count(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    adopted(paul, refusal=Rule(5, Since.LAST_ACT, "Archive act, section 4"))
    with in_year(THIS_YEAR + 2):
        services.place(actor=olga, case=case, reason="A court asked for it.")
    assert year_of(case) == THIS_YEAR + 5


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        (Rule(0, Since.ENDED, "Archive act, section 4"), "refusal_years"),
        (Rule(101, Since.ENDED, "Archive act, section 4"), "refusal_years"),
        (Rule(5, Since.ENDED, "law"), "refusal_basis"),
    ],
)
def test_a_schedule_that_says_too_little_names_the_field(paul: User, rule: Rule, where: str) -> None:
    with pytest.raises(ValidationError) as error:
        adopted(paul, refusal=rule)
    assert list(error.value.message_dict) == [where]


@pytest.mark.parametrize("who", ["olga", "audra", "elena", "amina", "tomas", "ines"])
def test_only_an_approver_adopts_it(people: dict[str, User], who: str) -> None:
    with pytest.raises(Refused):
        adopted(people[who])


# --- what is due, and what holds it ----------------------------------------------------------------------------


def test_due_begins_with_the_year_after(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    with in_year(THIS_YEAR + 5):
        assert list(due_files()) == []
        with pytest.raises(ValidationError, match="No file is due"):
            listed(olga)
    with in_year(THIS_YEAR + 6):
        assert list(due_files()) == [case]
        listed(olga)
        assert list(due_files()) == []  # it waits on a list


def test_a_held_file_is_neither_due_nor_destroyed_by_anybody(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    hold = services.place(actor=olga, case=case, reason="A court asked for it.")
    event = events_of_file(case).first()
    assert event is not None
    with in_year(THIS_YEAR + 6):
        assert list(due_files()) == []
        with pytest.raises(Held, match="hold on this case"):
            destroy_payload(actor=paul, event=event, reason=WHY)
        said = [{"event": str(event.pk), "type": "content.destroyed", "at": "2026-01-01T00:00:00+00:00"}]
        assert destroy_again(said) == 0
        services.lift(actor=paul, hold=hold, reason="The judgment is final.")
        assert list(due_files()) == [case]
    assert [e.type for e in Event.objects.filter(type__startswith="hold.").order_by("id")] == [
        "hold.placed",
        "hold.lifted",
    ]


def test_a_hold_that_comes_after_the_proposal_keeps_the_file(elena: User, olga: User, paul: User) -> None:
    kept, gone = refused(elena, olga, paul), refused(elena, olga, paul)
    with in_year(THIS_YEAR + 6):
        destruction = listed(olga)
        services.place(actor=olga, case=kept, reason="A court asked for it.")
        end = services.carry_out(actor=paul, destruction=destruction)
    assert (end.destroyed, destruction.files.count()) == (1, 2)
    assert events_of_file(kept).exists()
    assert not events_of_file(gone).exists()


def test_each_of_two_holds_holds(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    first, _second = (
        services.place(actor=olga, case=case, reason=f"Court {n} asked for it.") for n in (1, 2)
    )
    services.lift(actor=paul, hold=first, reason="The judgment is final.")
    assert ended_files().get(pk=case.pk).held
    with pytest.raises(Refused, match="already"):
        services.lift(actor=paul, hold=first, reason="The judgment is final.")


@pytest.mark.parametrize("who", ["audra", "elena", "amina", "tomas"])
def test_who_may_not_hold(elena: User, olga: User, people: dict[str, User], who: str) -> None:
    case = walk.taken(elena, olga)
    with pytest.raises(Refused):
        services.place(actor=people[who], case=case, reason="I would like to keep it.")


def test_an_officer_does_not_lift_what_she_put_on(elena: User, olga: User) -> None:
    hold = services.place(actor=olga, case=walk.taken(elena, olga), reason="A court asked for it.")
    with pytest.raises(Refused):
        services.lift(actor=olga, hold=hold, reason="I was wrong about it.")


# --- two people ----------------------------------------------------------------------------------------------


def test_one_proposes_and_another_carries_out(elena: User, olga: User, paul: User) -> None:
    refused(elena, olga, paul)
    with in_year(THIS_YEAR + 6):
        destruction = listed(olga)
        with pytest.raises(Refused):
            services.carry_out(actor=olga, destruction=destruction)
        services.carry_out(actor=paul, destruction=destruction)
        with pytest.raises(Refused, match="already"):
            services.carry_out(actor=paul, destruction=destruction)


def test_the_database_wants_two_as_well(elena: User, olga: User, paul: User) -> None:
    refused(elena, olga, paul)
    with in_year(THIS_YEAR + 6):
        destruction = listed(olga)
    with pytest.raises(DatabaseError), transaction.atomic():
        DestructionEnd.objects.create(
            destruction=destruction, carried_out=True, proposer=olga, by=olga, at=timezone.now()
        )


def test_turned_down_the_files_can_be_listed_again(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    with in_year(THIS_YEAR + 6):
        services.turn_down(actor=paul, destruction=listed(olga), reason="A journalist has asked for it.")
        assert list(due_files()) == [case]
    assert events_of_file(case).exists()


# --- what goes -------------------------------------------------------------------------------------------------


@pytest.fixture
def full(elena: User, olga: User, paul: User, amina: User) -> Case:
    """A refused case in which everybody wrote the same strange word."""
    case = walk.taken(elena, olga)
    casework.write_note(actor=olga, case=walk.fresh(case), text=f"{CANARY} in a note.")
    casework.expedite(actor=olga, case=walk.fresh(case), asked_by=CANARY, reason=f"{CANARY} wants it now.")
    question = casework.ask(actor=olga, case=walk.fresh(case), text=f"{CANARY}, who holds the keys?")
    casework.answer(actor=elena, question=question, text=f"{CANARY} holds them.")
    row = casework.consult(actor=olga, case=walk.fresh(case), body=bodies().get(), text=f"{CANARY}?")
    casework.advise(actor=amina, consultation=row, position=Position.AGAINST, reasons=f"{CANARY}, no.")
    walk.assessed(olga, walk.fresh(case), walk.CLEAR_RISK, reasons=f"{CANARY} was seen there.")
    walk.announced(olga, case)
    respond(actor=elena, notice=RefusalNotice.objects.get(case=case), text=f"{CANARY} is innocent.")
    reasons = {"reasons": f"{CANARY} is a clear risk.", "written_reason": f"{CANARY} was heard."}
    draft = walk.refusal(**reasons, said=f"{CANARY} says no.", weighed=f"{CANARY} changes nothing.")
    walk.decided(paul, walk.proposed(olga, case, draft), written_reason=f"{CANARY} was weighed.")
    deliver_all()
    letter = Letter.objects.filter(subject_id=case.pk, kind="refusal").get()
    retraction = lettering.ask_withdrawal(
        actor=olga,
        letter=letter,
        reason=f"{CANARY} was misspelt.",
        told=f"{CANARY} was wrong.",
        replace=False,
    )
    lettering.confirm_withdrawal(actor=paul, retraction=retraction)
    deliver_all()
    return walk.fresh(case)


@pytest.fixture
def destroyed(full: Case, olga: User, paul: User, django_capture_on_commit_callbacks: OnCommit) -> Case:
    with in_year(THIS_YEAR + 6), django_capture_on_commit_callbacks(execute=True):
        services.carry_out(actor=paul, destruction=listed(olga))
    return walk.fresh(full)


def tables_with(word: str) -> set[str]:
    """Every table in which a row has this word in any column, whatever its type."""
    with connection.cursor() as cursor:
        return {table for table in connection.introspection.table_names(cursor) if _has(cursor, table, word)}


def _has(cursor: Any, table: str, word: str) -> bool:
    columns = connection.introspection.get_table_description(cursor, table)
    found = " OR ".join(f'CAST("{column.name}" AS TEXT) LIKE %s' for column in columns)
    cursor.execute(f'SELECT 1 FROM "{table}" WHERE {found} LIMIT 1', [f"%{word}%"] * len(columns))
    return cursor.fetchone() is not None


def test_the_word_stood_in_every_table_that_the_destruction_reaches(full: Case) -> None:
    assert tables_with(CANARY) >= {
        "records_content",
        "casework_note",
        "casework_expedite",
        "casework_question",
        "casework_reply",
        "casework_consultation",
        "casework_advice",
        "assessment_finding",
        "decisions_noticeend",
        "decisions_proposal",
        "decisions_answerweighed",
        "decisions_outcome",
        "letters_letter",
        "letters_retraction",
        "letters_letterend",
    }


def test_afterwards_no_table_has_the_word(destroyed: Case) -> None:
    assert tables_with(CANARY) == set()


def test_what_was_done_when_and_by_whom_stays(full: Case, destroyed: Case) -> None:
    outcome = Outcome.objects.get(case=full)
    assert (outcome.kind, outcome.grounds) == ("refuse", ["c2a"])
    assert (destroyed.state, destroyed.reference) == ("decided", full.reference)
    assert Finding.objects.filter(assessment__case=full, answer="yes").count() == 2
    assert Letter.objects.filter(subject_id=full.pk).exclude(number="").count() >= 4
    assert Event.objects.filter(type="content.destroyed").count() >= 15


def test_a_page_of_a_destroyed_file_still_opens(destroyed: Case, olga: User, elena: User) -> None:
    case = reverse("casework:case", args=[destroyed.pk])
    shown = client_for(olga).get(case).content.decode()
    assert "was destroyed under the retention schedule" in shown
    assert GONE in shown
    assert CANARY not in shown
    assert client_for(elena).get(case).status_code == 200
    for row in (*Proposal.objects.filter(case=destroyed), *Assessment.objects.filter(case=destroyed)):
        name = "decisions:proposal" if isinstance(row, Proposal) else "assessment:show"
        assert client_for(olga).get(reverse(name, args=[row.pk])).status_code == 200


def test_the_ledger_and_its_comparison_are_whole(destroyed: Case) -> None:
    assert differences() == []


def test_personal_parts_and_sources_go_too(destroyed: Case) -> None:
    assert not PersonalContent.objects.filter(event__subject_id=destroyed.application_id).exists()
    assert set(Evidence.objects.filter(assessment__case=destroyed).values_list("title", flat=True)) == {GONE}


def test_another_file_is_left_as_it_was(elena: User, olga: User, paul: User) -> None:
    one, other = refused(elena, olga, paul), refused(elena, olga, paul)
    services.place(actor=olga, case=other, reason="A court asked for it.")
    before = list(events_of_file(other).values_list("pk", flat=True))
    with in_year(THIS_YEAR + 6):
        services.carry_out(actor=paul, destruction=listed(olga))
    assert list(events_of_file(other).values_list("pk", flat=True)) == before
    assert Proposal.objects.get(case=other).reasons != GONE
    assert Proposal.objects.get(case=one).reasons == GONE


def test_a_backup_that_brings_it_back_is_destroyed_again(full: Case) -> None:
    """The list names the event of the opening; the words go with it once more."""
    opened = Event.objects.get(subject_id=full.pk, type="case.opened")
    with in_year(THIS_YEAR + 6):
        said = [{"event": str(opened.pk), "type": "content.destroyed", "at": "2032-01-01T00:00:00+00:00"}]
        assert destroy_again(said) == 1
    assert set(Note.objects.values_list("text", flat=True)) == {GONE}
    assert LetterEnd.objects.get(retraction__isnull=False).reason == GONE


# --- the database --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field"),
    [(Note, "text"), (Reply, "text"), (NoticeEnd, "text"), (Proposal, "reasons"), (Retraction, "told")],
)
def test_without_a_destruction_on_record_no_text_goes(full: Case, model: Any, field: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{field: GONE})
    opened = Event.objects.get(subject_id=full.pk, type="case.opened")
    row = model.objects.first()
    Emptied.objects.create(held_in=model._meta.db_table, row_key=row.pk.hex, event=opened)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: GONE})
    assert any("no destruction explains it" in found for found in differences())


@pytest.mark.parametrize("change", [{"text": "Another word."}, {"text": GONE, "at": timezone.now()}])
def test_with_one_only_the_text_goes(destroyed: Case, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.update(**change)


def test_a_signed_assessment_goes_on_refusing_every_other_change(destroyed: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(answer="no")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(summary="All is well.")


def test_statements_keep_their_answers(destroyed: Case) -> None:
    statements = Statement.objects.filter(chain=destroyed.application.chain)
    assert statements.filter(fact="item.spies", value=True).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        statements.update(value=False)


def test_withdrawn_files_are_reached(elena: User, olga: User, paul: User) -> None:
    from licet.service.applications import services as applications

    case = walk.taken(elena, olga)
    applications.withdraw(actor=elena, application=case.application, reason=f"{CANARY} lost interest.")
    deliver_all()
    assert ended_files().get(pk=case.pk).kind == Kind.WITHDRAWN
    with in_year(THIS_YEAR + 6):
        services.carry_out(actor=paul, destruction=listed(olga))
    assert walk.fresh(case).application.withdrawal_reason == GONE
    assert tables_with(CANARY) == set()


# --- pages ---------------------------------------------------------------------------------------------------


def test_the_page_says_what_falls_due_when_and_leads_through(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    index = reverse("retention:index")
    assert str(THIS_YEAR + 5) in client_for(olga).get(index).content.decode()
    with in_year(THIS_YEAR + 6):
        page = client_for(olga)
        assert case.reference in page.get(reverse("retention:propose")).content.decode()
        assert "in a sentence" in post(page, reverse("retention:propose"), {"reason": "old"}).content.decode()
        post(page, reverse("retention:propose"), {"reason": WHY})
        place = reverse("retention:destruction", args=[Destruction.objects.get().pk])
        assert "Destroy these files" not in page.get(place).content.decode()
        approver = client_for(paul)
        assert "Destroy these files" in approver.get(place).content.decode()
        post(approver, reverse("retention:carry-out", args=[Destruction.objects.get().pk]), {})
        assert "Files destroyed: 1" in approver.get(place).content.decode()
    assert not Content.objects.filter(event__subject_id=case.pk).exists()


def test_a_schedule_and_a_hold_by_their_pages(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    typed = {"reason": "The archive act asks for it."}
    for kind in Kind:
        typed |= {f"{kind}_years": "8", f"{kind}_since": "ended", f"{kind}_basis": "Archive act, section 4"}
    place = reverse("retention:adopt")
    wrong = post(client_for(paul), place, typed | {"licence_years": "0"}).content.decode()
    assert "licence_years" in wrong
    post(client_for(paul), place, typed)
    assert year_of(case) == THIS_YEAR + 8
    post(client_for(olga), reverse("retention:place", args=[case.pk]), {"reason": "A court asked for it."})
    shown = client_for(paul).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert "A court asked for it." in shown
    post(
        client_for(paul),
        reverse("retention:lift", args=[case.holds.get().pk]),
        {"reason": "The judgment is final."},
    )
    assert not ended_files().get(pk=case.pk).held


@pytest.mark.parametrize("who", ["elena", "amina", "tomas"])
def test_others_do_not_see_it(people: dict[str, User], who: str) -> None:
    assert client_for(people[who]).get(reverse("retention:index")).status_code == 403


def test_the_exporter_is_not_told_of_a_hold(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    services.place(actor=olga, case=case, reason="A prosecutor asked for it.")
    assert (
        "prosecutor" not in client_for(elena).get(reverse("casework:case", args=[case.pk])).content.decode()
    )
