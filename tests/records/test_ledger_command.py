"""`licet ledger`: what it prints, and what it answers with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from records_samples import Intruder, a_subject, identifier, note, stored_file

from licet.cli import main as cli
from licet.cli import schema
from licet.ledger.checkpoint import Verifier
from licet.service.records.keys import key_path, signing_key, verifier
from licet.service.records.models import Event
from licet.service.records.sequencer import seal_all

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["ledger", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_answers_0_and_says_so_when_nothing_was_altered(
    ledger: list[Event], only_projections: None, capsys: pytest.CaptureFixture[str]
) -> None:
    stored_file()
    code, out, _ = run(capsys, "verify", "--deep")
    assert code == 0
    assert out.splitlines()[1] == "Nothing was altered."


def test_the_command_answers_1_and_names_number_and_event(
    ledger: list[Event], intruder: Intruder, capsys: pytest.CaptureFixture[str]
) -> None:
    with intruder() as cursor:
        cursor.execute(
            f"UPDATE records_event SET type = 'sample.forged' WHERE id = '{identifier(ledger[4])}'"
        )
    code, out, _ = run(capsys, "verify", "--format", "json")
    answer: dict[str, Any] = json.loads(out)
    assert code == 1
    assert (answer["ok"], answer["size"]) == (False, 12)
    jsonschema.validate(answer, json.loads(schema.text_of("ledger-verify")))
    assert answer["problems"] == [
        {"seq": 4, "event": str(ledger[4].pk), "what": "The event is not the one that was sealed."}
    ]
    code, out, _ = run(capsys, "verify")
    assert code == 1
    assert f"  number 4, event {ledger[4].pk}: The event is not the one that was sealed." in out.splitlines()


def test_a_printed_checkpoint_can_be_held_against_the_ledger_later(
    ledger: list[Event], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, text, _ = run(capsys, "checkpoint")
    held = tmp_path / "checkpoint.txt"
    held.write_text(text, encoding="utf-8")
    note(a_subject("later"))
    seal_all()
    assert run(capsys, "verify", "--checkpoint", str(held))[0] == 0


def test_verifying_without_a_key_asks_for_one_and_makes_none(
    ledger: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    text = str(verifier())
    key_path().unlink()
    code, _, err = run(capsys, "verify")
    assert code == 2
    assert "--key" in err
    assert not key_path().exists()
    assert run(capsys, "verify", "--key", text)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--checkpoint", "/nowhere/checkpoint.txt"], "cannot be read"),
        (["--checkpoint", __file__], "is not a checkpoint"),
        (["--key", "nonsense"], "reads name+id+key"),
    ],
)
def test_a_wrong_argument_is_named_with_its_remedy(
    ledger: list[Event], capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, _, err = run(capsys, "verify", *arguments)
    assert code == 2
    assert message in err


def test_an_empty_ledger_has_no_checkpoint_to_print(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "checkpoint")
    assert code == 2
    assert "licet sequencer --once" in err


def test_the_printed_key_is_the_one_that_signs(
    ledger: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "key")
    assert out.strip() == str(Verifier(settings.LEDGER_ORIGIN, signing_key().verify_key))
