"""The tables of the benchmarks tell what was measured and what is above the bar."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import page_table
from benchmarks.hindsight import fewest
from benchmarks.page_table import Load, Page, slow, table
from benchmarks.questions import REGIME, Asking, told
from benchmarks.reasoning_table import BEGIN, END, asked, floor, latencies, replaced
from licet.reasoning import Law
from licet.reasoning.chain import Chain

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


def test_the_reasoning_is_told_with_its_bars_between_the_marks() -> None:
    times: dict[str, dict[str, float]] = {
        "next questions": {"median": 1.26, "p95": 3.4, "n": 40},
        "of no bar": {"median": 2, "p95": 4, "n": 2},
    }
    assert latencies(times)[2:] == [
        "| next questions | 1.3 | 3.4 | ≤ 3 ms at p95 |",
        "| of no bar | 2.0 | 4.0 | – |",
    ]
    counts = {
        "ours": {"mean": 3.0, "median": 2, "most": 9},
        "depth-first": {"mean": 6.0, "median": 5, "most": 12},
    }
    assert asked(counts, "1000")[-1] == "Ours are 0.50 × depth-first (bar: ≤ 0.70)."
    document = f"before\n{BEGIN}\nold\n{END}\nafter"
    assert replaced(document, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter"


def test_the_share_is_told_by_seed_and_beside_what_hindsight_would_ask() -> None:
    one = {"ours": [1, 3], "fixed form": [9, 9], "depth-first": [2, 6], "hindsight": [1, 2]}
    other = {"ours": [2, 2], "fixed form": [9, 9], "depth-first": [2, 2], "hindsight": [2]}
    counts = told([one, other])
    assert counts["ways"]["ours"] == {"mean": 2, "median": 2.0, "most": 3}
    assert counts["by seed"] == [0.5, 1.0]
    assert counts["hindsight"] == {"cases": 3, "share": pytest.approx((5 / 3) / (10 / 3))}
    assert floor(counts).startswith("By seed: 0.50, 1.00. ")
    assert "0.50 × depth-first (3 cases" in floor(counts)


class Gate:
    """Settled once the gate is known to be shut, or gate and both others are known."""

    def open(self, known: dict[str, Any], limit: int = 1000) -> list[str]:
        wanted = ["a", "b", "gate"] if known.get("gate", True) else []
        return [key for key in wanted if key not in known][:limit]


@pytest.mark.parametrize(("gate", "needed"), [(False, 1), (True, 3)])
def test_hindsight_asks_the_fewest(gate: bool, needed: int) -> None:
    assert fewest(Gate(), {"a": True, "b": True, "gate": gate}, {}) == needed
    assert fewest(Gate(), {"a": True, "b": True, "gate": gate}, {"gate": False}) == 0


def test_a_document_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(SystemExit):
        replaced("before\nafter", "new")


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking(Law.load())


class TestQuestions:
    """How many questions are counted, on cases drawn from the shipped law."""

    def test_a_drawn_case_breaks_no_axiom(self, asking: Asking) -> None:
        for seed in range(5):
            facts = asking.case(Random(seed))
            document = asking.law.read({"facts": facts, "regimes": [REGIME]}, asking.day, plain=True)
            assert not Chain(asking.law.day(asking.day), document).contradictions

    def test_the_form_stops_as_soon_as_nothing_more_would_help(self, asking: Asking) -> None:
        case = asking.case(Random(11))
        known = {key: case[key] for key in case if key not in asking.form}
        count = asking.fixed_form(case, known)
        answered = known | {key: case[key] for key in asking.form[:count]}
        assert asking.next(answered) is None
        if count:
            del answered[asking.form[count - 1]]
            assert asking.next(answered) is not None

    def test_every_way_comes_to_its_end(self, asking: Asking) -> None:
        case = asking.case(Random(12))
        known = {key: case[key] for key in case if key not in asking.form}
        assert asking.ours(case, known) <= len(asking.form)
        assert asking.depth_first(case, known) <= len(asking.form)

    def test_nobody_asks_fewer_than_hindsight(self, asking: Asking) -> None:
        for seed in (13, 14, 15):
            case = asking.case(Random(seed))
            known = {key: case[key] for key in case if key in asking.described}
            ways = (asking.ours(case, known), asking.depth_first(case, known))
            assert fewest(asking, case, known) <= min(ways)
