"""The table of the main pages tells what was measured and what is above the bar."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import page_table
from benchmarks.page_table import Load, Page, slow, table

FEW, MANY = Load("SQLite", 1_000, {}), Load("PostgreSQL", 100_000, {})


def page(p50: float, p95: float, queries: int = 7, size: int = 23_400) -> Page:
    return {"p50": p50, "p95": p95, "queries": queries, "bytes": size}


def test_a_page_is_one_line_and_a_load_one_column() -> None:
    found = [{"queue": page(8, 10.4), "case": page(50, 60)}, {"queue": page(30, 39.6, queries=8)}]
    head, _rule, queue, case = table([FEW, MANY], found)
    assert head == "| page | SQLite 1,000 | PostgreSQL 100,000 | queries | kB |"
    assert queue == "| queue | 8 / 10 | 30 / 40 | 8 | 23 |"
    assert case == "| case | 50 / 60 | – | 7 | 23 |"  # a page without anything to show was not read


def test_what_is_above_the_bar_is_named_with_its_load() -> None:
    found = [{"queue": page(8, 100)}, {"queue": page(30, 101), "case": page(99, 300)}]
    assert slow([FEW, MANY], found) == [
        "queue (PostgreSQL 100,000: 101)",
        "case (PostgreSQL 100,000: 300)",
    ]


def test_another_migration_or_filling_is_another_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "src/licet/service/casework/migrations"
    folder.mkdir(parents=True)
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.setattr(page_table, "HERE", tmp_path / "benchmarks")
    (tmp_path / "benchmarks/load.py").write_text("one")
    (folder / "0001_initial.py").touch()
    first = page_table.made_by()
    assert page_table.made_by() == first
    (folder / "0002_more.py").touch()
    second = page_table.made_by()
    (tmp_path / "benchmarks/load.py").write_text("two")
    assert len({first, second, page_table.made_by()}) == 3
