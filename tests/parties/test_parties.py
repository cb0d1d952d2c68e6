from __future__ import annotations

from typing import Any

import pytest
from cast import organisation_of
from django.core.exceptions import ValidationError

from licet.service.parties.models import Party, PartyType
from licet.service.parties.services import amend_party, register_party
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event

# Which bodies the European general authorisations bar as security end-users, and which sanctions call government.
EUROPEAN_SECURITY = {
    "gov_military",
    "gov_paramilitary",
    "gov_police",
    "gov_internal_security",
    "gov_intelligence",
    "gov_other_security",
}


def describe(actor: User, **more: Any) -> Party:
    plain = {"name": "Department 9", "kind": "organisation", "type": "gov_police", "country": "FR"}
    return register_party(actor=actor, **({"organisation": organisation_of(actor)} | plain | more))


def faults(caught: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(caught.value.message_dict)


def test_every_type_has_a_plain_label_and_the_security_bodies_are_among_them() -> None:
    assert set(PartyType.values) >= EUROPEAN_SECURITY
    assert len(PartyType.values) == 17
    assert all(str(label) and "_" not in str(label) for label in PartyType.labels)


def test_an_exporter_describes_a_unit_with_the_ministry_it_belongs_to(elena: User) -> None:
    ministry = describe(elena, name="Ministry of the Interior", type="gov_civil")
    unit = describe(elena, kind="unit", parent=ministry, mandate="Police Act, section 4", country="fr ")
    assert [body.name for body in unit.ancestors()] == ["Ministry of the Interior"]
    assert (unit.country, unit.created_by_organisation) == ("FR", organisation_of(elena))


def test_a_unit_without_its_ministry_is_refused(elena: User) -> None:
    with pytest.raises(ValidationError) as caught:
        describe(elena, kind="unit")
    assert faults(caught) == {"parent"}


def test_another_type_is_said_in_words(elena: User) -> None:
    with pytest.raises(ValidationError) as caught:
        describe(elena, type="other")
    assert faults(caught) == {"type_text"}
    assert describe(elena, type="other", type_text="Election commission").type_text == "Election commission"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("kind", "thing"),
        ("type", "gov_spies"),
        ("country", "France"),
        ("country", "1A"),
        ("country", ""),
    ],
)
def test_what_is_missing_or_unknown_is_named(elena: User, field: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        describe(elena, **{field: value})
    assert faults(caught) == {field}
    assert not Party.objects.exists()


def test_an_invented_state_has_a_code_of_its_own(elena: User) -> None:
    assert describe(elena, country="XA").country == "XA"


def test_names_are_tidied_and_other_names_kept_once(elena: User) -> None:
    party = describe(elena, name="  Department   9 ", other_names=["D9", " D9 ", "", "Dept. 9"])
    assert (party.name, party.other_names) == ("Department 9", ["D9", "Dept. 9"])


def test_only_a_reseller_is_a_reseller(elena: User) -> None:
    assert describe(elena, type="reseller_distributor").is_reseller
    assert not describe(elena).is_reseller


class TestWhoSees:
    def test_exporters_see_their_organisations_parties_only(self, elena: User, rival: User) -> None:
        own, other = describe(elena), describe(rival)
        assert list(Party.objects.visible_to(elena)) == [own]
        assert list(Party.objects.visible_to(rival)) == [other]

    def test_the_authoritys_people_see_what_the_authority_entered_and_no_veil_covers(
        self, elena: User, olga: User, tomas: User, paul: User, audra: User
    ) -> None:
        describe(elena)  # in no deal that was handed in: hers alone (tests/applications/test_visibility.py)
        party = describe(olga, organisation=None)
        for official in (olga, tomas, paul, audra):
            assert list(Party.objects.visible_to(official)) == [party]

    def test_an_adviser_sees_none_until_a_ground_opens_it(self, elena: User, amina: User) -> None:
        describe(elena)
        assert not Party.objects.visible_to(amina).exists()

    def test_what_the_authority_entered_is_hidden_from_exporters(self, olga: User, elena: User) -> None:
        describe(olga, organisation=None)
        assert not Party.objects.visible_to(elena).exists()


class TestWhoDescribes:
    def test_nobody_describes_a_party_for_another_organisation(self, elena: User, rival: User) -> None:
        with pytest.raises(Refused):
            describe(elena, organisation=organisation_of(rival))

    def test_nobody_hangs_a_unit_under_another_exporters_ministry(self, elena: User, rival: User) -> None:
        ministry = describe(rival, name="Ministry")
        with pytest.raises(ValidationError) as caught:
            describe(elena, kind="unit", parent=ministry)
        assert faults(caught) == {"parent"}

    def test_the_auditor_and_the_adviser_describe_nothing(self, audra: User, amina: User) -> None:
        for actor in (audra, amina):
            with pytest.raises(Refused):
                describe(actor)


class TestAmending:
    def test_the_ledger_keeps_what_was_said_before(self, elena: User) -> None:
        party = describe(elena)
        amend_party(actor=elena, party=party, name="Department Nine")
        events = Event.objects.filter(subject_id=party.pk).order_by("id")
        assert [event.type for event in events] == ["party.registered", "party.amended"]
        assert [(event.personal or {})["name"] for event in events] == ["Department 9", "Department Nine"]
        assert "Department" not in str(events[0].payload)

    def test_a_rival_amends_nothing(self, elena: User, rival: User) -> None:
        with pytest.raises(Refused):
            amend_party(actor=rival, party=describe(elena), name="Harmless")

    def test_a_party_cannot_come_to_belong_to_itself(self, elena: User) -> None:
        ministry = describe(elena, name="Ministry")
        unit = describe(elena, kind="unit", parent=ministry)
        with pytest.raises(ValidationError) as caught:
            amend_party(actor=elena, party=ministry, parent=unit)
        assert faults(caught) == {"parent"}

    def test_a_field_that_is_not_the_partys_to_change_is_refused(self, elena: User) -> None:
        with pytest.raises(TypeError, match="created_by_organisation"):
            amend_party(actor=elena, party=describe(elena), created_by_organisation=None)

    def test_a_refused_change_leaves_nothing_behind(self, elena: User) -> None:
        party = describe(elena)
        with pytest.raises(ValidationError):
            amend_party(actor=elena, party=party, country="France")
        assert Party.objects.get().country == "FR"


def test_a_loop_made_outside_the_services_ends(elena: User) -> None:
    one = describe(elena, name="One")
    two = describe(elena, name="Two", kind="unit", parent=one)
    Party.objects.filter(pk=one.pk).update(parent=two)
    assert [body.name for body in Party.objects.get(pk=two.pk).ancestors()] == ["One"]
