"""Write the types and defaults into docs/reference/settings.md: `.venv/bin/python tools/settings_docs.py`.

Which settings there are, of which type and with which default, is read from the code. What each does is written in the
page by hand and kept; a default that the code works out is described by hand too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "licet"
PAGE = ROOT / "docs" / "reference" / "settings.md"
TYPES = {"env": "text", "env_bool": "yes or no", "env_int": "number", "env_secret": "secret"}
HEAD = ("| setting | type | default | meaning |", "|---|---|---|---|")
ROW = re.compile(r"^\| `(LICET_[A-Z_0-9]+)`")


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` is None where the code works it out."""

    name: str
    type: str
    default: str | None
    place: str


def in_code() -> dict[str, Setting]:
    """Every setting the code reads from the environment; the call that gives a default counts."""
    found: dict[str, Setting] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for setting in _read_in(path):
            known = found.get(setting.name)
            if known is None or (known.type == "text" and setting.type != "text") or not known.default:
                found[setting.name] = setting
    return found


def _read_in(path: Path) -> Iterator[Setting]:
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name, reader = call.args[0].value, _called(call.func)
            if isinstance(name, str) and name.startswith("LICET_") and reader:
                kind = TYPES.get(reader, "text")
                yield Setting(name.removesuffix("_FILE"), kind, _default(call, kind), path.name)


def _called(function: ast.expr) -> str:
    """`env…` of config.py, or a look into os.environ."""
    if isinstance(function, ast.Name) and function.id in TYPES:
        return function.id
    inside = isinstance(function, ast.Attribute) and function.attr in {"get", "getenv"}
    return "environ" if inside and "environ" in ast.unparse(function) else ""


def _default(call: ast.Call, kind: str) -> str | None:
    if len(call.args) < 2:
        return {"yes or no": "no"}.get(kind, "")
    given = call.args[1]
    if not isinstance(given, ast.Constant):
        return None
    if kind == "yes or no":
        return "yes" if given.value else "no"
    return str(given.value)


def page() -> str:
    """The page as it must be: its own words, with types and defaults from the code, in the order it has."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    settings, written = in_code(), set()
    out: list[str] = []
    for line in lines:
        found = ROW.match(line)
        if found and found[1] in settings and found[1] not in written:
            written.add(found[1])
            out.append(_row(settings[found[1]], _cells(line)))
        elif line.startswith("| setting |"):
            out.append(HEAD[0])
        elif re.fullmatch(r"\|(---\|)+", line):
            out.append(HEAD[1])
        elif not found:
            out.append(line)
    missing = [
        _row(settings[name], ["", "", "TO BE DESCRIBED"]) for name in sorted(settings.keys() - written)
    ]
    return "\n".join([*out, *missing]) + "\n"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _row(setting: Setting, cells: list[str]) -> str:
    written = cells[-2] if len(cells) > 2 else ""
    default = written if setting.default is None or not setting.default else f"`{setting.default}`"
    secret = f" (`{setting.name}_FILE` names a file that holds it)" if setting.type == "secret" else ""
    meaning = cells[-1].removesuffix(secret) + secret
    return f"| `{setting.name}` | {setting.type} | {default} | {meaning} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
