"""Public data that is not part of the project: read where it lies, never copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def real_file(name: str) -> Path:
    """The file, or a skip that says where it was looked for."""
    folder = Path(os.environ.get("LICET_TEST_DATA", _BESIDE))
    if not (folder / name).exists():
        pytest.skip(f"Public test data is not there: {folder / name}. Set LICET_TEST_DATA to its folder.")
    return folder / name
