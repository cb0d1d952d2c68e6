"""One chain under several regimes: where they differ, and that the named cause is the cause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from licet.cli.main import main
from licet.cli.schema import text_of
from licet.law import shipped
from licet.reasoning import InputError, Law
from licet.reasoning.compare import CANNOT_SAY, IF_INFORMED, home_of, moved
from licet.reasoning.compare_text import render

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
EXAMPLES = sorted(p.stem for p in FOLDER.glob("*.json") if not p.name.endswith(".expect.json"))


@cache
def law() -> Law:
    return Law.load([shipped()])


def example(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    document.pop("regimes", None)
    return document


def compared(name: str, *, there: bool = False) -> dict[str, Any]:
    return law().compare(example(name), there=there)


def outcome(row: Mapping[str, Any], leg: str, code: str) -> dict[str, Any]:
    rows = {each["outcome"]: each for each in row["transfers"][leg]["outcomes"]}
    found: dict[str, Any] = rows[code]
    return found


def kinds(side: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(cause["kind"], cause.get("id", "")) for cause in side["causes"]]


# --- access to software that stays at home: the point on which states differ most -------------------------


def test_access_needs_a_licence_where_a_state_says_that_giving_it_is_making_available() -> None:
    """Germany's leaflet and State X's section 2(2) settle it; the Union, Great Britain and Switzerland leave it open."""
    sides = outcome(compared("saas-access", there=True), "t1", "licence")["regimes"]
    assert sides["DE"]["result"] == "true"
    assert kinds(sides["DE"]) == [("stance", "DE.STANCE.SAAS_ACCESS")]
    assert sides["EU"]["result"] == "unknown"
    assert kinds(sides["EU"]) == [("left_open", "saas_access")]
    assert kinds(sides["GB"]) == [("left_open", "saas_access")]
    assert sides["XA"]["result"] == "true"
    assert ("holds", "XA.ACT.S2.2") in kinds(sides["XA"])


def test_the_named_stance_is_what_makes_the_difference() -> None:
    """With the term settled as Germany settles it, the Union's answer is Germany's."""
    document = example("saas-access")
    germany = law().compare(document, there=True)["transfers"]["t1"]["regimes"]["DE"]["says"]
    settled = deepcopy(document)
    leg = settled["transfers"][0]
    found = {"value": True, "by": "authority", "status": "found"}
    leg["facts"] = {**leg.get("facts", {}), "judgement.saas_access": found}
    union = law().compare(settled)["transfers"]["t1"]["regimes"]["EU"]["says"]
    assert law().compare(document)["transfers"]["t1"]["regimes"]["EU"]["says"] == CANNOT_SAY
    assert union == germany == "licence"


def test_an_individual_licence_takes_the_place_of_the_ordinary_one_in_switzerland() -> None:
    sides = outcome(compared("saas-access", there=True), "t1", "licence")["regimes"]
    assert kinds(sides["CH"]) == [("takes_away", "CH.VIM.ANNEX")]


# --- who governs -----------------------------------------------------------------------------------------


def test_a_state_that_does_not_govern_the_leg_says_so() -> None:
    sides = outcome(compared("saas-access"), "t1", "licence")["regimes"]
    assert kinds(sides["DE"]) == [("fails", "DE.GOVERNS")]
    assert kinds(sides["GB"]) == [("fails", "GB.TRANSFER")]


def test_moved_everybody_in_the_exporters_state_is_in_the_other() -> None:
    document = {
        "parties": [{"id": "a", "country": "FR"}, {"id": "b", "country": "BR"}],
        "transfers": [{"id": "t1", "item": "i1", "actor": "a", "from": "FR", "to": "b", "via": ["FR", "MA"]}],
    }
    there = moved(document, "CH")
    assert [party["country"] for party in there["parties"]] == ["CH", "BR"]
    assert there["transfers"][0]["from"] == "CH"
    assert there["transfers"][0]["via"] == ["CH", "MA"]
    assert document["parties"][0]["country"] == "FR"  # type: ignore[index]


def test_a_regime_of_several_states_moves_nobody() -> None:
    document = {"transfers": [{"id": "t1", "item": "i1", "actor": "FR"}]}
    assert moved(document, "EU") == document


def test_who_is_nowhere_cannot_be_moved_and_is_told_which_field_is_missing() -> None:
    with pytest.raises(InputError, match=r"transfers\[0\]\.actor"):
        home_of({"transfers": [{"id": "t1", "item": "i1"}]})
    assert home_of({"transfers": [{"id": "t1", "item": "i1", "actor": "FR"}]}) == "FR"


# --- lists that differ -------------------------------------------------------------------------------------


def test_what_one_list_alone_names_is_the_cause_where_it_alone_asks_for_a_licence() -> None:
    """Data retention for the police is 5D902 in Germany and on no other list."""
    document = {
        "as_of": "2026-11-21",
        "items": [
            {
                "id": "i1",
                "kind": "software",
                "facts": {
                    "retains_communications_data": True,
                    "for_billing": False,
                    "collects_inside_network_elements": False,
                    "for_quality_of_service": False,
                    "for_quality_of_experience": False,
                    "for_operators_own_use": False,
                    "searches_hard_selectors": False,
                },
            }
        ],
        "transfers": [{"id": "t1", "item": "i1", "act": "transmit", "actor": "DE", "from": "DE", "to": "BR"}],
    }
    sides = outcome(law().compare(document), "t1", "licence")["regimes"]
    assert sides["DE"]["result"] == "true"
    assert kinds(sides["DE"]) == [("entry", "DE.5D902")]
    assert sides["EU"]["result"] != "true"


# --- every comparison --------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("name", EXAMPLES)
def test_it_says_of_each_leg_what_the_indication_says(name: str, there: bool) -> None:
    """Leg by leg and duty by duty; moved, the indication of the moved document."""
    document = example(name)
    found = law().compare(document, there=there)
    for id, regime in found["regimes"].items():
        asked = moved(document, id) if there else document
        indication = law().check(asked, explain=False)["regimes"][id]
        for leg, row in found["transfers"].items():
            if not regime["covered"]:
                assert id not in row["regimes"]
                continue
            duties = indication["transfers"][leg]["measures"]
            codes = {each["id"]: each["outcome"] for each in indication["measures"]}
            held = {codes[duty] for duty, said in duties.items() if said["result"] == "true"}
            told = {o["outcome"]: o["regimes"][id]["result"] for o in row["outcomes"]}
            assert {code for code, result in told.items() if result == "true"} == held
            says = row["regimes"][id]["says"]
            open_ = any(d["result"] in ("unknown", "contradictory") for d in duties.values())
            if says == "nothing_found_in_scope":
                assert not held
                assert not open_
                assert indication["transfers"][leg]["not_checked"] == []
            elif says in (CANNOT_SAY, IF_INFORMED):
                assert not held


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_side_of_a_difference_has_a_cause_and_sides_that_agree_have_none(name: str) -> None:
    for row in compared(name)["transfers"].values():
        for each in row["outcomes"]:
            results = {side["result"] for side in each["regimes"].values()}
            assert each["differs"] is (len(results) > 1)
            for side in each["regimes"].values():
                assert bool(side["causes"]) is each["differs"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_of_the_published_form_and_can_be_read_at_the_terminal(name: str) -> None:
    found = compared(name)
    Draft202012Validator(json.loads(text_of("comparison"))).validate(json.loads(json.dumps(found)))
    text = render(found)
    assert all(row["title"]["en"] in text for row in found["regimes"].values())
    assert "{" not in text


def test_states_that_answer_alike_for_the_same_reason_are_told_together() -> None:
    found = compared("saas-access", there=True)
    text = render(found)
    assert "EU member state, United Kingdom (Great Britain): cannot be said" in text
    without = [row for row in found["transfers"]["t1"]["outcomes"] if row["differs"]]
    assert text.count("its rules have no such duty") == len(
        [row for row in without if any(("no_duty", "") in kinds(side) for side in row["regimes"].values())]
    )


def tracker() -> dict[str, Any]:
    """A location tracker outside Annex I on its way from France to Brazil, of which the exporter knows nothing bad."""
    test = law().corpus.rules["EU.ART5.1"].tests[0]
    stated = test.document["facts"]
    assert isinstance(stated, Mapping)
    values = {name: {"yes": True, "no": False}.get(value, value) for name, value in stated.items()}
    del values["transfer.informed_by_authority"]
    return {
        "as_of": "2026-11-21",
        "facts": {**values, "transfer.aware": False, "transfer.grounds_for_suspecting": False},
    }


def test_what_hangs_on_a_notice_of_the_authority_alone_is_not_called_unknown() -> None:
    """Article 5(1): without a notice nothing is asked; with one, a licence."""
    sides = outcome(law().compare(tracker()), "t1", "licence")["regimes"]
    assert sides["EU"]["result"] == IF_INFORMED
    assert kinds(sides["EU"]) == [("informed", "transfer.informed_by_authority")]


# --- what leaves it open -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_whoever_cannot_say_says_why(name: str) -> None:
    """An answer that only law left unwritten keeps open is no mystery: that law is named. Who can say gives no such reason."""
    for leg in compared(name)["transfers"].values():
        for row in leg["regimes"].values():
            assert bool(row["open"]) == (row["says"] == CANNOT_SAY)


def test_law_that_is_not_written_out_is_the_reason_where_nothing_else_is_open() -> None:
    """No duty of Norway is open for a reported bug; but its controls of end-use for weapons and armed forces are not in the corpus."""
    norway = compared("bug-bounty", there=True)["transfers"]["t1"]["regimes"]["NO"]
    assert norway["says"] == CANNOT_SAY
    assert [(row["kind"], row["id"]) for row in norway["open"]] == [("outside", "wa_end_use")]


def test_the_text_says_why_it_cannot_be_said_where_the_duties_agree() -> None:
    said = render(compared("bug-bounty", there=True))
    why = said.split("Why it cannot be said")[1].split("why they differ")[0]
    states, reason = why.strip("\n").splitlines()[:2]
    assert "Norway" in states
    assert reason.strip().startswith("- this other law may matter and is not written out: Mass destruction")


# --- the command -------------------------------------------------------------------------------------------


def test_the_command_compares_all_regimes_of_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(FOLDER / "saas-access.json"), "--there"]) == 0
    said = capsys.readouterr().out
    assert "as if the exporter were established there" in said
    assert "its stance is: Giving access is making available (DE.STANCE.SAAS_ACCESS; BAFA" in said


def test_the_command_compares_those_named_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FOLDER / "saas-access.json")
    assert main(["compare", path, "--regime", "DE", "--regime", "GB", "--format", "json"]) == 0
    assert list(json.loads(capsys.readouterr().out)["regimes"]) == ["DE", "GB"]


def test_the_command_names_a_wrong_regime(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(FOLDER / "saas-access.json"), "--regime", "FRANCE"]) == 2
    assert "FRANCE" in capsys.readouterr().err
