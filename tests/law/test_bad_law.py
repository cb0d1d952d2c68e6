"""Each file of `bad/` is one fault in an otherwise sound corpus.

Its first line says what the writer must be told; `# here` marks the line the message must point to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from law_tiny import TINY, write

from licet.law import CorpusError, load

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def faults(root: Path) -> list[CorpusError]:
    with pytest.raises(CorpusError) as raised:
        load([root])
    return [raised.value, *raised.value.others]


@pytest.mark.parametrize("bad", BAD, ids=[path.stem for path in BAD])
def test_a_fault_is_reported_with_file_line_and_remedy(bad: Path, tmp_path: Path) -> None:
    text = bad.read_text(encoding="utf-8")
    expected, _, body = text.partition("\n")
    root = write(tmp_path, {**TINY, "zz/wrong.yaml": text if body.strip() else ""})
    marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# here")]
    found = [fault for fault in faults(root) if expected.removeprefix("# expect: ") in str(fault)]
    assert found, [str(fault) for fault in faults(root)]
    assert found[0].line in (marked or range(1, text.count("\n") + 2))
    assert str(found[0]).startswith(f"{root}/zz/wrong.yaml:{found[0].line}: ")
