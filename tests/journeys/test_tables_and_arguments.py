"""Pages that need something to be under way: a table that is being answered, one that is, one that cannot be; arguments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import officer_walk
import pytest
from officer_walk import office, small_law
from walker import Walker

from licet.service.corpus.tables import services
from licet.service.people.models import User

__all__ = ["office", "small_law"]
pytestmark = pytest.mark.journey
TABLE = "number,item.kind,to.country\nA-1,software,BR\nA-2,,{country}\n"


def test_a_table_from_upload_to_answers(
    walk: Callable[..., Walker], people: dict[str, User], tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "store"
    olga = walk(people["olga"])
    for name, country in (("A year of declarations.csv", "NO"), ("Spoilt.csv", "Norway")):
        olga.go("/law/tables/", name="table choose")
        file = tmp_path / name
        file.write_text(TABLE.format(country=country))
        olga.page.set_input_files("input[type=file]", file)
        olga.fill(keep="number")
        olga.press("Answer the table", picture="table runs")
        pk = olga.page.url.rstrip("/").rsplit("/", 1)[1]
        services.evaluate(pk)
        olga.go(f"/law/tables/{pk}/", name=f"table {country}")
    assert olga.reads("to.country")


def test_the_argument_for_each_reader(
    walk: Callable[..., Walker], people: dict[str, User], office: None
) -> None:
    case = officer_walk.taken(people["elena"], people["olga"])
    olga = walk(people["olga"])
    for reader in ("exporter", "officer", "court"):
        olga.go(f"/cases/{case.pk}/indication/argument/?for={reader}", name=f"argument {reader}")
