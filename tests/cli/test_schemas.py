"""The published schemas accept what Licet really takes and gives, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from law_tiny import TINY, write

from licet.cli.main import main
from licet.cli.schema import SUMMARIES, text_of
from licet.law import Corpus, load, shipped
from licet.reasoning import Law

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
EXAMPLES = sorted(path for path in FOLDER.glob("*.json") if not path.name.endswith(".expect.json"))


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(text_of(name)))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load([shipped()])


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return Law.load([shipped()])


@pytest.mark.parametrize("name", SUMMARIES)
def test_each_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(text_of(name)))


@pytest.mark.parametrize("name", SUMMARIES)
def test_each_schema_is_closed(name: str) -> None:
    """An object of the contract lists its fields; only maps by id or by fact are open."""
    for found in objects(json.loads(text_of(name))):
        assert found["additionalProperties"] is False or isinstance(found["additionalProperties"], dict)


def objects(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_the_command_prints_the_schema_or_the_list_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "transfer"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["schema"] == {"const": "licet.transfer/1"}
    assert main(["schema"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(SUMMARIES)
    assert main(["schema", "transfers"]) == 2
    assert "NAME: there is no schema 'transfers'. Choose one of: transfer" in capsys.readouterr().err


# --- input -------------------------------------------------------------------------------------------

CHAIN: dict[str, Any] = {
    "schema": "licet.transfer/1",
    "as_of": "2026-11-21",
    "regimes": ["EU"],
    "facts": {},
    "parties": [
        {"id": "p", "roles": ["exporter"], "country": "FR", "facts": {}},
        {"id": "q", "country": {"one_of": ["AT", "NO"]}},
    ],
    "items": [
        {"id": "i1", "kind": "software", "of": [{"relation": "update_to", "item": "i2"}]},
        {
            "id": "i2",
            "kind": {"value": "software", "by": "authority", "status": "found", "evidence": ["sheet 3"]},
            "of": [],
        },
    ],
    "transfers": [
        {"id": "t1", "item": "i1", "act": "transmit", "actor": "p", "from": "p", "to": "q", "via": ["CH"]}
    ],
}


def test_a_chain_is_accepted(law: Law) -> None:
    validator("transfer").validate(CHAIN)
    validator("indication").validate(as_json(law.check(CHAIN)))


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "licet.transfer/2"},
        {"day": "2026-11-21"},
        {"regimes": "EU"},
        {"parties": {"id": "p"}},
        {"items": [{"id": "i1", "of": [{"relation": "part_of", "item": "i2"}]}]},
        {"items": [{"id": "i1", "kind": {"value": "software", "by": "minister"}}]},
        {"items": [{"id": "i1", "facts": {"key_bits": {"min": 1, "maximum": 2}}}]},
        {"transfers": [{"id": "t1", "destination": "CH"}]},
    ],
)
def test_a_document_the_reasoning_would_refuse_is_not_valid(damage: Mapping[str, Any]) -> None:
    with pytest.raises(ValidationError):
        validator("transfer").validate({**CHAIN, **damage})


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_each_worked_example_is_valid_and_so_is_its_indication(law: Law, example: Path) -> None:
    document = json.loads(example.read_text(encoding="utf-8"))
    validator("transfer").validate(document)
    validator("indication").validate(as_json(law.check(document)))


def test_the_documents_of_the_lawyers_tests_are_valid(corpus: Corpus) -> None:
    documents = [test.document for rule in corpus.rules.values() for test in rule.tests]
    assert len(documents) > 50
    for document in documents:
        validator("transfer").validate(as_json(document))


def test_the_indications_of_the_lawyers_tests_are_valid(corpus: Corpus, law: Law) -> None:
    tests = [test for rule in corpus.rules.values() for test in rule.tests]
    for test in tests[::40]:
        validator("indication").validate(as_json(law.check(test.document, test.as_of)))


@pytest.mark.parametrize("day", ["1999-12-31", "2021-09-09", "2026-11-21"])
def test_an_indication_of_any_day_is_valid(law: Law, day: str) -> None:
    validator("indication").validate(as_json(law.check({**CHAIN, "as_of": day})))


def test_the_indication_of_the_tiny_law_with_contradictions_is_valid(tmp_path: Path) -> None:
    tiny = Law.load([write(tmp_path / "law", TINY)], tmp_path / "compiled")
    facts = {"item.kind": "hardware", "item.is_debugger": True, "item.controls_implants": True}
    found = as_json(tiny.check({"facts": facts, "as_of": "2026-11-21"}))
    assert found["contradictions"][0]["axiom"] == "AX.DEBUGGER"
    validator("indication").validate(found)


# --- output of commands ------------------------------------------------------------------------------


def test_the_facts_of_the_shipped_law_are_valid(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LICET_LAW", raising=False)
    assert main(["facts", "--format", "json"]) == 0
    validator("facts").validate(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("broken", [False, True])
def test_the_report_of_the_law_tests_is_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: bool
) -> None:
    root = write(tmp_path / "law", TINY)
    if broken:
        path = root / "zz" / "implants.yaml"
        path.write_text(path.read_text().replace("missing: [transfer.for_disclosure]", "refer: yes"))
    monkeypatch.setenv("LICET_LAW", str(root))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    assert main(["law", "test", "--format", "json"]) == (1 if broken else 0)
    report = json.loads(capsys.readouterr().out)
    validator("law-test").validate(report)
    assert bool(report["failed"]) is bool(report["uncovered"]) is broken


def as_json(value: object) -> Any:
    return json.loads(json.dumps(value))
