"""The house stays habitable: short files, short functions, annotated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "licet"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(folder: Path) -> Iterator[tuple[Path, Function]]:
    for path in modules(folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield path, node


def test_no_file_is_longer_than_one_question_needs() -> None:
    long = {str(path.relative_to(ROOT)): lines(path) for path in modules(SOURCE) if lines(path) > 300}
    assert long == {}


def test_functions_are_short_and_annotated() -> None:
    found = list(functions(SOURCE))
    assert median(1 + (node.end_lineno or node.lineno) - node.lineno for _, node in found) < 10
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}" for path, node in found if node.returns is None
    ]
    assert bare == []


def test_every_module_reads_annotations_as_text() -> None:
    for path in modules(SOURCE):
        text = path.read_text(encoding="utf-8").strip()
        if not text or (path.name == "__init__.py" and text.startswith('"""')):
            continue
        assert "from __future__ import annotations" in text, path.relative_to(ROOT)


def test_no_page_carries_inline_script_or_style() -> None:
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?! src=\"\{% static '[a-z/.]+' %\}\" defer></script>)", text), path
        assert " style=" not in text, path
        assert "onclick=" not in text, path
