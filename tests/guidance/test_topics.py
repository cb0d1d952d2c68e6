"""Guidance beside the law: every name in it exists, every sentence of law has its source, every example is computed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from licet.law import CorpusError
from licet.law.places import examples, fingerprint, shipped
from licet.law.topics import PARTS, Guidance, Point, load_guidance
from licet.service import corpus
from licet.service.guidance.composing import content, page
from licet.service.guidance.topics import example_says, guidance

DAY = date(2026, 11, 22)
WANTED = {
    "spyware",
    "exploits_and_research",
    "penetration_testing",
    "hacking_as_a_service",
    "forensics",
    "interception",
    "monitoring_centres",
    "encryption",
    "cloud_and_saas",
    "catch_alls",
    "sanctions",
    "consequences",
}
OF_LAW = ("not_controlled", "acts", "consequences")
TOPIC = """
is: topic
id: spyware
order: 1
title: {en: A, fr: B}
summary: {en: A, fr: B}
"""


def points() -> Iterator[tuple[str, str, Point]]:
    for topic in guidance().topics.values():
        for part in PARTS:
            for point in topic.parts[part]:
                yield topic.id, part, point


def test_there_is_a_page_for_every_topic() -> None:
    assert set(guidance().topics) == WANTED


def test_every_name_in_the_guidance_is_one_the_law_has() -> None:
    assert load_guidance([shipped()], corpus.law().corpus) == guidance()


def test_what_says_something_of_the_law_has_its_source() -> None:
    bare = [point.text["en"] for _topic, part, point in points() if part in OF_LAW and not sourced(point)]
    assert bare == []


def sourced(point: Point) -> bool:
    return bool(point.rests_on or point.citation)


def test_no_text_was_left_in_english() -> None:
    same = [p.text["en"] for _topic, _part, p in points() if p.text["en"] == p.text["fr"]]
    assert same == []


def test_every_page_says_what_is_not_known_and_what_follows_a_breach() -> None:
    for topic in guidance().topics.values():
        for language in ("en", "fr"):
            shown = {section["id"] for section in content(topic, language, DAY)["sections"]}
            assert {"about", "acts", "do", "flags", "open"} <= shown, topic.id
            assert "breach" in shown or topic.id == "consequences"


def test_a_page_shows_every_entry_it_names_as_the_law_states_it() -> None:
    rules = corpus.law().corpus.rules
    for topic in guidance().topics.values():
        lines = [line for section in content(topic, "en", DAY)["sections"] for line in section["lines"]]
        shown = {line["text"] for line in lines}
        assert [id for id in topic.entries if rules[id].editions[-1].text["en"] not in shown] == []


@pytest.mark.parametrize("id", sorted(guidance().examples))
def test_an_example_is_answered_as_was_argued_beforehand(id: str) -> None:
    """Legs that were argued to be nobody's duty are said to be free, legs with a duty are not."""
    wanted = json.loads((examples() / f"{id}.expect.json").read_text(encoding="utf-8"))
    said = example_says(id)
    assert said is not None
    assert set(said["transfers"]) == set(guidance().examples[id].legs)
    for regime, argued in wanted["regimes"].items():
        for leg, row in said["transfers"].items():
            says = row["regimes"][regime]["says"]
            measures = argued["measures"].get(leg, {}).values()
            assert (says == "nothing_found_in_scope") == (leg in argued["uncontrolled"]), (leg, regime)
            assert says not in ("cannot_say", "if_informed") or "true" not in measures


def test_a_page_is_the_same_on_every_day_without_a_change_of_the_law() -> None:
    topic = guidance().topics["spyware"]
    assert page(topic, DAY).digest == page(topic, date(2026, 12, 24)).digest


def test_a_page_changes_with_the_wording_of_the_day() -> None:
    topic = guidance().topics["monitoring_centres"]
    assert page(topic, DAY).digest != page(topic, date(2024, 1, 1)).digest


# --- files with faults ------------------------------------------------------------------------------------


def written(folder: Path, text: str) -> Guidance:
    (folder / "guidance").mkdir()
    (folder / "guidance" / "one.yaml").write_text(text, encoding="utf-8")
    return load_guidance([folder], corpus.law().corpus)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("entries: [EU.4D004X]\n", "entries names EU.4D004X.*nearest valid name is EU.4D004"),
        ("entries: [EU.ART3]\n", "no such rule of role entry"),
        ("examples: [spywear]\n", "examples names spywear"),
        ("about:\n  - {text: {en: A, fr: B}, mark: verified}\n", "mark without a source"),
        ("about:\n  - {text: {en: A, fr: B}, rests_on: [EU.NOWHERE]}\n", "rests_on names EU.NOWHERE"),
        ("about:\n  - {text: {en: A}}\n", "lacks fr"),
        ("colour: red\n", "no key 'colour'"),
    ],
)
def test_a_fault_is_named_with_its_remedy(tmp_path: Path, more: str, fault: str) -> None:
    with pytest.raises(CorpusError, match=fault):
        written(tmp_path, TOPIC + more)


def test_guidance_is_no_part_of_the_law(tmp_path: Path) -> None:
    """A better sentence compiles nothing anew."""
    before = fingerprint([shipped()])
    assert written(tmp_path, TOPIC).topics["spyware"].title["fr"] == "B"
    assert fingerprint([shipped(), tmp_path]) == before


def test_a_list_that_many_states_took_over_is_named_once() -> None:
    """Sixteen names in a row tell a reader nothing; who named an entry of his own is told by name."""
    many = named_by("EU.4D004")
    assert many == ["EU member state, and the states that adopt its list"]
    assert named_by("DE.5A902") == ["Germany"]


def named_by(id: str) -> list[str]:
    sections = (
        section for topic in guidance().topics.values() for section in content(topic, "en", DAY)["sections"]
    )
    return next(line["named_by"] for section in sections for line in section["lines"] if line.get("id") == id)
