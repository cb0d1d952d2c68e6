"""What must hold of the shipped law as a whole, beyond the lawyers' tests beside each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from licet.law import load
from licet.law.criteria import applied_by
from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Constant,
    Corpus,
    Criterion,
    Expr,
    InGroup,
    IsTrue,
    Mark,
    Not,
    OneOf,
    Ref,
    Role,
    Rule,
)
from licet.law.stances import twin_of
from licet.service.parties.models import PartyType

TODAY = date(2026, 11, 21)
KINDS = {
    "CCIC.SPYWARE",
    "CCIC.HACKING_SERVICES",
    "CCIC.VULNERABILITIES_EXPLOITS",
    "CCIC.MOBILE_INTERCEPTION",
    "CCIC.DIGITAL_FORENSICS",
    "CCIC.MONITORING_CENTRES",
}
ASKED_FOR = {
    "EU.ML21.B.5",
    "EU.4A005",
    "EU.4D004",
    "EU.4E001.A",
    "EU.4E001.C",
    "EU.5A001.F",
    "EU.5A001.J",
    "EU.5B001.A",
    "EU.5D001.A",
    "EU.5D001.C",
    "EU.5D001.E",
    "EU.5A004.A",
    "EU.5A004.B",
    "EU.5D002.C.3.A",
    "EU.5D002.C.3.B",
}


@cache
def corpus() -> Corpus:
    return load()


def rules(role: Role) -> list[Rule]:
    return [rule for rule in corpus().rules.values() if rule.role is role]


def parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    if isinstance(expr, All | AnyOf | AtLeast):
        for part in expr.parts:
            yield from parts(part)
    elif isinstance(expr, Not):
        yield from parts(expr.part)


def bodies(rule: Rule) -> Iterator[Expr]:
    for edition in rule.editions:
        yield from parts(edition.when)
        for exception in edition.exceptions:
            yield from parts(exception.when)


def test_the_entries_of_both_regimes_are_there_with_the_military_list_first() -> None:
    for regime in (corpus().regimes["EU"], corpus().regimes["XA"]):
        assert set(regime.entries) >= ASKED_FOR
        assert regime.entries[0] == "EU.ML21.B.5"


def test_an_entry_left_out_of_the_union_of_entries_would_be_a_silent_no() -> None:
    dual_use = {rule.id for rule in rules(Role.ENTRY) if rule.id.startswith("EU.")} - {"EU.ML21.B.5"}
    union = {e.rule for e in bodies(corpus().rules["EU.LISTED"]) if isinstance(e, Ref)}
    assert union == dual_use | {"EU.GENERAL_NOTE_2"}
    assert set(corpus().rules["EU.ART3"].basis) == union


def test_the_german_list_adds_its_own_entries_to_those_of_the_union() -> None:
    union = {e.rule for e in bodies(corpus().rules["DE.LISTED"]) if isinstance(e, Ref)}
    assert union == {"DE.5A902", "DE.5D902", "DE.5E902"} == set(corpus().rules["DE.AWV.8.1.2"].basis)
    assert set(corpus().regimes["DE"].entries) == set(corpus().regimes["EU"].entries) | union


def test_every_measure_stands_in_a_regime() -> None:
    both = (*corpus().regimes.values(), *corpus().bases.values())
    listed = {id for regime in both for id in regime.measures}
    assert listed == {rule.id for rule in rules(Role.MEASURE)}


def test_the_six_kinds_are_the_guides() -> None:
    assert set(corpus().ccic_kinds) == KINDS


def test_no_kind_leans_on_a_control_list_entry() -> None:
    entries = {rule.id for rule in rules(Role.ENTRY)}
    for kind in rules(Role.CCIC_KIND):
        assert not entries & {e.rule for e in bodies(kind) if isinstance(e, Ref)}


def test_every_rule_has_tests_of_yes_and_no() -> None:
    tested: dict[str, set[str]] = {}
    for rule in corpus().rules.values():
        for test in rule.tests:
            for id, result in test.expect.items():
                tested.setdefault(id, set()).add(result)
    states = [regime.id for regime in corpus().regimes.values() if regime.based_on]
    twins = {twin_of(state, id) for state in states for id in corpus().rules}
    for id, rule in corpus().rules.items():
        if id in twins or all(isinstance(edition.when, Constant) for edition in rule.editions):
            continue  # tested where it is written; a stance that always holds, or never, in what it settles
        # what only the authority can settle is tested as open instead of yes
        assert "false" in tested.get(id, set()), id
        assert tested[id] & {"true", "unknown"}, id


def test_every_entry_is_tested_open_with_exactly_what_is_missing() -> None:
    for entry in rules(Role.ENTRY):
        assert any(t.expect.get(entry.id) == "unknown" and t.missing for t in entry.tests), entry.id


def test_every_test_argues_in_a_sentence() -> None:
    for rule in corpus().rules.values():
        for test in rule.tests:
            assert len(test.because.split()) >= 4, (rule.id, test.name)
            assert test.because.endswith("."), (rule.id, test.name)


def test_french_is_not_left_in_english() -> None:
    for rule in corpus().rules.values():
        for edition in rule.editions:
            assert edition.text["fr"] != edition.text["en"], rule.id
    for fact in corpus().facts.values():
        assert fact.ask["fr"] != fact.ask["en"], fact.id


def test_every_question_is_a_question() -> None:
    for fact in corpus().facts.values():
        assert fact.ask["en"].endswith("?"), fact.id
        assert fact.ask["fr"].endswith(" ?"), fact.id


def test_every_fact_is_used_by_a_rule() -> None:
    used = {
        e.fact
        for rule in corpus().rules.values()
        for e in bodies(rule)
        if isinstance(e, IsTrue | OneOf | InGroup)
    }
    asked = {f"party.{q.partition('.')[2]}" for r in corpus().regimes.values() for q in r.questions_always}
    assert set(corpus().facts) - used - asked == set()


def test_every_citation_has_a_public_address() -> None:
    for rule in corpus().rules.values():
        for edition in rule.editions:
            for citation in (edition.citation, *(x.citation for x in edition.exceptions)):
                assert citation.url.startswith(("http://data.europa.eu/eli/", "https://")), rule.id
                assert citation.instrument and citation.pinpoint and citation.edition, rule.id


def test_the_union_has_twenty_seven_member_states_and_the_invented_one() -> None:
    members = {m.country for m in corpus().groups["eu_member_states"].members}
    assert len(members - {"XB"}) == 27
    assert "GB" not in members and "XA" not in members


def test_state_x_is_in_no_group() -> None:
    for group in corpus().groups.values():
        assert "XA" not in {m.country for m in group.members}, group.id


def test_definitions_read_in_the_first_edition_only_are_partial_later() -> None:
    for id in ("EU.DEF.VULNERABILITY_DISCLOSURE", "EU.DEF.CYBER_INCIDENT_RESPONSE"):
        marks = [edition.mark for edition in corpus().rules[id].editions]
        assert marks == [Mark.VERIFIED, Mark.PARTIAL]


def test_criterion_2_has_both_limbs_the_caution_and_its_standards() -> None:
    criterion = corpus().criteria["CP.CRITERION.2"]
    assert [(limb["id"], limb["effect"]) for limb in criterion.limbs] == [
        ("human_rights", "deny"),
        ("special_caution", "weigh"),
        ("humanitarian_law", "deny"),
        ("oversight", "weigh"),
    ]
    assert [s["id"] for s in criterion.standards] == ["clear_risk", "might_be_used", "commit_or_facilitate"]


def applied(regime: str) -> list[str]:
    return [each.id for each in applied_by(regime, corpus().regimes, corpus().criteria) if each.assessed]


def test_each_regime_has_the_criteria_of_its_own_law() -> None:
    position = [f"CP.CRITERION.{number}" for number in range(1, 9)]
    assert applied("EU") == position
    assert applied("DE") == position, "a member state takes over the Union's"
    assert applied("XA") == position, "a state without criteria of its own is offered these"
    assert applied("GB") == [f"GB.SELC.{number}" for number in range(1, 9)]
    assert applied("CH") == ["CH.VIM.3"]


def test_the_first_four_criteria_deny_and_the_others_are_weighed() -> None:
    """Common Position 2008/944/CFSP, Article 2."""
    for number in range(1, 9):
        criterion = corpus().criteria[f"CP.CRITERION.{number}"]
        assert criterion.effect == ("deny" if number <= 4 else "weigh")
        assert criterion.citation.pinpoint == f"Article 2({number})"
        assert criterion.mark is Mark.PARTIAL


def test_sanctions_human_rights_and_diversion_are_assessed_in_every_case() -> None:
    """Regulation (EU) 2021/821, Article 15(1)(a), (b) and (d); human rights whoever the end-user is."""
    always = [id for id in applied("EU") if corpus().criteria[id].always_assessed]
    assert always == ["CP.CRITERION.1", "CP.CRITERION.2", "CP.CRITERION.7"]


def test_only_what_the_law_itself_forbids_binds_without_a_declaration() -> None:
    denying = {
        id: corpus().criteria[id].binds for id in applied("EU") if corpus().criteria[id].effect == "deny"
    }
    assert [id for id, binds in denying.items() if binds == "always"] == ["CP.CRITERION.1"]


def test_every_limb_that_denies_gives_a_ground_and_codes_are_small_words() -> None:
    for criterion in corpus().criteria.values():
        for limb in criterion.limbs:
            reason = limb["reason"]
            assert isinstance(reason, Mapping)
            if limb["effect"] == "deny":
                assert reason, (criterion.id, limb["id"])
            assert re.fullmatch(r"[a-z0-9_]*", str(reason.get("code", "")))


def test_criteria_speak_french() -> None:
    """Where a text of a criterion is the same in both languages, it is a name."""
    for criterion in corpus().criteria.values():
        for text in texts_of(criterion):
            assert text["en"] != text["fr"], (criterion.id, text["en"])


def texts_of(value: object) -> Iterator[Mapping[str, str]]:
    if isinstance(value, Mapping) and set(value) == {"en", "fr"}:
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, Criterion):
        for name in ("title", "instrument", "text", "floor", "look_at", "standards", "limbs"):
            yield from texts_of(getattr(value, name))


def test_kinds_of_body_are_one_list_everywhere() -> None:
    """What a party can be on the site's forms is what the rules ask about."""
    asked = (
        corpus().facts["end_user.type"] if "end_user.type" in corpus().facts else corpus().facts["party.type"]
    )
    assert [option.value for option in asked.options] == list(PartyType.values)
