"""The documents of the project say what is there, and nothing that is not."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest
from django.conf import global_settings

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_settings_page_is_what_the_code_reads() -> None:
    """Names, types and defaults come from the code; a setting that is gone goes from the page."""
    tool = runpy.run_path(str(ROOT / "tools" / "settings_docs.py"))
    assert len(tool["in_code"]()) > 15
    page = tool["page"]()
    assert "TO BE DESCRIBED" not in page, (
        "Run tools/settings_docs.py, then describe the new settings in the page"
    )
    assert tool["PAGE"].read_text(encoding="utf-8") == page, "Run tools/settings_docs.py"


def test_every_setting_does_something() -> None:
    """What settings.py reads from the environment is a setting of Django's, or is used somewhere."""
    module = ROOT / "src/licet/service/base/settings.py"
    tree = ast.parse(module.read_text(encoding="utf-8"))
    read = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        and "env" in ast.unparse(node.value)
        and "LICET_" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    used = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for path in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r"settings,? ?\.?\"?([A-Z][A-Z_]+)", path.read_text(encoding="utf-8")))
    assert {name for name in read - used if not hasattr(global_settings, name)} == set()


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


@pytest.mark.parametrize("name", ["roles.md", "states.md", "events.md", "doctor.md"])
def test_the_reference_says_what_the_code_has(name: str) -> None:
    """Every role with its acts, every state, event and check is in the page, and none that is gone."""
    tool = runpy.run_path(str(ROOT / "tools" / "reference_docs.py"))
    assert read(f"docs/reference/{name}") == tool["page"](name), "Run tools/reference_docs.py"


def test_every_document_can_be_reached_from_the_readme() -> None:
    """A link to a folder reaches what is in it."""
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        targets = [(path.parent / link).resolve() for link in links if link.strip() == link]
        for target in targets:
            waiting += target.glob("*.md") if target.is_dir() else [target]
    assert set((ROOT / "docs").rglob("*.md")) - seen == set()
