"""docs/reference/law-format.md says what the reader accepts: every key, word and limit, and its examples can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from law_tiny import TINY, write

from licet.law import clauses, load, nodes, red_flags, topics
from licet.law.coverage import mapping
from licet.law.criteria import (
    CRITERION_KEYS,
    EFFECTS,
    FLOOR_KEYS,
    LIMB_KEYS,
    LOOK_KEYS,
    REASON_KEYS,
    STANDARD_KEYS,
)
from licet.law.expressions import BOUNDS
from licet.law.fields import LANGUAGES
from licet.law.lawyers_tests import ENDS, RELATIONS, RESULTS, STATEMENT_KEYS, TEST_KEYS
from licet.law.loading import KINDS
from licet.law.model import FactType, Frame, Mark, MeasureKind, Role, Scope
from licet.law.regimes import REGIME_KEYS
from licet.law.rules import EDITION_KEYS, MEASURE_KEYS, RULE_KEYS
from licet.law.vocabulary import FACT_KEYS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "law-format.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, flags=re.MULTILINE | re.DOTALL)
WORDS = {
    *clauses.CLAUSE_KEYS, *clauses.USES, *clauses.BEARERS, *red_flags.RED_FLAG_KEYS, *red_flags.ABOUT, *topics.KINDS, *topics.TOPIC_KEYS, *topics.POINT_KEYS, *topics.EXAMPLE_KEYS,
    *KINDS, *LANGUAGES, *FACT_KEYS, *RULE_KEYS, *MEASURE_KEYS, *EDITION_KEYS, *TEST_KEYS, *STATEMENT_KEYS, *REGIME_KEYS,
    *CRITERION_KEYS, *LIMB_KEYS, *STANDARD_KEYS, *REASON_KEYS, *FLOOR_KEYS, *LOOK_KEYS, *EFFECTS, *BOUNDS, *RELATIONS, *RESULTS, *FactType, *Frame, *Mark, *MeasureKind, *Role, *Scope,
}  # fmt: skip


@pytest.mark.parametrize("word", sorted(map(str, WORDS - {*ENDS, "file"})))
def test_each_word_of_the_format_is_on_the_page(word: str) -> None:
    assert re.search(rf"\b{word}\b", TEXT)


def test_the_limits_on_the_page_are_those_that_hold() -> None:
    assert f"at most {nodes.MAX_FILE >> 10} kB" in TEXT
    assert f"nested at most {nodes.MAX_DEPTH} levels" in TEXT
    assert f"all roots together at most {nodes.MAX_TOTAL >> 20} MB" in TEXT


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[block.splitlines()[0].removeprefix("is: ") for block in BLOCKS]
)
def test_each_example_is_well_formed(block: str, tmp_path: Path) -> None:
    write(tmp_path, {"example.yaml": block})
    assert str(getattr(nodes.read(tmp_path / "example.yaml").fields["is"], "text", "")) in (
        *KINDS,
        *topics.KINDS,
        *clauses.KINDS,
        *mapping.KINDS,
        *red_flags.KINDS,
    )


def test_the_example_of_facts_can_be_read_as_it_stands(tmp_path: Path) -> None:
    example = next(block for block in BLOCKS if block.startswith("is: facts"))
    facts = load([write(tmp_path / "law", TINY), write(tmp_path / "example", {"facts.yaml": example})]).facts
    assert facts["item.kind"].help["fr"] == "Ce qui est livré."
    assert (facts["item.specially_designed"].prior, facts["item.key_bits"].unit) == (0.2, "bits")


def test_the_expressions_of_the_table_are_known_forms() -> None:
    rows = re.findall(r"^\| `(.+?)` \|", TEXT, flags=re.MULTILINE)
    assert {
        "{of_target: EU.DEF.INTRUSION_SOFTWARE}",
        "{judgement: required}",
        "{item.key_bits: {over: 56}}",
    } <= set(rows)
