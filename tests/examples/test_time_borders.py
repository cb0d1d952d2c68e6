"""The law of a day: at each border of time, the day before, the day itself and the day after.

Before an entry existed it does not apply, and before the period that a regime covers nobody is told that nothing is required.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from licet.law.model import Rule
from licet.reasoning import Law

Facts = dict[str, object]
ONE_DAY = timedelta(days=1)
PLATFORM: Facts = {
    "item.kind": "software",
    "item.relation": "software_for",
    "item.specially_designed": True,
    "item.for_command_and_control": True,
    "item.update_only": False,
    "item.sold_at_retail": False,
    "item.in_public_domain": False,
    "item.uses_cryptography": True,
    "item.for_surreptitious_interception": False,
    "item.extracts_voice_or_data_over_air": False,
    "target.kind": "software",
    "target.avoids_monitoring_tools": True,
    "target.extracts_or_modifies_data": True,
    "target.is_hypervisor": False,
    "target.is_debugger": False,
    "target.is_reverse_engineering_tool": False,
    "target.is_drm": False,
    "target.is_asset_tracking": False,
    "transfer.act": "transmit",
    "transfer.served_item_authorised": False,
}
SUITE: Facts = {
    "item.kind": "software",
    "item.relation": "none",
    "item.specially_designed": True,
    "item.for_monitoring_by_law_enforcement": True,
    "item.searches_hard_selectors": True,
    "item.data_via_handover_interface": True,
    "item.sold_at_retail": False,
    "item.in_public_domain": False,
    "transfer.act": "transmit",
    "transfer.served_item_authorised": False,
} | {
    f"item.{name}": False
    for name in (
        "extracts_voice_or_data_over_air",
        "extracts_identifiers_over_air",
        "jams_mobile_selectively",
        "identifies_interception_equipment",
        "on_carrier_class_network",
        "for_billing",
        "for_quality_of_service",
        "for_quality_of_experience",
        "for_mediation_device",
        "for_mobile_payment",
    )
}
MAPS: Facts = SUITE | {"item.maps_relational_network": True}
LOCATES: Facts = SUITE | {
    "item.maps_relational_network": False,
    "item.tracks_movement": False,
    "item.tracks_location": True,
}
CRACKER: Facts = {
    "transfer.act": "export_physical",
    "item.kind": "hardware",
    "item.relation": "none",
    "item.defeats_cryptography": True,
} | {
    f"item.{name}": False
    for name in (
        "extracts_voice_or_data_over_air",
        "extracts_identifiers_over_air",
        "jams_mobile_selectively",
        "identifies_interception_equipment",
        "on_carrier_class_network",
        "for_surreptitious_interception",
    )
}
FROM_US: Facts = {
    "from.country": "US",
    "actor.country": "US",
    "to.country": "BR",
    "end_user.country": "BR",
    "end_user.type": "private_company",
    "end_user.government_owned": False,
    "to.entity_list": "none",
    "end_user.entity_list": "none",
    "transfer.recipient_remediates": False,
    "transfer.reason_to_know_unauthorised": False,
}
UNAUTHORISED: Facts = {"transfer.reason_to_know_unauthorised": True}


@cache
def law() -> Law:
    return Law.load()


def result(rule: str, facts: Facts, day: date) -> str:
    return str(law().evaluate_rule(rule, {"facts": facts}, day)["result"])


def around(first: date) -> list[date]:
    return [first - ONE_DAY, first, first + ONE_DAY]


# --- each border, argued ---------------------------------------------------------------------------------

BORDERS: list[tuple[str, str, Facts, date, str, str]] = [
    # what happens on the day, rule, chain, first day, result before, result from then on
    ("the Union names location beside movement", "EU.5D001.E", LOCATES, date(2025, 11, 15), "false", "true"),
    ("and goes on naming relations", "EU.5D001.E", MAPS, date(2025, 11, 15), "true", "true"),
    ("5D001.e comes back to the American list", "US.5D001.E", MAPS, date(2022, 5, 26), "false", "true"),
    ("ACE in its final wording", "US.ACE", PLATFORM | FROM_US, date(2022, 5, 26), "unknown", "true"),
    ("a licence falls away with it", "US.NS", PLATFORM | FROM_US, date(2022, 5, 26), "unknown", "false"),
    ("ENC is closed to unauthorised use", "US.EXCEPTIONS", CRACKER | FROM_US | UNAUTHORISED, date(2022, 5, 26), "unknown", "false"),
    ("so its licence is sure", "US.NS", CRACKER | FROM_US | UNAUTHORISED, date(2022, 5, 26), "unknown", "true"),
    ("who is owned by the listed", "US.FAMILY.ENTITY_LIST", FROM_US | {"to.entity_list": "owned_by_listed"}, date(2025, 9, 30), "false", "true"),
    ("Cyprus, read as out of Group D since then", "US.DEST.D", FROM_US | {"to.country": "CY"}, date(2026, 7, 23), "unknown", "false"),
    ("China stays in Group D", "US.DEST.D", FROM_US | {"to.country": "CN"}, date(2026, 7, 23), "true", "true"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "facts", "first", "before", "since"),
    [border[1:] for border in BORDERS],
    ids=[border[0] for border in BORDERS],
)
def test_the_answer_turns_on_the_day(rule: str, facts: Facts, first: date, before: str, since: str) -> None:
    assert [result(rule, facts, day) for day in around(first)] == [before, since, since]


def test_the_american_gap_of_5d001e_lasts_eighty_days() -> None:
    days = [date(2022, 3, 7), date(2022, 4, 15), date(2022, 5, 25)]
    assert [result("US.5D001.E", MAPS, day) for day in days] == ["false"] * 3
    assert date(2022, 5, 26) - date(2022, 3, 7) == timedelta(days=80)


@pytest.mark.parametrize("country", ["RU", "BY", "SY", "IR", "VE", "MM"])
@pytest.mark.parametrize("day", [date(2025, 5, 28), date(2025, 5, 29), date(2025, 5, 30), date(2026, 11, 21)])
def test_measures_on_interception_outlive_the_easing_for_syria(country: str, day: date) -> None:
    """Most measures on Syria went on 29 May 2025; those on monitoring and interception did not."""
    members = law().corpus.groups["eu_interception_sanctions"].members
    assert any(m.country == country and m.valid_from <= day <= (m.valid_until or date.max) for m in members)


@pytest.mark.parametrize("first", [date(2024, 5, 27)])
def test_russia_joins_them_on_its_day(first: date) -> None:
    members = [m for m in law().corpus.groups["eu_interception_sanctions"].members if m.country == "RU"]
    assert [any(m.valid_from <= day for m in members) for day in around(first)] == [False, True, True]


# --- before the law that is here ---------------------------------------------------------------------------

BEGINS = [
    ("EU", "FR", date(2021, 9, 9)),
    ("DE", "DE", date(2022, 3, 26)),
    ("GB", "GB", date(2021, 9, 9)),
    ("CH", "CH", date(2021, 9, 9)),
    ("US", "US", date(2022, 3, 7)),
    ("KR", "KR", date(2025, 11, 15)),
]


def outcome(regime: str, home: str, day: date, facts: Facts = PLATFORM) -> dict[str, object]:
    at = {"from.country": home, "actor.country": home, "to.country": "BR", "end_user.country": "BR"}
    row = law().check({"regimes": [regime], "facts": {**facts, **at}}, day, explain=False)["regimes"][regime]
    return {
        "checked": bool(row["scope"]["checked"]),
        "settled": row["outcome"]["settled"],
        "because": {one["unknown_because"][0] for one in row["measures"] if one["unknown_because"]},
        "firm": {one["result"] for one in row["measures"]} - {"unknown"},
    }


@pytest.mark.parametrize(("regime", "home", "first"), BEGINS, ids=[begin[0] for begin in BEGINS])
def test_a_regime_answers_from_its_first_day_on(regime: str, home: str, first: date) -> None:
    before, on, after = (outcome(regime, home, day) for day in around(first))
    assert before == {"checked": False, "settled": False, "because": {"outside_corpus"}, "firm": set()}
    assert on["checked"]
    assert after["checked"]
    assert on["firm"]


EARLIER = [
    ("a platform of 2012, caught only through its cryptography", "EU", "FR", date(2012, 6, 1)),
    ("the same from London", "GB", "GB", date(2012, 6, 1)),
    ("network inspection from France in 2011, free then", "EU", "FR", date(2011, 5, 2)),
    ("before the entries on intrusion, end of 2014", "EU", "FR", date(2014, 12, 30)),
    ("on the last day of 2014", "EU", "FR", date(2014, 12, 31)),
    ("on the first day of 2015", "EU", "FR", date(2015, 1, 1)),
    ("the day before the first Swiss ordinance", "CH", "CH", date(2015, 5, 12)),
    ("on its day", "CH", "CH", date(2015, 5, 13)),
    ("the day after", "CH", "CH", date(2015, 5, 14)),
    ("the day before the second", "CH", "CH", date(2020, 12, 31)),
    ("on its day in 2021", "CH", "CH", date(2021, 1, 1)),
    ("the day after that", "CH", "CH", date(2021, 1, 2)),
    ("the day before the German entries", "DE", "DE", date(2015, 7, 17)),
    ("on the day of the German entries", "DE", "DE", date(2015, 7, 18)),
    ("before the notes on disclosure", "EU", "IT", date(2016, 3, 1)),
    ("the reworded entries", "EU", "FR", date(2018, 12, 31)),
    ("the entries of 2020", "EU", "FR", date(2020, 12, 15)),
    ("American proposals, never in force", "US", "US", date(2015, 5, 20)),
]


@pytest.mark.parametrize(
    ("regime", "home", "day"), [case[1:] for case in EARLIER], ids=[case[0] for case in EARLIER]
)
def test_todays_list_is_never_applied_to_an_old_day(regime: str, home: str, day: date) -> None:
    """What the lists said then is not here, so nothing is held against the chain, and nothing is called free."""
    told = outcome(regime, home, day)
    assert told == {"checked": False, "settled": False, "because": {"outside_corpus"}, "firm": set()}


# --- no border without its tests ---------------------------------------------------------------------------


def turned() -> list[Rule]:
    return [rule for rule in law().corpus.rules.values() if len(rule.editions) > 1 and rule.tests]


def days(rule: Rule) -> set[date]:
    return {test.as_of for test in rule.tests}


@pytest.mark.parametrize("rule", turned(), ids=[rule.id for rule in turned()])
def test_every_change_of_wording_has_a_lawyers_test_on_both_sides(rule: Rule) -> None:
    for earlier, later in zip(rule.editions, rule.editions[1:], strict=False):
        assert earlier.valid_until in days(rule), (rule.id, earlier.valid_until)
        assert later.valid_from in days(rule), (rule.id, later.valid_from)
