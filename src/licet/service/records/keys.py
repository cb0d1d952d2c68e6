"""The key that signs checkpoints. It lies in a file beside the database, so that who can write the one cannot sign for the other."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from nacl.signing import SigningKey

from licet.ledger.checkpoint import Verifier
from licet.service.base.keys import key_from_file


def key_path() -> Path:
    return Path(settings.DATA_DIR) / "ledger-key"


def signing_key() -> SigningKey:
    """The authority's Ed25519 key; made at the first start (LICET_DATA_DIR/ledger-key, mode 0600)."""
    return SigningKey(key_from_file(key_path(), bytes(SigningKey.generate())))


def verifier() -> Verifier:
    return Verifier(settings.LEDGER_ORIGIN, signing_key().verify_key)
