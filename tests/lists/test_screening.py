from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import organisation_of
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from un_list import entity, person, un_list

from licet.ledger.canonical import JSON
from licet.service.base.imports import FileRefused, Summary
from licet.service.jobs.services import deliver_all
from licet.service.lists.models import Hit, HitStatus, ListEntry, ListGeneration, ListName, Screening
from licet.service.lists.selectors import current_generations, hits_for, open_hits, screening_state
from licet.service.lists.services import (
    import_list,
    import_list_at_console,
    screen_party,
    settle_hit,
    watch_parties,
)
from licet.service.parties.models import Party
from licet.service.parties.services import amend_party, register_party
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.services import record

ANA = person("1", "Ana", "Berg", aliases=(("Good", "A. Dal"), ("Low", "The Marble")), reference="XXi.001")
WORKS = entity("7", "Marble Works (MW)", reference="XXe.007")
SECOND = "2030-04-01T09:00:00+00:00"


def publish(*entries: str, generated: str = "2030-03-01T09:00:00+00:00") -> Summary:
    return import_list_at_console(
        content=un_list(*entries, generated=generated), filename="list.xml", profile="un-consolidated"
    )


def party(officer: User, name: str, **more: Any) -> Party:
    return register_party(
        actor=officer, name=name, **({"kind": "organisation", "type": "gov_police", "country": "FR"} | more)
    )


class TestImport:
    def test_a_generation_holds_every_entry_with_its_names(self, olga: User) -> None:
        summary = publish(ANA, WORKS)
        assert (summary.rows, summary.imported, summary.unchanged, summary.rejected) == (2, 2, 0, [])
        generation = ListGeneration.objects.get()
        assert {entry.reference for entry in generation.entries.all()} == {"XXi.001", "XXe.007"}
        assert {name.key for name in ListName.objects.filter(entry__reference="XXe.007")} == {
            "marble mw works",
            "marble works",
            "mw",
        }

    def test_the_same_file_again_changes_nothing(self, db: None) -> None:
        publish(ANA, person("2", " "), WORKS)
        before = list(ListEntry.objects.values_list("pk", flat=True))
        again = publish(ANA, person("2", " "), WORKS)
        assert (again.imported, again.unchanged, len(again.rejected)) == (0, 2, 1)
        assert list(ListEntry.objects.values_list("pk", flat=True)) == before
        assert ListGeneration.objects.count() == 1
        assert Event.objects.filter(type="list.imported").count() == 1

    def test_a_new_generation_shares_the_entries_that_did_not_change(self, db: None) -> None:
        publish(ANA, WORKS)
        summary = publish(ANA, WORKS.replace("2030-02-01", "2030-02-02"), generated=SECOND)
        assert (summary.imported, summary.unchanged) == (1, 1)
        assert ListEntry.objects.count() == 3
        assert [generation.entries.count() for generation in ListGeneration.objects.all()] == [2, 2]

    def test_the_generation_its_publisher_dated_last_is_in_use_whichever_came_last(self, db: None) -> None:
        publish(ANA, generated=SECOND)
        publish(ANA, WORKS)
        assert [generation.entries.count() for generation in current_generations()] == [1]

    def test_a_refused_file_leaves_nothing_behind(self, db: None) -> None:
        with pytest.raises(FileRefused):
            import_list_at_console(content=un_list(ANA)[:-30], filename="x", profile="un-consolidated")
        assert (ListGeneration.objects.count(), ListEntry.objects.count(), Event.objects.count()) == (0, 0, 0)

    def test_a_failure_in_the_middle_of_writing_leaves_nothing_behind(
        self, db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(ListName.objects, "bulk_create", broken)
        with pytest.raises(OSError, match="disk full"):
            publish(ANA)
        assert (ListGeneration.objects.count(), ListEntry.objects.count()) == (0, 0)

    def test_only_an_officer_imports(self, olga: User, elena: User, audra: User) -> None:
        for actor in (elena, audra):
            with pytest.raises(Refused):
                import_list(actor=actor, content=un_list(ANA), filename="x", profile="un-consolidated")
        import_list(actor=olga, content=un_list(ANA), filename="x", profile="un-consolidated")
        assert ListGeneration.objects.get().imported_by == olga.pseudonym


class TestComparing:
    @pytest.mark.parametrize(
        "name", ["ANA BERG", "Berg, Ana", "Aná  Berg", "A Dal", "Marble, The", "MW", "marble works"]
    )
    def test_an_equal_name_or_alias_of_any_quality_is_a_hit(self, olga: User, name: str) -> None:
        publish(ANA, WORKS)
        (screening,) = screen_party(actor=olga, party=party(olga, name))
        assert screening.hits.count() == 1

    @pytest.mark.parametrize("name", ["Ana Bergh", "Anna Berg", "Ana", "Marble Work", "Ana Berg Ltd"])
    def test_any_other_name_is_none(self, olga: User, name: str) -> None:
        publish(ANA, WORKS)
        (screening,) = screen_party(actor=olga, party=party(olga, name))
        assert screening.hits.count() == 0

    def test_another_name_of_the_party_hits_as_well(self, olga: User) -> None:
        publish(ANA)
        (screening,) = screen_party(actor=olga, party=party(olga, "Harmless", other_names=["Ana Berg"]))
        assert screening.hits.get().party_name == "Ana Berg"

    def test_a_unit_is_hit_by_the_name_of_the_ministry_above_it(self, olga: User) -> None:
        publish(WORKS)
        ministry = party(olga, "Marble Works", type="gov_civil")
        bureau = party(olga, "Bureau", parent=ministry)
        unit = party(olga, "Department 9", kind="unit", parent=bureau)
        (screening,) = screen_party(actor=olga, party=unit)
        assert screening.hits.get().party_name == "Marble Works"
        assert [named["of"] for named in screening.names] == ["Department 9", "Bureau", "Marble Works"]

    def test_an_entry_hits_once_though_several_names_fit_and_its_primary_name_is_shown(
        self, olga: User
    ) -> None:
        publish(ANA)
        (screening,) = screen_party(actor=olga, party=party(olga, "A Dal", other_names=["Ana Berg"]))
        hit = screening.hits.get()
        assert (hit.entry_name.name, hit.entry_name.quality, hit.party_name) == (
            "Ana Berg",
            "primary",
            "Ana Berg",
        )

    def test_comparing_again_under_the_same_names_is_the_same_comparison(self, olga: User) -> None:
        publish(ANA)
        one = party(olga, "Ana Berg")
        assert screen_party(actor=olga, party=one) == screen_party(actor=olga, party=one)
        assert (Screening.objects.count(), Hit.objects.count()) == (1, 1)
        assert Event.objects.filter(type="screening.done").count() == 1

    def test_only_an_officer_compares_by_hand(self, olga: User, elena: User, audra: User) -> None:
        one = party(olga, "Ana Berg")
        for actor in (elena, audra):
            with pytest.raises(Refused):
                screen_party(actor=actor, party=one)

    def test_names_stand_in_the_part_of_the_event_that_can_be_destroyed(self, olga: User) -> None:
        publish(ANA)
        screen_party(actor=olga, party=party(olga, "Ana Berg"))
        event = Event.objects.get(type="screening.done")
        assert "Ana Berg" not in str(event.payload)
        assert (event.personal or {})["names"] == ["Ana Berg"]


class TestState:
    def test_without_any_list_nobody_is_screened(self, olga: User) -> None:
        state = screening_state([party(olga, "Ana Berg")])
        assert not state.complete
        assert not state.settled

    def test_a_party_not_compared_is_named(self, olga: User) -> None:
        publish(ANA)
        one, other = party(olga, "Ana Berg"), party(olga, "Ben")
        screen_party(actor=olga, party=other)
        state = screening_state([one, other])
        assert (state.not_screened, state.complete) == ((one,), False)

    def test_an_open_hit_is_counted_and_an_answer_settles_it(self, olga: User) -> None:
        publish(ANA)
        one = party(olga, "Ana Berg")
        screen_party(actor=olga, party=one)
        state = screening_state([one])
        assert (state.complete, state.open_hits, state.settled) == (True, 1, False)
        settle_hit(actor=olga, hit=Hit.objects.get(), status="cleared", reason="Born 40 years later.")
        assert screening_state([one]).settled

    def test_a_confirmed_hit_is_settled_and_counted(self, olga: User) -> None:
        publish(ANA)
        one = party(olga, "Ana Berg")
        screen_party(actor=olga, party=one)
        settle_hit(actor=olga, hit=Hit.objects.get(), status="confirmed", reason="Same passport.")
        state = screening_state([one])
        assert (state.settled, state.confirmed_hits) == (True, 1)

    def test_a_new_generation_makes_every_comparison_old(self, olga: User) -> None:
        publish(ANA)
        one = party(olga, "Ben")
        screen_party(actor=olga, party=one)
        publish(ANA, WORKS, generated=SECOND)
        assert not screening_state([one]).complete

    def test_a_changed_name_of_the_party_or_of_its_ministry_does_too(self, olga: User) -> None:
        publish(ANA)
        ministry = party(olga, "Ministry", type="gov_civil")
        unit = party(olga, "Department 9", kind="unit", parent=ministry)
        screen_party(actor=olga, party=unit)
        assert screening_state([unit]).complete
        amend_party(actor=olga, party=ministry, name="Ana Berg")
        unit.refresh_from_db()
        assert not screening_state([unit]).complete
        screen_party(actor=olga, party=unit)
        assert screening_state([unit]).open_hits == 1


class TestAnswers:
    @pytest.fixture
    def hit(self, olga: User) -> Hit:
        publish(ANA)
        screen_party(actor=olga, party=party(olga, "Ana Berg"))
        return Hit.objects.get()

    def test_an_answer_needs_its_reason(self, olga: User, hit: Hit) -> None:
        with pytest.raises(ValidationError) as caught:
            settle_hit(actor=olga, hit=hit, status="cleared", reason="  ")
        assert set(caught.value.message_dict) == {"reason"}

    def test_it_is_yes_or_no(self, olga: User, hit: Hit) -> None:
        with pytest.raises(ValidationError) as caught:
            settle_hit(actor=olga, hit=hit, status="perhaps", reason="Why not.")
        assert set(caught.value.message_dict) == {"status"}

    def test_it_is_an_officers(self, elena: User, tomas: User, audra: User, hit: Hit) -> None:
        for actor in (elena, tomas, audra):
            with pytest.raises(Refused):
                settle_hit(actor=actor, hit=hit, status="cleared", reason="Because.")
        hit.refresh_from_db()
        assert hit.status == HitStatus.OPEN

    def test_a_later_answer_takes_its_place_and_both_stay_in_the_ledger(self, olga: User, hit: Hit) -> None:
        settle_hit(actor=olga, hit=hit, status="cleared", reason="Another birthday.")
        settle_hit(actor=olga, hit=hit, status="confirmed", reason="The birthday was forged.")
        events = Event.objects.filter(subject_id=hit.pk).order_by("id")
        assert [event.type for event in events] == ["hit.cleared", "hit.confirmed"]
        assert (events[0].payload or {})["reason"] == "Another birthday."

    def test_the_same_answer_twice_is_turned_away(self, olga: User, hit: Hit) -> None:
        settle_hit(actor=olga, hit=hit, status="cleared", reason="Another birthday.")
        with pytest.raises(ValidationError, match="has that answer already"):
            settle_hit(actor=olga, hit=hit, status="cleared", reason="Again.")

    def test_the_table_itself_holds_no_answer_without_a_reason(self, hit: Hit) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Hit.objects.filter(pk=hit.pk).update(
                status="cleared", settled_at=timezone.now() - timedelta(days=1)
            )

    def test_it_carries_over_to_the_same_name_and_entry_in_the_next_generation(
        self, olga: User, hit: Hit
    ) -> None:
        settle_hit(actor=olga, hit=hit, status="cleared", reason="Another birthday.")
        publish(ANA, WORKS, generated=SECOND)
        screen_party(actor=olga, party=hit.party)
        newest = hits_for([hit.party], olga).get()
        assert newest.screening.generation.entries.count() == 2
        assert (newest.status, newest.reason, newest.carried_from) == ("cleared", "Another birthday.", hit)

    def test_it_does_not_carry_over_to_an_entry_whose_text_changed(self, olga: User, hit: Hit) -> None:
        settle_hit(actor=olga, hit=hit, status="cleared", reason="Another birthday.")
        publish(ANA.replace("2030-02-01", "2030-02-02"), generated=SECOND)
        screen_party(actor=olga, party=hit.party)
        assert hits_for([hit.party], olga).get().status == HitStatus.OPEN

    def test_a_hit_that_the_next_generation_no_longer_has_waits_no_more(self, olga: User, hit: Hit) -> None:
        publish(WORKS, generated=SECOND)
        screen_party(actor=olga, party=hit.party)
        assert not hits_for([hit.party], olga).exists()
        assert not open_hits(olga).exists()

    def test_hits_are_never_shown_to_exporters_or_advisers(self, elena: User, amina: User, hit: Hit) -> None:
        for actor in (elena, amina):
            assert not hits_for([hit.party], actor).exists()
            assert not Hit.objects.visible_to(actor).exists()


class TestByItself:
    def submit(self, actor: User, *parties: Party, more: tuple[str, ...] = ()) -> Event:
        ids: list[JSON] = [*(str(each.pk) for each in parties), *more]
        with transaction.atomic():
            return record(
                type="application.submitted",
                actor=actor.pseudonym,
                subject=organisation_of(actor),
                payload={"party_ids": ids},
            )

    def screen(self, event: Event) -> None:
        from licet.service.lists.subscribers import screen_parties

        screen_parties(event)

    def test_the_parties_of_a_submitted_file_are_compared(self, olga: User, elena: User) -> None:
        publish(ANA)
        one = party(olga, "Ana Berg")
        self.screen(self.submit(elena, one))
        assert screening_state([one]).open_hits == 1
        assert Screening.objects.get().by is None

    def test_delivering_the_event_twice_compares_once(self, olga: User, elena: User) -> None:
        publish(ANA)
        event = self.submit(elena, party(olga, "Ana Berg"))
        self.screen(event)
        self.screen(event)
        assert (Screening.objects.count(), Hit.objects.count()) == (1, 1)

    def test_a_party_that_does_not_exist_is_a_fault_not_a_silence(self, olga: User, elena: User) -> None:
        from licet.service.lists.subscribers import PartiesMissing

        event = self.submit(elena, party(olga, "Ana"), more=("0192aa00-0000-7000-8000-000000000000",))
        with pytest.raises(PartiesMissing, match="1 of the parties"):
            self.screen(event)

    def test_they_are_compared_again_with_each_new_generation(self, olga: User) -> None:
        one = party(olga, "Marble Works")
        publish(ANA)
        watch_parties([one])
        deliver_all()
        assert screening_state([one]).open_hits == 0
        publish(ANA, WORKS, generated=SECOND)
        deliver_all()
        state = screening_state([one])
        assert (state.complete, state.open_hits) == (True, 1)

    def test_parties_submitted_before_any_list_are_compared_once_there_is_one(self, olga: User) -> None:
        one = party(olga, "Ana Berg")
        watch_parties([one])
        assert not Screening.objects.exists()
        publish(ANA)
        deliver_all()
        assert screening_state([one]).open_hits == 1

    def test_parties_of_drafts_are_left_alone(self, olga: User) -> None:
        one = party(olga, "Ana Berg")
        publish(ANA)
        deliver_all()
        assert screening_state([one]).not_screened == (one,)
