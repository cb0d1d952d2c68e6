"""The command's frame: it finds a sub-command, imports that one alone, and turns faults into exit codes."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from law_tiny import ENTRY, TINY, write

from licet.cli.main import COMMANDS, main, parser_for

REPO = Path(__file__).parents[2]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tiny law in place of the shipped one."""
    root = write(tmp_path / "law", TINY)
    monkeypatch.setenv("LICET_LAW", str(root))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    yield root


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name} " in listed and command.summary in listed for name, command in COMMANDS.items())


def test_an_unknown_command_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chek"]) == 2
    assert "no command 'chek'. Choose one of: check, evaluate, compare, diff" in capsys.readouterr().err


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("licet 0.")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_each_argument(name: str) -> None:
    parser = parser_for(name)
    assert parser.description
    assert all(action.help for action in parser._actions if action.dest not in {"act", "what"})


def test_a_refused_law_exits_3_with_every_fault(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tiny, {"zz/implants.yaml": ENTRY.replace("item.controls_implants", "item.implants")})
    assert main(["facts"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[2] for line in said] == [
        "There is no fact item.implants. The nearest valid name is item.controls_implants.",
        "There is no fact item.implants. The nearest valid name is item.controls_implants.",
    ] + ["There is no fact item.implants. The nearest valid name is item.controls_implants."] * (
        len(said) - 2
    )
    assert {line.split(":")[0] for line in said} == {str(tiny / "zz" / "implants.yaml")}


def test_a_missing_root_exits_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LICET_LAW", "/nowhere")
    assert main(["facts"]) == 3
    assert "There is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["facts", "schema", "law"])
def test_a_command_of_the_libraries_imports_no_django(name: str) -> None:
    code = f"import sys; from licet.cli.main import main, parser_for; parser_for({name!r}); main(['schema']); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m licet.cli.main schema indication | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_the_reference_page_says_what_the_commands_say() -> None:
    tool = runpy.run_path(str(REPO / "tools" / "command_docs.py"))
    assert tool["PAGE"].read_text(encoding="utf-8") == tool["page"](), "Run tools/command_docs.py"


# --- facts -------------------------------------------------------------------------------------------


def test_facts_are_listed_with_question_and_answers(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts"]) == 0
    said = capsys.readouterr().out
    assert "item (item, target)\n  item.kind  [choice]  What is it?\n      hardware: Hardware\n" in said
    assert "  item.key_bits  [number in bits]  How long is the key?" in said
    assert "party (actor, from, to, via, host, accessor, end_user)" in said


def test_facts_as_json_have_both_languages(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--format", "json"]) == 0
    facts = {fact["id"]: fact for fact in json.loads(capsys.readouterr().out)["facts"]}
    assert facts["item.kind"]["ask"] == {"en": "What is it?", "fr": "De quoi s'agit-il ?"}
    assert facts["item.kind"]["options"][1] == {
        "value": "software",
        "label": {"en": "Software", "fr": "Logiciel"},
    }
    assert facts["party.country"]["frames"] == ["actor", "from", "to", "via", "host", "accessor", "end_user"]


# --- law compile -------------------------------------------------------------------------------------


def test_the_law_is_compiled_where_it_is_asked(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["law", "compile", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.count("from 2020-01-01: ") == 1 and said.count("from 2024-01-01: ") == 1
    assert list(out.rglob("*.npz"))


def test_what_is_compiled_already_is_left_alone(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "compile"]) == 0
    capsys.readouterr()
    assert main(["law", "compile"]) == 0
    assert capsys.readouterr().out.endswith("is up to date.\n")


def test_processes_that_start_together_compile_once(tiny: Path) -> None:
    command = [sys.executable, "-m", "licet.cli.main", "law", "compile"]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sorted("Written to" in text for text in said) == [False, False, True]
