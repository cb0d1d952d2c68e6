"""The lawyer's tests that come with a new state: each condition the kit writes is seen by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps

from ..model import Mark
from .answers import Answers, Given
from .questions import UNION

TODAY = "2026-11-21"
CATCHER = {
    "item.kind": "hardware",
    "item.extracts_identifiers_over_air": "yes",
    "item.for_analogue_pmr": "no",
    "item.for_wlan_interception": "no",
    "item.for_network_operators": "no",
    "item.for_mobile_equipment_makers": "no",
    "item.designed_for_military_use": "no",
}
"""An IMSI catcher: 5A001.f on every list."""
PEER, ELSEWHERE, ABROAD = "FR", "US", "BR"


@dataclass(frozen=True, slots=True)
class Test:
    name: str
    because: str
    facts: Mapping[str, str]
    expect: Mapping[str, str]
    from_the_start: str = ""  # the first day, where the test is to hold on it too
    missing: str = ""

    def lines(self) -> Iterator[str]:
        days = f"[{self.from_the_start}, {TODAY}]" if self.from_the_start else TODAY
        yield f"  - name: {dumps(self.name, ensure_ascii=False)}"
        yield f"    because: {dumps(self.because, ensure_ascii=False)}"
        yield f"    as_of: {days}"
        yield f"    facts: {{{', '.join(f'{key}: {value}' for key, value in self.facts.items())}}}"
        yield f"    expect: {{{', '.join(f'{key}: {dumps(value)}' for key, value in self.expect.items())}}}"
        if self.missing:
            yield f"    missing: [{self.missing}]"
            yield "    refer: yes"


def doubted(given: Given) -> bool:
    return given.mark is Mark.UNVERIFIED


def _never_decides(answers: Answers, rule: str) -> Iterator[Test]:
    """A rule that was not checked against its text leaves its question open, whatever it says."""
    because = "This was not checked against its text, so an official must look."
    yield Test("not checked", because, {}, {rule: "unknown"}, str(answers.covers), f"trust.{rule}")


def governs(answers: Answers) -> Iterator[Test]:
    if doubted(answers.law):
        return _never_decides(answers, f"{answers.state}.GOVERNS")
    return _member_state(answers) if answers.base == UNION else _any_state(answers)


def _member_state(answers: Answers) -> Iterator[Test]:
    rule, state, start = f"{answers.state}.GOVERNS", answers.state, str(answers.covers)
    peer = "DE" if state == PEER else PEER
    rows = (
        (
            "an exporter established here",
            "The state of the exporter decides.",
            (state, peer, "export_physical", ""),
            "true",
        ),
        (
            "an exporter of another member state, goods here",
            "That member state decides.",
            (peer, state, "export_physical", ""),
            "false",
        ),
        (
            "an exporter from outside the Union, goods here",
            "Then the place of the goods decides.",
            (ELSEWHERE, state, "export_physical", ""),
            "true",
        ),
        (
            "an exporter from outside the Union, goods elsewhere",
            "Neither is in this state.",
            (ELSEWHERE, peer, "export_physical", state),
            "false",
        ),
        (
            "goods that pass through here",
            "Transit belongs to the state they pass through.",
            (ELSEWHERE, ELSEWHERE, "transit", state),
            "true",
        ),
        (
            "goods that pass through another state",
            "They do not pass through this one.",
            (ELSEWHERE, ELSEWHERE, "transit", peer),
            "false",
        ),
    )
    for number, (name, because, (actor, start_at, act, via), result) in enumerate(rows):
        facts = {"actor.country": actor, "from.country": start_at, "transfer.act": act}
        if via:
            facts["via.country"] = via
        yield Test(name, because, _quoted(facts), {rule: result}, "" if number else start)


def _any_state(answers: Answers) -> Iterator[Test]:
    rule, state, start = f"{answers.state}.GOVERNS", answers.state, str(answers.covers)
    rows = (
        (
            "something sent from here",
            "It starts in this state.",
            (PEER, state, "transmit", "", ABROAD),
            "true",
        ),
        (
            "something a firm from here sends from elsewhere",
            "The one who acts is in this state.",
            (state, PEER, "transmit", "", ABROAD),
            "true",
        ),
        (
            "goods that pass through here",
            "They pass through this state.",
            (PEER, PEER, "transit", state, ABROAD),
            "true",
        ),
        (
            "goods that pass through another state",
            "They do not pass through this one.",
            (PEER, PEER, "transit", ELSEWHERE, ABROAD),
            "false",
        ),
        (
            "a file that is routed through here",
            "Only transit is linked by the way it takes.",
            (PEER, PEER, "transmit", state, ABROAD),
            "false",
        ),
        (
            "something sent from here to somebody here",
            "Nothing crosses the border.",
            (state, state, "transmit", "", state),
            "false",
        ),
        (
            "something shown here to a foreign person",
            "Whether that counts is a question of its own.",
            (state, state, "release_at_home", "", state),
            "true",
        ),
    )
    for number, (name, because, (actor, start_at, act, via, to), result) in enumerate(rows):
        facts = {"actor.country": actor, "from.country": start_at, "transfer.act": act, "to.country": to}
        if via:
            facts["via.country"] = via
        yield Test(name, because, _quoted(facts), {rule: result}, "" if number else start)


def export(answers: Answers) -> Iterator[Test]:
    if doubted(answers.law):
        yield from _never_decides(answers, f"{answers.state}.EXPORT")
        return
    rule, licence, state = f"{answers.state}.EXPORT", f"{answers.state}.{answers.base}.LICENCE", answers.state
    rows = (
        (
            "an IMSI catcher shipped to Brazil",
            "It leaves this state, and it is listed.",
            (state, ABROAD),
            "true",
        ),
        ("the same shipped from another state", "It does not leave this one.", (PEER, ABROAD), "false"),
        ("the same delivered here", "It does not leave this state.", (state, state), "false"),
    )
    for number, (name, because, (start_at, to), result) in enumerate(rows):
        ends = {
            "transfer.act": "export_physical",
            "actor.country": start_at,
            "from.country": start_at,
            "to.country": to,
        }
        yield Test(
            name,
            because,
            CATCHER | _quoted(ends),
            {rule: result, licence: result},
            "" if number else str(answers.covers),
        )


FACTS_OF = {
    "saas_access": {"transfer.act": "grant_access"},
    "cloud_upload": {"transfer.act": "upload"},
    "deemed_export": {"transfer.act": "release_at_home"},
    "human_rights_catch_all": {"transfer.act": "transmit"},
    "server_abroad": {"transfer.act": "make_available"},
    "national_option_suspicion": {"transfer.grounds_for_suspecting": "yes"},
}


def stance(answers: Answers, name: str, answer: str) -> Iterator[Test]:
    """What the answer makes of the term, with each of its conditions once met and once not."""
    rule, start = f"{answers.state}.STANCE.{name.upper()}", str(answers.covers)
    if doubted(answers.given[name]):
        yield from _never_decides(answers, rule)
        return
    for number, (facts, result, missing) in enumerate(_cases(answers, name, answer)):
        because = answers.given[name].text["en"].split(". ")[0].rstrip(".") + "."
        yield Test(
            f"{name.replace('_', ' ')}, case {number + 1}",
            because,
            FACTS_OF[name] | facts,
            {rule: result},
            "" if number else start,
            missing,
        )


def _cases(answers: Answers, name: str, answer: str) -> list[tuple[dict[str, str], str, str]]:
    informed, aware = "transfer.informed_by_authority", "transfer.aware"
    if name == "deemed_export" and answer == "yes":
        here, other = {"to.nationality": dumps(answers.state)}, {"to.nationality": ABROAD}
        return [(other, "true", ""), (here, "false", "")]
    if answer == "if_examined":
        term = "judgement.examined_abroad"
        return [({term: "yes"}, "true", ""), ({term: "no"}, "false", ""), ({}, "unknown", term)]
    if answer == "informed":
        return [({informed: "yes"}, "true", ""), ({informed: "no", aware: "yes"}, "false", "")]
    if answer == "aware":
        return [
            ({informed: "yes", aware: "no"}, "true", ""),
            ({informed: "no", aware: "yes"}, "true", ""),
            ({informed: "no", aware: "no", "transfer.grounds_for_suspecting": "yes"}, "false", ""),
        ]
    return [({}, "false" if answer == "no" else "true", "")]


def _quoted(facts: Mapping[str, str]) -> dict[str, str]:
    return {key: dumps(value) if key.endswith("country") else value for key, value in facts.items()}
