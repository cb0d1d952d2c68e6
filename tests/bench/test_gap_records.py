"""A gap on record: an official's words on what the bench found, what became of it, and what the public may read of that."""

from __future__ import annotations

from typing import Any

import matrix_bench as made
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from licet.service.bench.gaps import move, put_on_record
from licet.service.bench.models import GapRecord, GapStep
from licet.service.bench.selectors import gaps, standing
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


def events(type: str) -> list[Any]:
    rows = Event.objects.filter(type=type).select_related("content").order_by("pk")
    return [event.payload for event in rows]


def test_what_the_bench_found_is_kept_with_who_said_what_and_is_recorded(olga: User) -> None:
    gap = made.gap(olga)
    assert (gap.name, gap.by, gap.note) == (made.NAMES[0], olga, "Whole suites fall into it.")
    assert standing(olga, gap).status == "Open"
    [told] = events("gap.recorded")
    assert (told["name"], told["note"], told["so"]) == (gap.name, gap.note, [made.fact()])
    assert list(differences()) == []


def test_a_gap_is_on_record_once_and_only_if_the_bench_found_it(olga: User, tomas: User) -> None:
    made.gap(olga)
    with pytest.raises(ValidationError, match="on record already"):
        made.gap(tomas)
    with pytest.raises(ValidationError, match="did not find"):
        made.gap(olga, "gap-ffffffffffff")
    with pytest.raises(ValidationError, match="Say what this gap means"):
        put_on_record(actor=olga, calculation=made.a_gap_report(), name=made.NAMES[1], note="  ")


def test_the_page_puts_it_on_record_and_then_leads_to_it(olga: User) -> None:
    row = made.a_gap_report()
    address = reverse("bench:record", args=[row.pk, made.NAMES[0]])
    report = client_for(olga).get(reverse("bench:report", args=[row.pk])).content.decode()
    assert address in report
    answer: Any = post(client_for(olga), address, {"note": "Suites."})
    gap = GapRecord.objects.get()
    assert answer["Location"] == reverse("bench:gap", args=[gap.pk])
    again: Any = client_for(olga).get(address)
    assert again["Location"] == reverse("bench:gap", args=[gap.pk])
    assert address not in client_for(olga).get(reverse("bench:report", args=[row.pk])).content.decode()


def test_its_status_is_what_was_said_last(olga: User, tomas: User) -> None:
    gap, rule = made.gap(olga), "ZZ.ART3"
    move(actor=tomas, gap=gap, status="legislating", note="A bill is before parliament.")
    move(actor=olga, gap=gap, status="closed", rule=rule, note="In force since May.")
    assert standing(olga, gap).status == "Closed by a rule"
    assert [(row["number"], row["status"], row["rule"]) for row in events("gap.moved")] == [
        (1, "legislating", ""),
        (2, "closed", rule),
    ]
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("status", "rule", "note"), [("closed", "", "x"), ("closed", "NO.RULE", "x"), ("open", "", " ")]
)
def test_it_is_closed_by_a_rule_of_the_law_and_never_without_words(
    olga: User, status: str, rule: str, note: str
) -> None:
    gap = made.gap(olga)
    with pytest.raises(ValidationError):
        move(actor=olga, gap=gap, status=status, rule=rule, note=note)
    assert not GapStep.objects.exists()


def test_the_public_reads_what_an_approver_published_and_nothing_else(olga: User, paul: User) -> None:
    gap = made.gap(olga)
    address, listed = reverse("bench:gap", args=[gap.pk]), reverse("bench:records")
    assert Client().get(address).status_code == 404
    assert gap.name not in Client().get(listed).content.decode()
    move(actor=paul, gap=gap, status="legislating", note="A bill is before parliament.", public=True)
    move(actor=olga, gap=gap, status="open", note="The bill was stopped, between us.")
    text = Client().get(address).content.decode()
    assert "A bill is before parliament." in text and "Being legislated" in text
    for secret in ("between us", gap.note, olga.name, paul.name):
        assert secret not in text
    assert gap.name in Client().get(listed).content.decode()
    assert "between us" in client_for(olga).get(address).content.decode()


def test_only_another_approver_publishes(olga: User, paul: User) -> None:
    for author in (olga, paul):
        gap = made.gap(author, made.NAMES[author is paul])
        with pytest.raises(Refused):
            move(actor=author, gap=gap, status="open", note="Known.", public=True)
    assert not GapStep.objects.exists()


def test_the_form_of_an_officer_cannot_publish(olga: User) -> None:
    gap = made.gap(olga)
    address = reverse("bench:gap", args=[gap.pk])
    assert 'name="public"' not in client_for(olga).get(address).content.decode()
    post(client_for(olga), address, {"status": "open", "note": "Known.", "public": "on"})
    assert not GapStep.objects.get().public


def test_whoever_has_no_part_in_it_says_nothing_of_it(elena: User, olga: User, paul: User) -> None:
    gap = made.gap(olga)
    move(actor=paul, gap=gap, status="open", note="Known.", public=True)
    address = reverse("bench:gap", args=[gap.pk])
    assert 'name="note"' not in client_for(elena).get(address).content.decode()
    assert post(client_for(elena), address, {"status": "closed", "note": "x"}).status_code == 403
    with pytest.raises(Refused):
        move(actor=elena, gap=gap, status="open", note="x")


def test_record_and_steps_cannot_be_changed(olga: User) -> None:
    gap = made.gap(olga)
    step = move(actor=olga, gap=gap, status="open", note="Known.")
    for row, name in ((gap, "note"), (step, "note")):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{name: "other"})


def test_the_list_does_not_ask_more_often_for_more(olga: User, django_assert_max_num_queries: Any) -> None:
    for name in made.NAMES:
        move(actor=olga, gap=made.gap(olga, name), status="open", note="Known.")
    with django_assert_max_num_queries(3):
        rows = [standing(olga, gap).status for gap in gaps(olga)]
    assert rows == ["Open", "Open"]
