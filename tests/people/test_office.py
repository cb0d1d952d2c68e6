"""The office's particulars: an administrator writes them, everybody reads them on letters, and every change is recorded."""

from __future__ import annotations

from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation
from letters_sent import granted, letter_of
from office_details import OFFICE
from officer_walk import office as full_office
from officer_walk import small_law

from licet.service.letters.models import LetterKind
from licet.service.people.models import Office, User
from licet.service.people.office import particulars
from licet.service.people.policy import Refused
from licet.service.people.services.describing import ADDRESS_LINES, FIELDS, describe_office, differences
from licet.service.records.models import Event
from licet.service.site import demo

__all__ = ["full_office", "small_law"]

CHANGE = "/office/change/"


@pytest.fixture
def ines(people: dict[str, User]) -> User:
    """Administrator."""
    return people["ines"]


def said(**changes: str) -> dict[str, str]:
    return OFFICE | changes


# --- what counts ------------------------------------------------------------------------------------


def test_until_somebody_writes_them_they_come_from_the_settings(db: None, settings: Any) -> None:
    settings.AUTHORITY_NAME, settings.CONTACT = "Office A", "a@example.org"
    settings.AUTHORITY_ADDRESS, settings.APPEAL_BODY = ["Street", "Town"], "the Court"
    found = particulars()
    assert (found.name, found.address, found.email, found.appeal_body) == (
        "Office A",
        ("Street", "Town"),
        "a@example.org",
        "the Court",
    )


def test_the_newest_counts_and_the_earlier_stays(ines: User) -> None:
    describe_office(actor=ines, said=OFFICE)
    describe_office(actor=ines, said=said(name="Licensing Agency"))
    assert particulars().name == "Licensing Agency"
    assert list(Office.objects.values_list("name", flat=True)) == [OFFICE["name"], "Licensing Agency"]


def test_the_appeal_body_has_its_french_name_in_french_alone(ines: User) -> None:
    describe_office(actor=ines, said=OFFICE)
    assert particulars().appeal_body == "the High Court"
    with translation.override("fr"):
        assert particulars().appeal_body == "la Haute Cour"
        describe_office(actor=ines, said=said(appeal_body_fr=""))
        assert particulars().appeal_body == "the High Court"


# --- who, and what is recorded ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["elena", "olga", "tomas", "amina", "paul", "audra"])
def test_nobody_but_an_administrator_writes_them(people: dict[str, User], who: str) -> None:
    with pytest.raises(Refused):
        describe_office(actor=people[who], said=OFFICE)
    assert client_for(people[who]).get(CHANGE).status_code == 403
    assert not Office.objects.exists()


def test_a_change_is_recorded_with_who_made_it_and_what_it_says(ines: User) -> None:
    made = describe_office(actor=ines, said=OFFICE)
    event = Event.objects.get(type="office.described")
    assert event.actor == ines.pseudonym
    assert event.payload == {"office": str(made.pk), **OFFICE}
    assert list(differences()) == []


def test_the_same_again_changes_and_records_nothing(ines: User) -> None:
    first = describe_office(actor=ines, said=OFFICE)
    assert describe_office(actor=ines, said=said(name=f" {OFFICE['name']} ")) == first
    assert Event.objects.filter(type="office.described").count() == 1


def test_a_row_without_its_event_is_found(ines: User) -> None:
    from django.utils import timezone

    Office.objects.create(**said(name="Smuggled in"), by=ines, at=timezone.now())
    assert [difference.subject for difference in differences()] == ["Smuggled in"]


def test_a_row_is_never_changed(ines: User) -> None:
    describe_office(actor=ines, said=OFFICE)
    with pytest.raises(DatabaseError), transaction.atomic():
        Office.objects.update(name="Another")


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in ("phone", "appeal_body_fr")])
def test_what_letters_need_cannot_be_left_out(ines: User, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        describe_office(actor=ines, said=said(**{field: "  "}))
    assert field in refused.value.message_dict
    assert not Office.objects.exists()


def test_an_address_has_few_lines_and_no_empty_ones(ines: User) -> None:
    describe_office(actor=ines, said=said(address=" 1  Street \n\n 9999 Somewhere\r\n"))
    assert particulars().address == ("1 Street", "9999 Somewhere")
    with pytest.raises(ValidationError, match=f"Shorten the address to {ADDRESS_LINES} lines"):
        describe_office(actor=ines, said=said(address="line\n" * (ADDRESS_LINES + 1)))


def test_an_email_address_must_be_one(ines: User) -> None:
    with pytest.raises(ValidationError) as refused:
        describe_office(actor=ines, said=said(email="somewhere"))
    assert "email" in refused.value.message_dict


# --- pages ------------------------------------------------------------------------------------------


def test_the_form_begins_with_what_counts_now_and_saves(ines: User, settings: Any) -> None:
    settings.AUTHORITY_NAME = "Office A"
    client = client_for(ines)
    assert "Office A" in client.get(CHANGE).content.decode()
    assert post(client, CHANGE, OFFICE).headers["Location"] == "/office/"
    page = client.get("/office/").content.decode()
    assert "9999 Somewhere" in page
    assert "Inès Moreau: Export Control Office of Somewhere" in page


def test_a_fault_is_named_at_its_field(ines: User) -> None:
    page = post(client_for(ines), CHANGE, said(address="a\nb\nc\nd\ne\nf\ng")).content.decode()
    assert 'href="#id_address"' in page
    assert "Shorten the address" in page


@pytest.mark.parametrize(("who", "status"), [("audra", 200), ("paul", 200), ("olga", 403), ("elena", 403)])
def test_who_signs_or_checks_sees_who_changed_them(people: dict[str, User], who: str, status: int) -> None:
    assert client_for(people[who]).get("/office/").status_code == status


# --- letters ----------------------------------------------------------------------------------------


def test_a_letter_bears_the_particulars_of_its_day(
    full_office: None, elena: User, olga: User, paul: User, ines: User
) -> None:
    describe_office(actor=ines, said=OFFICE)
    letter = granted(elena, olga, paul)
    for told in (
        OFFICE["name"],
        "1 Street",
        "9999 Somewhere",
        "+00 1 23",
        "office@example.org",
        "the High Court",
    ):
        assert told in letter.body, told
    describe_office(actor=ines, said=said(name="Licensing Agency"))
    letter.refresh_from_db()
    assert "Licensing Agency" not in letter.body
    later = letter_of(walk.submitted(elena), LetterKind.ACKNOWLEDGEMENT)
    assert "Licensing Agency" in later.body
    assert OFFICE["name"] not in later.body


def test_the_demonstration_writes_them_once_and_never_over_what_somebody_wrote(ines: User) -> None:
    describe_office(actor=ines, said=OFFICE)
    demo.describe(ines)
    assert particulars().name == OFFICE["name"]


def test_the_demonstration_has_invented_ones(ines: User) -> None:
    demo.describe(ines)
    assert particulars().email.endswith(".invalid")
    assert particulars().address
