"""Checkpoints are C2SP tlog-checkpoint notes: what is read is what was signed."""

from __future__ import annotations

import base64
import hashlib

import pytest
from nacl.signing import SigningKey

from licet.ledger.checkpoint import Checkpoint, CheckpointError, Verifier, read, sign, verifier_from, verify

KEY = SigningKey(bytes(range(32)))
VERIFIER = Verifier("ledger.example/licet", KEY.verify_key)
HEAD = Checkpoint("ledger.example/licet", 7, hashlib.sha256(b"root").digest())


def note() -> str:
    return sign(HEAD, VERIFIER.name, KEY)


def test_a_note_has_origin_size_root_a_blank_line_and_a_signature() -> None:
    origin, size, root, blank, signature, end = note().split("\n")
    assert (origin, size, blank, end) == ("ledger.example/licet", "7", "", "")
    assert base64.b64decode(root) == HEAD.root
    dash, name, encoded = signature.split(" ")
    assert (dash, name) == ("—", "ledger.example/licet")
    assert len(base64.b64decode(encoded)) == 4 + 64


def test_the_key_id_is_the_hash_of_name_algorithm_and_key() -> None:
    # signed-note: the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
    expected = hashlib.sha256(b"ledger.example/licet\n\x01" + bytes(KEY.verify_key)).digest()[:4]
    assert VERIFIER.id == expected
    assert base64.b64decode(note().splitlines()[-1].split(" ")[2])[:4] == expected


def test_the_signature_is_over_the_text_up_to_the_blank_line() -> None:
    text, signature = note().split("\n\n")
    raw = base64.b64decode(signature.split(" ")[2])
    assert KEY.verify_key.verify((text + "\n").encode(), raw[4:])


def test_a_signed_checkpoint_reads_back() -> None:
    assert verify(note(), [VERIFIER]) == HEAD == read(note())


@pytest.mark.parametrize(
    ("old", "new"), [("\n7\n", "\n8\n"), ("ledger.example/licet\n7", "another.example/licet\n7")]
)
def test_a_changed_statement_is_refused(old: str, new: str) -> None:
    with pytest.raises(CheckpointError, match="does not fit"):
        verify(note().replace(old, new, 1), [VERIFIER])


def test_a_stranger_s_signature_is_not_enough() -> None:
    stranger = Verifier("stranger", SigningKey(b"\x01" * 32).verify_key)
    with pytest.raises(CheckpointError, match="None of the known keys"):
        verify(note(), [stranger])


def test_a_second_signature_of_a_witness_does_no_harm() -> None:
    witness = SigningKey(b"\x02" * 32)
    cosigned = note() + sign(HEAD, "witness.example", witness).splitlines()[-1] + "\n"
    assert verify(cosigned, [VERIFIER]) == HEAD
    assert verify(cosigned, [Verifier("witness.example", witness.verify_key)]) == HEAD


def test_extension_lines_are_covered_by_the_signature() -> None:
    extended = HEAD.body() + "extension\n"
    raw = VERIFIER.id + KEY.sign(extended.encode()).signature
    text = f"{extended}\n— {VERIFIER.name} {base64.b64encode(raw).decode()}\n"
    assert verify(text, [VERIFIER]) == HEAD
    with pytest.raises(CheckpointError):
        verify(text.replace("extension", "extinction"), [VERIFIER])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank line"),
        ("origin\n7\nAAAA\n", "blank line"),
        ("origin\n\n— name AAAA\n", "begins with origin"),
        (f"origin\n07\n{'A' * 43}=\n\n— name AAAA\n", "number of entries"),
        ("origin\n7\nAAAA\n\n— name AAAA\n", "3 bytes"),
        ("origin\n7\n!!!\n\n— name AAAA\n", "not base64"),
        ("origin\n7\nAAAA\n\nname AAAA\n", "not a signature line"),
    ],
)
def test_what_is_not_a_checkpoint_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(CheckpointError, match=reason):
        read(text)


def test_a_verifier_key_reads_back_from_its_text() -> None:
    assert verifier_from(f" {VERIFIER}\n") == VERIFIER


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nonsense", "name\\+id\\+key"),
        (str(VERIFIER).replace(VERIFIER.id.hex(), "00000000"), "has id"),
        ("name+00000000+AAAA", "not an Ed25519 key"),
    ],
)
def test_a_wrong_verifier_key_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(CheckpointError, match=reason):
        verifier_from(text)
