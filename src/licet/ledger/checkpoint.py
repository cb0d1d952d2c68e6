"""Signed tree heads: C2SP tlog-checkpoint, a note (C2SP signed-note) signed with Ed25519.

origin
size, decimal
root hash, base64
(blank line)
— key name base64(4 bytes of key id ‖ signature)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"— (\S+) (\S+)")
_VERIFIER = re.compile(r"([^+\s]+)\+([0-9a-f]{8})\+(\S+)")


class CheckpointError(Exception):
    """A checkpoint, or a verifier key, cannot be read or does not verify; the text says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A name and the public key that speaks for it, printed as `name+id+key`."""

    name: str
    key: VerifyKey

    @property
    def id(self) -> bytes:
        named = self.name.encode() + b"\n" + _ED25519 + bytes(self.key)
        return hashlib.sha256(named).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + bytes(self.key)).decode()}"


def verifier_from(text: str) -> Verifier:
    """Read `name+id+key`; the id must be the one of that key."""
    match = _VERIFIER.fullmatch(text.strip())
    if not match:
        raise CheckpointError("A verifier key reads name+id+key.")
    name, key_id, encoded = match.groups()
    raw = _decoded(encoded)
    if len(raw) != 33 or raw[:1] != _ED25519:
        raise CheckpointError("The verifier key is not an Ed25519 key.")
    verifier = Verifier(name, VerifyKey(raw[1:]))
    if verifier.id.hex() != key_id:
        raise CheckpointError(f"The verifier key has id {verifier.id.hex()}, not {key_id}.")
    return verifier


def sign(checkpoint: Checkpoint, name: str, key: SigningKey) -> str:
    verifier = Verifier(name, key.verify_key)
    signature = key.sign(checkpoint.body().encode()).signature
    line = base64.b64encode(verifier.id + signature).decode()
    return f"{checkpoint.body()}\n— {name} {line}\n"


def read(text: str) -> Checkpoint:
    """The statement of a note, unverified."""
    lines = _parts(text)[0].split("\n")
    if len(lines) < 4 or not lines[0]:
        raise CheckpointError("A checkpoint begins with origin, size and root hash, each on a line.")
    if not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise CheckpointError(f"The second line is {lines[1]!r}; it must be the number of entries.")
    root = _decoded(lines[2])
    if len(root) != 32:
        raise CheckpointError(f"The root hash has {len(root)} bytes, not 32.")
    return Checkpoint(lines[0], int(lines[1]), root)


def verify(text: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The statement, once one of `verifiers` is found to have signed it. A known key with a bad signature is refused."""
    body, signatures = _parts(text)
    known = {(verifier.name, verifier.id): verifier for verifier in verifiers}
    signed = False
    for name, raw in signatures:
        verifier = known.get((name, raw[:4]))
        if verifier is None:
            continue
        try:
            verifier.key.verify(body.encode(), raw[4:])
        except (BadSignatureError, ValueError):
            raise CheckpointError(f"The signature of {name} does not fit this checkpoint.") from None
        signed = True
    if not signed:
        raise CheckpointError("None of the known keys has signed this checkpoint.")
    return read(text)


def _parts(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text with its final newline, and the signature lines after the last blank line."""
    body, blank, tail = text.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise CheckpointError("A checkpoint ends with a blank line and signature lines.")
    signatures = []
    for line in tail.splitlines():
        match = _SIGNATURE.fullmatch(line)
        if not match:
            raise CheckpointError(f"This is not a signature line: {line!r}.")
        signatures.append((match[1], _decoded(match[2])))
    return body + "\n", signatures


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise CheckpointError(f"This is not base64: {text!r}.") from None
