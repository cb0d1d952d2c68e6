"""Two processes start for the first time at the same moment on the same folder: both come up, on one database with one set of keys."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

BEGIN = [sys.executable, "-m", "licet.cli.main", "manage", "migrate", "--verbosity", "0"]
KEYS = """
from licet.cli.django_setup import setup
setup()
from django.conf import settings
from licet.service.records.keys import verifier
print(settings.SECRET_KEY, verifier())
"""


def together(command: list[str], folder: Path, count: int) -> list[tuple[int, str, str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LICET_")}
    environment |= {"LICET_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "licet.service.base.settings"}
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    said = [each.communicate(timeout=250) for each in started]
    return [(each.returncode, *texts) for each, texts in zip(started, said, strict=True)]


def test_the_database_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for code, _out, error in together(BEGIN, folder, 2):
        assert code == 0, error[-2000:]
    rows = sqlite3.connect(folder / "licet.sqlite3").execute("SELECT app, name FROM django_migrations")
    applied = rows.fetchall()
    assert len(applied) == len(set(applied)) > 50


def test_both_hold_the_same_keys(tmp_path: Path) -> None:
    answers = together([sys.executable, "-c", KEYS], tmp_path / "data", 3)
    assert [code for code, _out, _error in answers] == [0, 0, 0], answers[0][2][-2000:]
    assert len({out for _code, out, _error in answers}) == 1
