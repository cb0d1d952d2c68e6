"""What is written is what is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from law_tiny import ENTRY, GROUP, MEASURE, REGIME, TINY, VOCABULARY, write

from licet.law import Corpus, CorpusError, load
from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Citation,
    Compare,
    Constant,
    Expr,
    FactType,
    Frame,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Membership,
    Not,
    OneOf,
    Outside,
    Ref,
    Role,
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return load([write(tmp_path, TINY)])


def reading(tmp_path: Path, expression: str, on: str = "transfer") -> Expr:
    """The expression as it is read in the body of a rule."""
    body = f"""\
is: rule
id: ZZ.TRY
role: note
on: {on}
title: {{en: A rule, fr: Une règle}}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: verified
    citation: {{instrument: Treaty, pinpoint: Art. 9, edition: 2020-01-01, url: https://example.org/treaty}}
    text: {{en: Something., fr: Quelque chose.}}
    when: {expression}
"""
    return load([write(tmp_path, {**TINY, "zz/try.yaml": body})]).rules["ZZ.TRY"].editions[0].when


def test_facts_keep_their_type_question_options_and_order(corpus: Corpus) -> None:
    kind = corpus.facts["item.kind"]
    assert (kind.type, kind.ask["fr"]) == (FactType.CHOICE, "De quoi s'agit-il ?")
    assert [(option.value, option.label["fr"]) for option in kind.options] == [
        ("hardware", "Matériel"),
        ("software", "Logiciel"),
    ]
    assert corpus.facts["item.controls_implants"].prior == 0.2
    assert corpus.facts["item.key_bits"].unit == "bits"
    items = [name for name in corpus.facts if name.startswith("item.")]
    assert items == [
        "item.kind",
        "item.relation",
        "item.controls_implants",
        "item.is_debugger",
        "item.key_bits",
    ]


def test_norway_is_a_country_and_not_the_word_no(corpus: Corpus) -> None:
    members = corpus.groups["friends"].members
    assert Membership("NO", date(2020, 1, 1), None, Mark.VERIFIED) in members
    assert Membership("XB", date(2020, 1, 1), date(2024, 12, 31), Mark.PARTIAL) in members


@pytest.mark.parametrize(
    "text", ["NO", "no", "No", "1e3", "0x1F", "1_000", "12:30:45", "2021-09-09", "~", "null", "=", "y", "on"]
)
def test_a_plain_scalar_stays_the_text_that_was_written(tmp_path: Path, text: str) -> None:
    judgements = f"is: judgements\nterms:\n  - {{term: required, en: {text}, fr: {text}}}\n"
    corpus = load([write(tmp_path, {**TINY, "vocabulary/judgements.yaml": judgements})])
    assert corpus.judgements["required"] == {"en": text, "fr": text}


def test_editions_follow_each_other_with_mark_and_citation(corpus: Corpus) -> None:
    old, new = corpus.rules["ZZ.IMPLANTS"].editions
    assert (old.valid_from, old.valid_until, old.mark) == (date(2020, 1, 1), date(2023, 12, 31), Mark.PARTIAL)
    assert (new.valid_from, new.valid_until, new.recorded) == (date(2024, 1, 1), None, date(2026, 11, 21))
    assert new.citation == Citation("Treaty", "Annex 1", "2024-01-01", "https://example.org/treaty")


def test_editions_may_be_written_in_any_order(tmp_path: Path) -> None:
    head, _, tail = ENTRY.partition("editions:\n")
    both, tests, rest = tail.partition("tests:\n")
    old, split, new = both.partition("  - from: 2024-01-01")
    turned = f"{head}editions:\n{split}{new}{old}{tests}{rest}"
    assert turned != ENTRY
    corpus = load([write(tmp_path, {**TINY, "zz/implants.yaml": turned})])
    assert [edition.valid_from.year for edition in corpus.rules["ZZ.IMPLANTS"].editions] == [2020, 2024]


def test_an_exception_takes_mark_and_citation_of_its_edition(corpus: Corpus) -> None:
    edition = corpus.rules["ZZ.IMPLANTS"].editions[1]
    (note,) = edition.exceptions
    assert (note.id, note.mark, note.citation) == ("ZZ.IMPLANTS.NOTE", Mark.VERIFIED, edition.citation)


def test_an_exception_may_have_a_mark_of_its_own(tmp_path: Path) -> None:
    marked = ENTRY.replace(
        "      - id: ZZ.IMPLANTS.NOTE\n", "      - id: ZZ.IMPLANTS.NOTE\n        mark: unverified\n"
    )
    corpus = load([write(tmp_path, {**TINY, "zz/implants.yaml": marked})])
    assert corpus.rules["ZZ.IMPLANTS"].editions[1].exceptions[0].mark is Mark.UNVERIFIED


def test_a_measure_has_kind_outcome_basis_duty_bearer_and_deadline(corpus: Corpus) -> None:
    measure = corpus.rules["ZZ.ART3"]
    assert (measure.role, measure.kind, measure.outcome, measure.basis) == (
        Role.MEASURE,
        "licence",
        "licence",
        ("ZZ.IMPLANTS",),
    )
    assert [(bearer.role, bearer.frame, bearer.rule) for bearer in measure.duty_bearers] == [
        ("exporter", Frame.ACTOR, None)
    ]
    assert measure.deadline["fr"] == "Avant le transfert."


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("prohibited", "prohibited"),
        ("hold", "notify_and_wait"),
        ("individual_only", "individual_licence"),
        ("notify", "notify_and_wait"),
        ("inform", "inform"),
        ("record", "record"),
        ("authorisation_available", "authorised_generally"),
    ],
)
def test_a_measure_has_the_outcome_of_its_kind(tmp_path: Path, kind: str, outcome: str) -> None:
    measure = MEASURE.replace("kind: licence", f"kind: {kind}")
    assert load([write(tmp_path, {**TINY, "zz/art3.yaml": measure})]).rules["ZZ.ART3"].outcome == outcome


def test_a_measure_may_name_another_outcome(tmp_path: Path) -> None:
    measure = MEASURE.replace("kind: licence", "kind: licence\noutcome: arms_regime")
    assert (
        load([write(tmp_path, {**TINY, "zz/art3.yaml": measure})]).rules["ZZ.ART3"].outcome == "arms_regime"
    )


def test_a_regime_keeps_its_reading_order_families_and_questions(tmp_path: Path) -> None:
    second = ENTRY.replace("ZZ.IMPLANTS", "ZZ.AFTER")
    regime = REGIME.replace("entries: [ZZ.IMPLANTS]", "entries: [ZZ.IMPLANTS, ZZ.AFTER]")
    corpus = load([write(tmp_path, {**TINY, "zz/after.yaml": second, "zz/regime.yaml": regime})])
    assert corpus.regimes["ZZ"].entries == ("ZZ.IMPLANTS", "ZZ.AFTER")
    assert corpus.regimes["ZZ"].covers_from == date(2020, 1, 1)
    assert [(family.id, family.rule) for family in corpus.regimes["ZZ"].families] == [
        ("rest", "ZZ.FAMILY.REST")
    ]
    assert corpus.regimes["ZZ"].questions_always == ("to.country",)


def test_a_criterion_keeps_its_limbs_and_harms(corpus: Corpus) -> None:
    criterion = corpus.criteria["CRITERION.2"]
    assert criterion.effect == "deny"
    assert criterion.limbs[0]["id"] == "repression"
    assert criterion.limbs[0]["harms"] == (
        {"id": "journalists", "text": {"en": "Against journalists", "fr": "Contre des journalistes"}},
    )


def test_the_functional_kinds_are_the_rules_of_that_role(tmp_path: Path) -> None:
    kind = (
        ENTRY.replace("ZZ.IMPLANTS", "CCIC.SPYWARE")
        .replace("role: entry", "role: ccic_kind")
        .replace("wassenaar: 4.D.4\n", "")
    )
    assert load([write(tmp_path, {**TINY, "zz/spyware.yaml": kind})]).ccic_kinds == ("CCIC.SPYWARE",)


# --- expressions -------------------------------------------------------------------------------------

DEBUGGER = IsTrue(Frame.ITEM, "item.is_debugger")
IMPLANTS = IsTrue(Frame.ITEM, "item.controls_implants")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("item.is_debugger", DEBUGGER),
        ("target.is_debugger", IsTrue(Frame.TARGET, "item.is_debugger")),
        (
            "{item.kind: [hardware, software]}",
            OneOf(Frame.ITEM, "item.kind", frozenset({"hardware", "software"})),
        ),
        ("{item.kind: software}", OneOf(Frame.ITEM, "item.kind", frozenset({"software"}))),
        ("{to.country: [NO]}", OneOf(Frame.TO, "party.country", frozenset({"NO"}))),
        ("{to.country: {in: friends}}", InGroup(Frame.TO, "party.country", "friends")),
        ("{item.key_bits: {over: 56}}", Compare(Frame.ITEM, "item.key_bits", ">", 56.0)),
        ("{item.key_bits: {from: 56}}", Compare(Frame.ITEM, "item.key_bits", ">=", 56.0)),
        ("{item.key_bits: {under: 56}}", Compare(Frame.ITEM, "item.key_bits", "<", 56.0)),
        ("{item.key_bits: {to: -0.5}}", Compare(Frame.ITEM, "item.key_bits", "<=", -0.5)),
        (
            "{transfer.on: {from: 2024-02-29}}",
            Compare(Frame.TRANSFER, "transfer.on", ">=", date(2024, 2, 29)),
        ),
        ("{all: [item.is_debugger, item.controls_implants]}", All((DEBUGGER, IMPLANTS))),
        ("{any: [item.is_debugger, item.controls_implants]}", AnyOf((DEBUGGER, IMPLANTS))),
        ("{not: item.is_debugger}", Not(DEBUGGER)),
        ("{at_least: 2, of: [item.is_debugger, item.controls_implants]}", AtLeast(2, (DEBUGGER, IMPLANTS))),
        ("ZZ.IMPLANTS", Ref("ZZ.IMPLANTS")),
        ("{of_target: ZZ.IMPLANTS}", Ref("ZZ.IMPLANTS", of_target=True)),
        ("{judgement: required}", Judgement("required")),
        ("{outside: rest}", Outside("rest")),
        ("always", Constant(True)),
        ("never", Constant(False)),
        ('"item.is_debugger"', DEBUGGER),
    ],
)
def test_an_expression_means_what_the_reference_says(tmp_path: Path, written: str, meant: Expr) -> None:
    assert reading(tmp_path, written) == meant


def test_two_bounds_hold_together(tmp_path: Path) -> None:
    low, high = (
        Compare(Frame.ITEM, "item.key_bits", ">", 56.0),
        Compare(Frame.ITEM, "item.key_bits", "<=", 128.0),
    )
    assert reading(tmp_path, "{item.key_bits: {over: 56, to: 128}}") == All((low, high))


@pytest.mark.parametrize("written", ["transfer.for_disclosure", "{target.kind: [software]}"])
def test_an_item_is_tested_with_its_target_and_its_transfer(tmp_path: Path, written: str) -> None:
    assert reading(tmp_path, written, on="item") != Constant(False)


# --- tests -------------------------------------------------------------------------------------------


def stated(tmp_path: Path, facts: str, more: str = "") -> dict[str, object]:
    test = f"""\
  - name: a test
    because: The paragraph says so.
    as_of: 2026-11-21
    {facts}
    expect: {{ZZ.IMPLANTS: unknown}}
{more}"""
    corpus = load([write(tmp_path, {**TINY, "zz/implants.yaml": ENTRY + test})])
    return dict(corpus.rules["ZZ.IMPLANTS"].tests[-1].document)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("{item.is_debugger: yes}", {"item.is_debugger": True}),
        ("{item.is_debugger: false}", {"item.is_debugger": False}),
        ("{item.is_debugger: [yes, no]}", {"item.is_debugger": {"one_of": [True, False]}}),
        ("{item.kind: software}", {"item.kind": "software"}),
        ("{to.country: [AT, NO]}", {"to.country": {"one_of": ["AT", "NO"]}}),
        ("{item.key_bits: 56}", {"item.key_bits": 56}),
        ("{item.key_bits: {min: 10.5, max: 56}}", {"item.key_bits": {"min": 10.5, "max": 56}}),
        ("{transfer.on: 2024-02-29}", {"transfer.on": "2024-02-29"}),
        ("{item.is_debugger: {value: yes, by: authority, status: found}}", {"item.is_debugger": {"value": True, "by": "authority", "status": "found"}}),
        ("{target2.kind: hardware}", {"target2.kind": "hardware"}),
        ("{judgement.required: yes}", {"judgement.required": True}),
        ("{}", {}),
    ],
)  # fmt: skip
def test_a_test_states_facts_as_the_contract_has_them(
    tmp_path: Path, written: str, means: dict[str, object]
) -> None:
    assert stated(tmp_path, f"facts: {written}") == {"facts": means}


def test_a_test_may_state_a_chain(tmp_path: Path) -> None:
    chain = """\
parties:
      - {id: p, roles: [exporter], country: XB}
      - {id: q, country: [AT, NO]}
    items:
      - {id: i1, kind: software, of: [{relation: software_for, item: i2}], facts: {is_debugger: no}}
      - {id: i2, kind: [hardware, software]}
    transfers:
      - {id: t1, item: i1, actor: p, from: p, to: q, via: [CH], facts: {for_disclosure: yes}}"""
    assert stated(tmp_path, chain) == {
        "parties": [{"id": "p", "roles": ["exporter"], "country": "XB"}, {"id": "q", "country": {"one_of": ["AT", "NO"]}}],
        "items": [
            {"id": "i1", "kind": "software", "of": [{"relation": "software_for", "item": "i2"}], "facts": {"is_debugger": False}},
            {"id": "i2", "kind": {"one_of": ["hardware", "software"]}},
        ],
        "transfers": [{"id": "t1", "item": "i1", "actor": "p", "from": "p", "to": "q", "via": ["CH"], "facts": {"for_disclosure": True}}],
    }  # fmt: skip


def test_missing_left_out_is_not_asserted_and_empty_is(tmp_path: Path) -> None:
    stated_missing = "    missing: [item.kind, judgement.required, trust.ZZ.IMPLANTS.NOTE, outside.rest]\n"
    stated(tmp_path, "facts: {}", stated_missing)
    tests = load([tmp_path]).rules["ZZ.IMPLANTS"].tests
    assert tests[0].missing is None
    assert tests[-1].missing == ("item.kind", "judgement.required", "trust.ZZ.IMPLANTS.NOTE", "outside.rest")
    assert (tests[0].refer, tests[0].as_of) == (None, date(2026, 11, 21))


# --- files -------------------------------------------------------------------------------------------


def refusal(root: Path) -> str:
    with pytest.raises(CorpusError) as raised:
        load([root])
    return str(raised.value)


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {**TINY, "zz/large.yaml": "#" * (256 * 1024 + 1)})
    assert "large.yaml:1: Larger than 256 kB. Split it" in refusal(tmp_path)


def test_a_law_of_too_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.law.nodes.MAX_TOTAL", 1000)
    assert "The law exceeds" in refusal(write(tmp_path, TINY))


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, TINY)
    (tmp_path / "zz" / "latin.yaml").write_bytes("is: rule\nid: Règle\n".encode("latin-1"))
    assert "latin.yaml:2: Not UTF-8. Save the file as UTF-8." in refusal(tmp_path)


def test_a_control_character_is_refused(tmp_path: Path) -> None:
    assert "control character" in refusal(write(tmp_path, {**TINY, "zz/bell.yaml": "is: rule\nid: \a\n"}))


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    assert "There is no law here. Name a folder with .yaml files in LICET_LAW." in refusal(tmp_path)
    assert "There is no such folder. Name an existing law folder in LICET_LAW." in refusal(
        tmp_path / "nowhere"
    )


@pytest.mark.parametrize("name", ["rule.yml", "rule.YAML", "rule.Yml"])
def test_a_law_file_under_another_ending_is_not_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path, {**TINY, f"zz/{name}": ENTRY})
    assert "Rename it to end in .yaml" in refusal(tmp_path)


def test_other_files_may_lie_beside_the_law(tmp_path: Path) -> None:
    write(tmp_path, {**TINY, "README.md": "# Our law", "zz/notes.txt": "See the treaty."})
    assert len(load([tmp_path]).rules) == 3


def test_hidden_files_and_folders_are_not_law(tmp_path: Path) -> None:
    write(tmp_path, {**TINY, ".git/broken.yaml": "{", "zz/.draft.yaml": "{"})
    assert len(load([tmp_path]).rules) == 3


def test_all_faults_of_all_files_are_reported_in_order(tmp_path: Path) -> None:
    faulty = {
        "zz/implants.yaml": ENTRY.replace("verified", "sure").replace(
            "when: item.controls_implants", "when: item.implants"
        ),
        "zz/art3.yaml": MEASURE.replace("kind: licence", "kind: licens"),
    }
    with pytest.raises(CorpusError) as raised:
        load([write(tmp_path, {**TINY, **faulty})])
    every = [raised.value, *raised.value.others]
    assert [(Path(fault.file).name, fault.line) for fault in every] == [
        ("art3.yaml", 4),
        ("implants.yaml", 14),
        ("implants.yaml", 17),
    ]


def test_a_faulty_vocabulary_does_not_bury_its_fault_under_others(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as raised:
        load(
            [
                write(
                    tmp_path,
                    {**TINY, "vocabulary/item.yaml": VOCABULARY.replace("type: number", "type: numeric")},
                )
            ]
        )
    assert raised.value.line == 25 and raised.value.others == ()


# --- overlays ----------------------------------------------------------------------------------------


def overlaid(tmp_path: Path, documents: dict[str, str]) -> Corpus:
    return load([write(tmp_path / "law", TINY), write(tmp_path / "overlay", documents)])


def test_a_later_root_replaces_a_rule_with_its_tests(tmp_path: Path) -> None:
    changed = ENTRY.replace("title: {en: Control of implants", "title: {en: Our own wording").partition(
        "tests:\n"
    )[0]
    rule = overlaid(tmp_path, {"ours.yaml": changed}).rules["ZZ.IMPLANTS"]
    assert (rule.title["en"], rule.tests) == ("Our own wording", ())
    assert rule.where.file.endswith("overlay/ours.yaml")


def test_a_later_root_adds_rules_that_lean_on_the_first(tmp_path: Path) -> None:
    more = (
        ENTRY.partition("tests:\n")[0]
        .replace("ZZ.IMPLANTS", "YY.MORE")
        .replace("item.controls_implants", "ZZ.IMPLANTS")
    )
    corpus = overlaid(tmp_path, {"more.yaml": more})
    assert corpus.rules["YY.MORE"].editions[0].when == Ref("ZZ.IMPLANTS")
    assert len(corpus.rules) == 4


def test_a_later_root_replaces_single_facts_and_terms(tmp_path: Path) -> None:
    fact = "is: facts\nscope: item\nfacts:\n  - {name: is_debugger, type: boolean, ask: {en: Ours?, fr: Le nôtre ?}}\n"
    term = "is: judgements\nterms:\n  - {term: required, en: Ours, fr: Le nôtre}\n"
    corpus = overlaid(tmp_path, {"facts.yaml": fact, "terms.yaml": term})
    assert corpus.facts["item.is_debugger"].ask["en"] == "Ours?"
    assert corpus.facts["item.kind"].ask["en"] == "What is it?"
    assert corpus.judgements["required"]["en"] == "Ours"


def test_the_last_root_prevails(tmp_path: Path) -> None:
    roots = [
        write(tmp_path / name, {"g.yaml": GROUP.replace("en: Friends", f"en: {name}")})
        for name in ("one", "two")
    ]
    base = write(tmp_path / "law", TINY)
    assert load([base, *roots]).groups["friends"].title["en"] == "two"
    assert load([base, *reversed(roots)]).groups["friends"].title["en"] == "one"


def test_an_overlay_that_breaks_the_law_beneath_is_refused(tmp_path: Path) -> None:
    lost = GROUP.replace("[NO, JP]", "[UK]")
    with pytest.raises(CorpusError, match=r"overlay/friends\.yaml:6: 'UK' is not a country code"):
        overlaid(tmp_path, {"friends.yaml": lost})
