"""Each file of `bad/` is one fault in an otherwise sound corpus, overlay, clause or topic.

Its first line says what the writer must be told; `# here` marks the line the message must point to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from law_tiny import TINY, write

from licet.law import CorpusError, load
from licet.law.clauses import load_clauses
from licet.law.topics import load_guidance

BAD = Path(__file__).parent / "bad"
EXPECT = "# expect: "


def cases(folder: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(path, id=path.stem) for path in sorted((BAD / folder).glob("*.yaml"))]


def faults(read: Callable[[], object]) -> list[CorpusError]:
    with pytest.raises(CorpusError) as raised:
        read()
    return [raised.value, *raised.value.others]


def told(bad: Path, found: list[CorpusError]) -> CorpusError:
    """The fault that the file's first line expects."""
    expected = bad.read_text(encoding="utf-8").partition("\n")[0].removeprefix(EXPECT)
    matching = [fault for fault in found if expected in str(fault)]
    assert matching, [str(fault) for fault in found]
    return matching[0]


def assert_points_at(fault: CorpusError, place: Path, bad: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# here")]
    assert fault.line in (marked or range(1, text.count("\n") + 2))
    assert str(fault).startswith(f"{place}:{fault.line}: ")


@pytest.mark.parametrize("bad", cases(""))
def test_a_fault_is_reported_with_file_line_and_remedy(bad: Path, tmp_path: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    root = write(tmp_path, {**TINY, "zz/wrong.yaml": text if text.partition("\n")[2].strip() else ""})
    assert_points_at(told(bad, faults(lambda: load([root]))), root / "zz/wrong.yaml", bad)


@pytest.mark.parametrize("bad", cases("overlays"))
def test_a_fault_that_an_overlay_makes_is_reported_where_it_shows(bad: Path, tmp_path: Path) -> None:
    base, over = write(tmp_path / "base", TINY), tmp_path / "over"
    write(over, {"ours.yaml": bad.read_text(encoding="utf-8")})
    fault = told(bad, faults(lambda: load([base, over])))
    assert fault.file.startswith((str(base), str(over)))
    assert fault.line > 0


@pytest.mark.parametrize("bad", cases("clauses"))
def test_a_fault_in_a_clause_is_reported_with_file_line_and_remedy(bad: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {"clauses/wrong.yaml": bad.read_text(encoding="utf-8")})
    assert_points_at(told(bad, faults(lambda: load_clauses([root]))), root / "clauses/wrong.yaml", bad)


@pytest.mark.parametrize("bad", cases("guidance"))
def test_a_fault_in_a_topic_is_reported_with_file_line_and_remedy(bad: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {**TINY, "guidance/wrong.yaml": bad.read_text(encoding="utf-8")})
    found = faults(lambda: load_guidance([root], load([root])))
    assert_points_at(told(bad, found), root / "guidance/wrong.yaml", bad)


def test_every_message_says_what_to_do() -> None:
    """A remedy follows the fault: a message that only complains helps nobody."""
    expected = [path.read_text(encoding="utf-8").partition("\n")[0] for path in BAD.rglob("*.yaml")]
    assert len(expected) > 200
    assert all(line.startswith(EXPECT) and len(line) > len(EXPECT) + 8 for line in expected)
    assert sum(bool(re.search(r"\. [A-Z]", line)) for line in expected) > 0.75 * len(expected)


# --- one id, two files -------------------------------------------------------------------------------

CLAUSE = """\
is: clause
id: other
order: 1
use: [licence]
bearer: exporter
title: {en: Other, fr: Autre}
text: {en: Something., fr: Quelque chose.}
citation: {instrument: Treaty, pinpoint: Art. 9, edition: 2020-01-01, url: https://example.org/treaty}
mark: verified
"""
TOPIC = """\
is: topic
id: other
order: 1
title: {en: Other, fr: Autre}
summary: {en: Something., fr: Quelque chose.}
"""


@pytest.mark.parametrize(
    ("folder", "kind", "text", "read"),
    [("clauses", "clause", CLAUSE, load_clauses), ("guidance", "topic", TOPIC, load_guidance)],
)
def test_an_id_stands_once_in_a_root_and_a_later_root_replaces(
    folder: str, kind: str, text: str, read: Callable[[list[Path]], object], tmp_path: Path
) -> None:
    base, over = tmp_path / "base", tmp_path / "over"
    write(base, {f"{folder}/one.yaml": text})
    write(over, {f"{folder}/two.yaml": text})
    read([base, over])
    write(base, {f"{folder}/two.yaml": text})
    [fault] = faults(lambda: read([base]))
    assert fault.file == str(base / folder / "two.yaml")
    assert fault.line == 2
    assert f"{kind} other stands twice in this root. Remove one; the other is in" in str(fault)
