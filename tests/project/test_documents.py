"""The documents of the project say what is there, and nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings_in_code() -> set[str]:
    pattern = re.compile(
        r"""env(?:_bool|_int|_secret)?\(\s*["'](LICET_[A-Z_]+)["']|environ(?:\.get\(|\[)["'](LICET_[A-Z_]+)["']"""
    )
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        found |= {one or two for one, two in pattern.findall(path.read_text(encoding="utf-8"))}
    return {name for name in found if not name.endswith("_FILE")}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    documented = set(re.findall(r"^\| `(LICET_[A-Z_]+)`", read("docs/reference/settings.md"), re.MULTILINE))
    assert documented == settings_in_code()


def test_the_locks_are_hashed_and_name_no_host() -> None:
    for name in ("requirements/runtime.txt", "requirements/development.txt"):
        text = read(name)
        pins = re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)
        assert len(pins) > 40
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "--index-url" not in text


def test_every_runtime_dependency_is_locked_and_has_its_reason() -> None:
    for line in read("requirements/runtime.in").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        requirement, reason = line.split("#", 1)
        name = re.split(r"[\[<>=]", requirement.strip())[0].lower()
        assert len(reason.strip()) > 10, f"{name} has no reason"
        assert re.search(
            rf"^{re.escape(name)}==", read("requirements/runtime.txt"), re.MULTILINE | re.IGNORECASE
        ), name


def test_the_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.MULTILINE))
    assert {"venv", "run", "test", "lint", "format", "bench", "assets", "screenshots"} <= targets
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"`make ([a-z-]+)`", path.read_text(encoding="utf-8")))
        assert named <= targets, f"{path.name} names {named - targets}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"


def test_every_decision_is_listed() -> None:
    listed = set(re.findall(r"\]\((\d{4}-[a-z-]+\.md)\)", read("docs/decisions/README.md")))
    assert listed == {path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")}
