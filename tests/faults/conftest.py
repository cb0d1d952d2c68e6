from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from faults.machine import Machine, postgresql_machine, sqlite_machine

SERVER = os.environ.get("LICET_FAULT_SERVER", "postgres://postgres@127.0.0.1:5432/postgres")
Make = Callable[..., AbstractContextManager[Machine]]


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a whole Licet on the database of this run."""

    def make(**environment: str) -> AbstractContextManager[Machine]:
        if request.param == "sqlite":
            return sqlite_machine(tmp_path / "data", **environment)
        return postgresql_machine(tmp_path / "data", SERVER, f"licet_fault_{os.getpid()}", **environment)

    return make
