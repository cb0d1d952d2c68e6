"""Secrets of second factors are kept sealed: who copies the database alone cannot compute anybody's codes."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from django.conf import settings
from nacl.secret import SecretBox
from nacl.utils import random

from licet.service.base.keys import key_from_file


def _box() -> SecretBox:
    """The key lies in LICET_DATA_DIR/second-factor-key (mode 0600); the first use makes it."""
    return SecretBox(key_from_file(Path(settings.DATA_DIR) / "second-factor-key", random(SecretBox.KEY_SIZE)))


def seal(text: str) -> str:
    return b64encode(bytes(_box().encrypt(text.encode()))).decode()


def unseal(sealed: str) -> str:
    return _box().decrypt(b64decode(sealed)).decode()
