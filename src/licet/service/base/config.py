"""Settings come from the environment; a secret may also come from a file named in `<NAME>_FILE`, or be handed over by systemd
as a credential of that name."""

from __future__ import annotations

import os
from pathlib import Path


class SettingError(Exception):
    """A setting is missing or wrong. The text names it and says what to do."""


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off and empty; anything else is refused."""
    text = os.environ.get(name, "").strip().lower()
    if text == "":
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {text!r}. Set it to yes or no.")


def env_int(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if text == "":
        return default
    try:
        return int(text)
    except ValueError:
        raise SettingError(f"{name} is {text!r}. Set it to a whole number.") from None


def env_secret(name: str, default: str = "") -> str:
    """The secret itself, or the stripped content of the file that `<name>_FILE` names or that systemd hands over."""
    path = os.environ.get(f"{name}_FILE", "") or _credential(name)
    if path and os.environ.get(name):
        raise SettingError(f"{name} is given twice, in the environment and in a file ({path}). Keep one.")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from None


def _credential(name: str) -> str:
    """`LoadCredential=<name>:…` of a systemd unit; empty if there is none."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    path = Path(folder) / name
    return str(path) if folder and path.is_file() else ""
