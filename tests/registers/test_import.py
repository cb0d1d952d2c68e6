from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from real_data import real_file
from register_file import register, row

from licet.cli.main import main
from licet.service.base.imports import FileRefused, Summary
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.registers.models import RegisterCode, RegisterImport, RegisterLine, RegisterPlace
from licet.service.registers.nl.profile import HEADER
from licet.service.registers.services import import_register, import_register_at_console

REAL = "registers/nl-dual-use-2004-2011.csv"
PROFILE = "nl-dual-use"


def take(content: bytes, filename: str = "register.csv") -> Summary:
    return import_register_at_console(content=content, filename=filename, profile=PROFILE)


@pytest.mark.django_db
class TestOneFile:
    def test_a_row_becomes_a_line_with_its_raw_cells_beside_what_was_read(self) -> None:
        cells = row(
            codes="9Z999a , 9Z998", destination="Japan via VK ", value="1,250", goods="Glazen   knikkers "
        )
        take(register([cells]))
        line = RegisterLine.objects.get()
        assert line.raw == [list(pair) for pair in zip(HEADER, cells, strict=True)]
        assert (line.issued_on, line.expires_on) == (date(2030, 1, 14), date(2031, 1, 31))
        assert (line.goods, line.value_eur, line.temporary, line.line) == ("Glazen knikkers", 1250, False, 2)
        assert [code.code for code in line.codes.all()] == ["9Z999a", "9Z998"]
        places = [
            (place.role, place.name, place.country) for place in line.places.order_by("role", "position")
        ]
        assert places == [("destination", "Japan", "JP"), ("origin", "Nederland", "NL"), ("via", "VK", "GB")]

    def test_the_summary_adds_up(self) -> None:
        summary = take(register([row(), row(value="?"), row()]))
        assert (summary.rows, summary.imported, summary.unchanged) == (3, 2, 0)
        assert [fault["line"] for fault in summary.rejected] == [3]

    def test_a_summary_that_does_not_add_up_cannot_be_made(self) -> None:
        with pytest.raises(AssertionError, match="does not add up"):
            Summary(PROFILE, "x.csv", "0" * 64, rows=3, imported=1, unchanged=1)

    def test_the_same_file_again_changes_nothing(self) -> None:
        content = register([row(), row(value="?"), row()])
        first, before = take(content), list(RegisterLine.objects.values())
        again = take(content, filename="another-name.csv")
        assert (again.imported, again.unchanged, again.rejected) == (0, 2, first.rejected)
        assert list(RegisterLine.objects.values()) == before
        assert RegisterImport.objects.count() == 1
        assert Event.objects.filter(type="register.imported").count() == 1

    def test_a_longer_file_adds_only_what_is_new(self) -> None:
        rows = [row(), row()]
        take(register(rows))
        summary = take(register([*rows, row()]))
        assert (summary.imported, summary.unchanged) == (1, 2)
        assert RegisterLine.objects.filter(superseded_by=None).count() == 3

    def test_a_line_that_a_later_file_corrects_stays_and_is_marked(self) -> None:
        take(register([row(number="10000042", value="5")]))
        take(register([row(number="10000042", value="6")]))
        old, new = RegisterLine.objects.order_by("value_eur")
        assert (old.superseded_by, new.superseded_by) == (new, None)

    def test_a_refused_file_leaves_nothing_behind(self) -> None:
        with pytest.raises(FileRefused):
            take(register([row(), row()])[:-40])
        assert (RegisterImport.objects.count(), RegisterLine.objects.count(), Event.objects.count()) == (
            0,
            0,
            0,
        )

    def test_a_failure_in_the_middle_of_writing_leaves_nothing_behind(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: object, **kwargs: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(RegisterPlace.objects, "bulk_create", broken)
        with pytest.raises(OSError, match="disk full"):
            take(register([row()]))
        assert (RegisterLine.objects.count(), RegisterCode.objects.count(), Event.objects.count()) == (
            0,
            0,
            0,
        )

    def test_the_event_names_the_kept_file_by_its_hash(self, settings: object) -> None:
        from licet.service.files.storage import path_of

        content = register([row()])
        summary = take(content)
        event = Event.objects.get(type="register.imported")
        assert event.files == [summary.digest]
        assert path_of(summary.digest).read_bytes() == content

    def test_progress_ends_at_the_last_row(self) -> None:
        seen: list[tuple[int, int]] = []
        import_register_at_console(
            content=register([row() for _ in range(3)]),
            filename="x.csv",
            profile=PROFILE,
            progress=lambda done, total: seen.append((done, total)),
        )
        assert seen[-1] == (3, 3)
        assert seen == sorted(seen)


def test_only_an_officer_imports(olga: User, elena: User, audra: User) -> None:
    content = register([row()])
    for actor in (elena, audra):
        with pytest.raises(Refused):
            import_register(actor=actor, content=content, filename="x.csv", profile=PROFILE)
    import_register(actor=olga, content=content, filename="x.csv", profile=PROFILE)
    assert RegisterImport.objects.get().imported_by == olga.pseudonym
    assert Event.objects.get(type="register.imported").actor == olga.pseudonym


@pytest.mark.django_db
class TestTheCommand:
    def test_its_json_fits_the_published_schema(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "register.csv"
        file.write_bytes(register([row(), row(value="?")]))
        assert main(["import", "register", str(file), "--profile", PROFILE, "--format", "json"]) == 0
        printed = json.loads(capsys.readouterr().out)
        schema = json.loads(files("licet.cli").joinpath("schemas/import.json").read_text(encoding="utf-8"))
        jsonschema.validate(printed, schema)
        assert (printed["rows"], printed["imported"], printed["file"]) == (2, 1, "register.csv")

    def test_its_text_names_every_rejected_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "register.csv"
        file.write_bytes(register([row(), row(value="25.740")]))
        assert main(["import", "register", str(file), "--profile", PROFILE]) == 0
        out = capsys.readouterr().out
        assert "2 rows: 1 imported, 0 unchanged, 1 rejected." in out
        assert "line 3: The value “25.740”" in out

    def test_a_refused_file_is_said_on_the_error_channel_with_line_and_remedy(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "register.csv"
        file.write_bytes(b"a,b\r\n1,2\r\n")
        assert main(["import", "register", str(file), "--profile", PROFILE]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "Line 1 names the columns a | b" in captured.err
        assert "Nothing was imported" in captured.err

    def test_a_file_that_is_not_there_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["import", "register", "/nowhere/x.csv", "--profile", PROFILE]) == 2
        assert "/nowhere/x.csv" in capsys.readouterr().err

    def test_an_unknown_profile_is_refused_with_the_known_ones(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as caught:
            main(["import", "register", "x.csv", "--profile", "nl-arms"])
        assert caught.value.code == 2
        assert "nl-dual-use" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_dutch_register_is_imported_whole_or_reported_and_imported_once() -> None:
    content = real_file(REAL).read_bytes()
    summary = take(content)
    assert summary.rows == 3817 == summary.imported + len(summary.rejected)
    assert RegisterLine.objects.count() == summary.imported
    again = take(content)
    assert (again.imported, again.unchanged) == (0, summary.imported)
    unnamed = RegisterPlace.objects.filter(country="", is_group=False)
    assert set(unnamed.values_list("name", flat=True)) == {"Congo", "Continentaal plat"}
