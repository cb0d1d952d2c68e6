from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from register_file import register, row
from un_list import entity, person, un_list

from licet.cli.imports import PROFILES, Bar
from licet.cli.main import main
from licet.service.lists.services.importing import READERS as LIST_READERS
from licet.service.registers.models import Profile
from licet.service.registers.profiles import READERS as REGISTER_READERS

LIST = un_list(person("1", "Ana", "Berg"), entity("7", "Marble Works"), person("9", " "))


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    file = tmp_path / "list.xml"
    file.write_bytes(LIST)
    return file


@pytest.mark.django_db
class TestList:
    def test_it_prints_a_summary_that_adds_up_and_fits_the_schema(
        self, list_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = ["import", "list", str(list_file), "--profile", "un-consolidated", "--format", "json"]
        assert main(arguments) == 0
        first = printed(capsys)
        schema = json.loads(files("licet.cli").joinpath("schemas/import.json").read_text(encoding="utf-8"))
        jsonschema.validate(first, schema)
        assert (first["rows"], first["imported"], first["unchanged"]) == (3, 2, 0)
        assert first["rejected"] == [{"line": 5, "reason": "The entry has no name."}]
        assert main(arguments) == 0
        assert (printed(capsys)["imported"], main(arguments)) == (0, 0)

    def test_a_list_cut_off_ends_with_two_and_nothing_imported(
        self, list_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        list_file.write_bytes(LIST[:-40])
        assert main(["import", "list", str(list_file), "--profile", "un-consolidated"]) == 2
        captured = capsys.readouterr()
        assert "is not well-formed XML" in captured.err
        assert "Nothing was imported." in captured.err
        assert captured.out == ""

    def test_a_register_is_no_list(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "register.csv"
        file.write_bytes(register([row()]))
        assert main(["import", "list", str(file), "--profile", "un-consolidated"]) == 2
        assert "not well-formed XML" in capsys.readouterr().err

    def test_a_list_is_no_register(self, list_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["import", "register", str(list_file), "--profile", "nl-dual-use"]) == 2
        assert "Datum afgifte" in capsys.readouterr().err


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "list", str(tmp_path), "--profile", "un-consolidated"]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_the_command_offers_the_profiles_that_can_be_read() -> None:
    """Except the invented register, which only the demonstration makes for itself."""
    assert set(PROFILES["register"]) == set(REGISTER_READERS) - {Profile.INVENTED}
    assert set(PROFILES["list"]) == set(LIST_READERS)


class TestBar:
    def test_on_a_terminal_it_grows_and_is_wiped_away(self, capsys: pytest.CaptureFixture[str]) -> None:
        bar = Bar("list.xml", wanted=True)
        bar.show(0, 10)
        bar.show(10, 10)
        bar.clear()
        err = capsys.readouterr().err
        assert "list.xml" in err
        assert "10/10" in err
        assert "█" * 30 in err
        assert err.endswith("\r\x1b[K")

    def test_it_does_not_flicker(self, capsys: pytest.CaptureFixture[str]) -> None:
        bar = Bar("list.xml", wanted=True)
        for done in range(1, 100):
            bar.show(done, 1000)
        assert capsys.readouterr().err.count("\r") == 1

    def test_anywhere_else_it_is_silent(self, capsys: pytest.CaptureFixture[str]) -> None:
        bar = Bar("list.xml", wanted=False)
        bar.show(10, 10)
        bar.clear()
        assert capsys.readouterr().err == ""

    def test_nothing_to_do_is_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        Bar("list.xml", wanted=True).show(0, 0)
        assert "0/0" in capsys.readouterr().err
