"""What a how-to or the tutorial prints in bold stands on a page of the site, word for word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PEOPLE = ["approver", "assessor-and-adviser", "auditor", "exporter", "lawyer", "officer", "partner"]


@cache
def words_of_the_site() -> str:
    files = [*(ROOT / "src/licet/service").rglob("*.html"), *(ROOT / "src/licet/service").rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("name", PEOPLE)
def test_every_name_in_bold_is_on_a_page(name: str) -> None:
    text = (ROOT / f"docs/how-to/{name}.md").read_text(encoding="utf-8")
    named = {each for each in re.findall(r"\*\*(.+?)\*\*", text) if each != "You"}
    assert {each for each in named if each not in words_of_the_site()} == set()


def test_every_person_of_the_system_has_a_how_to() -> None:
    index = (ROOT / "docs/how-to/README.md").read_text(encoding="utf-8")
    assert [name for name in PEOPLE if f"({name}.md)" not in index] == []
    assert {path.stem for path in (ROOT / "docs/how-to").glob("*.md")} >= set(PEOPLE)


def test_the_pictures_of_the_readme_are_small() -> None:
    pictures = list((ROOT / "docs/pictures").glob("*.png"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert pictures
    assert [path.name for path in pictures if f"docs/pictures/{path.name}" not in readme] == []
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []
