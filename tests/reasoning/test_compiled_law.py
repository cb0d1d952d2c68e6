"""Compiled law: what is stored, what is found again, and what an indication does not import."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from law_tiny import TINY, write
from small_law import DAY, corpus, entry, group, law, measure, rule, small, unless, yes_no

from licet.cli.main import main
from licet.law.model import Edition, Mark, Rule
from licet.reasoning import Law, kernel
from licet.reasoning.codec import decode, encode
from licet.reasoning.compiler import compile_corpus, periods
from licet.reasoning.store import load_corpus


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A law on disk, and the folder of its compiled form."""
    root = write(tmp_path_factory.mktemp("law"), TINY)
    place = tmp_path_factory.mktemp("compiled")
    Law.load([root], place)
    return root, place


def test_with_compiled_law_neither_cudd_nor_yaml_nor_django_is_imported(tiny: tuple[Path, Path]) -> None:
    root, place = tiny
    program = (
        "import sys; from pathlib import Path; from licet.reasoning import Law; from datetime import date;"
        f"Law.load([Path({str(root)!r})], Path({str(place)!r})).check({{'facts': {{}}}}, date(2026, 11, 21));"
        "print([m for m in ('dd', 'yaml', 'django', 'licet.service') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_compiled_law_answers_as_the_law_it_was_made_from(tiny: tuple[Path, Path]) -> None:
    root, place = tiny
    found = Law.load([root], place)
    assert found.digest == found.corpus.digest
    assert load_corpus(found.folder) == (found.corpus, found.starts)


def test_a_changed_file_is_compiled_anew(tiny: tuple[Path, Path], tmp_path: Path) -> None:
    _, place = tiny
    name, text = next(iter(TINY.items()))
    changed = write(tmp_path / "changed", {**TINY, name: text + "\n# a comment\n"})
    before = {p.name for p in place.iterdir()}
    Law.load([changed], place)
    assert len({p.name for p in place.iterdir()} - before) == 1


def test_a_law_half_written_to_disk_is_not_taken_for_a_whole_one(
    tiny: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "corpus.json").write_text('{"format": 4, "peri', encoding="utf-8")
    assert load_corpus(tmp_path) is None


def test_the_law_as_json_comes_back_as_it_was() -> None:
    made = corpus(
        yes_no("item.a"),
        [
            rule(
                "EU.X",
                {"any": ["item.a", {"to.country": {"in": "near"}}]},
                exceptions=[unless("EU.X.N", "item.a")],
            )
        ],
        groups=[group("near", "AT")],
    )
    assert decode(json.loads(json.dumps(encode(made)))) == made


def reworded(first: Rule, since: date) -> Rule:
    """A second edition with the same meaning and another citation."""
    old = first.editions[0]
    new: Edition = replace(old, valid_from=since, citation=replace(old.citation, edition="2024"))
    return replace(first, editions=(old, new))


def test_a_period_begins_wherever_a_rule_or_a_membership_changes(tmp_path: Path) -> None:
    made = corpus(
        yes_no("item.a"),
        [reworded(rule("EU.X", "item.a"), date(2024, 1, 1))],
        groups=[group("near", "AT", since=date(2023, 5, 1))],
    )
    assert periods(made) == [date(2021, 9, 9), date(2023, 5, 1), date(2024, 1, 1)]
    reports = compile_corpus(made, "key", tmp_path)
    assert [report.start for report in reports] == periods(made)


def test_a_poor_order_learned_for_another_law_changes_no_answer(tmp_path: Path) -> None:
    made = corpus(
        yes_no("item.a", "item.b", "item.c"),
        [rule("EU.X", {"at_least": 2, "of": ["item.a", "item.b", "item.c"]})],
    )
    compile_corpus(made, "key", tmp_path)
    found = load_corpus(tmp_path / "key")
    assert found is not None
    again = Law(*found, tmp_path / "key")
    for facts in ({"item.a": True, "item.b": True}, {"item.a": True}, {"item.a": False, "item.c": False}):
        assert entry(again, "EU.X", facts) == entry(law(made), "EU.X", facts)


def test_the_digest_of_the_input_does_not_turn_on_the_order_of_its_fields() -> None:
    made = small("item.a item.b", rule("EU.X", "item.a", mark=Mark.PARTIAL))
    one = made.check({"facts": {"item.a": True, "item.b": False}}, DAY)
    two = made.check({"facts": {"item.b": False, "item.a": True}}, DAY)
    assert one == two


# --- the command ----------------------------------------------------------------------------------------


@pytest.fixture
def command(tiny: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("LICET_LAW", str(tiny[0]))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path))
    (tmp_path / "compiled").symlink_to(tiny[1])
    return tmp_path


def written(folder: Path, text: str) -> str:
    path = folder / "chain.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_check_prints_the_short_answer_and_what_to_find_out(
    command: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", written(command, '{"facts": {}}'), "--as-of", "2026-11-21"]) == 0
    out = capsys.readouterr().out
    assert "Short answer" in out
    assert "Leg by leg" in out
    assert "It is not a decision of the authority." in out


def test_check_prints_the_contract_as_json(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["check", written(command, '{"facts": {}}'), "--as-of", "2026-11-21", "--format", "json"]) == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["as_of"]) == ("licet.indication/1", "2026-11-21")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "chain.json:1: this is not JSON"),
        ("[]", "a document is one JSON object"),
        ('{"facts": {"item.kynd": "software"}}', "facts.item.kynd"),
        ('{"as_of": "2026-13-01"}', "as_of"),
    ],
)
def test_check_names_the_field_or_line_of_bad_input_and_ends_with_two(
    command: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert main(["check", written(command, text)]) == 2
    assert said in capsys.readouterr().err


def test_check_names_a_file_that_is_not_there(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(command / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err


def test_what_was_found_for_one_document_changes_no_answer_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The tables that documents share are let go in the middle of a row of documents; every answer stays."""
    chance = random.Random(11)
    documents = [
        {
            "facts": {
                key: chance.random() < 0.5 for key in ("item.a", "item.b", "item.c") if chance.random() < 0.6
            }
        }
        for _ in range(30)
    ]
    fresh = [chatty().check(document, DAY) for document in documents]
    shared = chatty()
    assert [shared.check(document, DAY) for document in documents] == fresh
    monkeypatch.setattr(kernel, "CROWDED", -1)
    assert [shared.check(document, DAY) for document in documents] == fresh


def chatty() -> Law:
    return small(
        "item.a item.b item.c",
        rule("EU.E", {"any": ["item.a", {"all": ["item.b", {"not": "item.c"}]}]}),
        measure("EU.LICENCE", {"all": ["EU.E", "item.b"]}),
    )
