"""Lists and registers come from outside: whatever a file holds, it is read, or refused in words; nothing else happens."""

from __future__ import annotations

import pytest
from register_file import register, row
from un_list import entity, person, un_list

from licet.service.base.imports import FileRefused
from licet.service.lists.models import ListEntry, ListGeneration, Profile
from licet.service.lists.services.importing import import_list
from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.registers.export import safe
from licet.service.registers.models import Profile as RegisterProfile
from licet.service.registers.models import RegisterImport, RegisterLine
from licet.service.registers.services import import_register

LIST = un_list(entity("1", "Invented Trading"))
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
HOSTILE_LISTS = {
    "nothing": b"",
    "a mark and nothing": b"\xef\xbb\xbf",
    "spaces": b" \n\t ",
    "no list": b"MZ\x90\x00",
    "a NUL": LIST.replace(b"Invented", b"Inv\x00ented"),
    "another encoding": LIST.decode().encode("utf-16"),
    "an encoding that is none": LIST.replace(b"UTF-8", b"utf-99"),
    "a lie about the encoding": LIST.replace(b"Invented", b"Inv\xe9nted"),
    "entities that swell": LIST.replace(b"?>\n", b"?>\n" + LAUGHS, 1),
    "an entity from elsewhere": LIST.replace(
        b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1
    ),
    "a document type from elsewhere": LIST.replace(
        b"?>\n", b'?>\n<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">', 1
    ),
    "cut off": LIST[:-40],
    "another root": b"<a/>",
    "deep in an entry": LIST.replace(b"<DATAID>", b"<a>" * 50_000 + b"<DATAID>"),
    "deep from the start": b"<a>" * 100_000,
    "no date": LIST.replace(b"2030-03-01T09:00:00+00:00", b"9999-99-99"),
    "a date at the end of time": LIST.replace(b"2030-03-01T09:00:00+00:00", b"9999-12-31T23:59:59-23:59"),
    "a date before the beginning": LIST.replace(b"2030-03-01T09:00:00+00:00", b"0001-01-01T00:00:00+23:59"),
}


@pytest.mark.parametrize("kind", HOSTILE_LISTS)
def test_a_hostile_list_is_refused_in_words_and_leaves_nothing(olga: User, kind: str) -> None:
    with pytest.raises(FileRefused) as caught:
        import_list(
            actor=olga, content=HOSTILE_LISTS[kind], filename="list.xml", profile=Profile.UN_CONSOLIDATED
        )
    assert caught.value.fault
    assert caught.value.remedy
    assert (ListGeneration.objects.count(), ListEntry.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_a_list_with_monstrous_entries_is_read(olga: User) -> None:
    long = "Ω" * 100_000
    content = un_list(
        entity("1", long),
        entity("9" * 5_000, "Long Number", reference="R" * 5_000),
        person("3", "A\u0301" * 500, aliases=tuple((long[:300], f"alias {n}") for n in range(200))),
        entity("4", "\u202eTrading", aliases=(("", "  "),)),
    )
    summary = import_list(
        actor=olga, content=content, filename="x" * 400 + ".xml", profile=Profile.UN_CONSOLIDATED
    )
    assert (summary.rows, summary.imported + len(summary.rejected)) == (4, 4)


LINE = register([row()])
HOSTILE_REGISTERS = {
    "nothing": b"",
    "a mark and nothing": b"\xef\xbb\xbf",
    "spaces": b" \n\t ",
    "a line end and nothing": "\u2028".encode(),
    "a NUL": LINE.replace(b"knikkers", b"knik\x00kers"),
    "another encoding": LINE.decode().encode("utf-16"),
    "bytes that are no text": LINE.replace(b"knikkers", b"\xff\xfe\xff"),
    "a field without end": LINE + b'"' + b"x" * 300_000,
    "a huge head": b"x" * 500_000 + b"\n",
    "a head of ten thousand columns": b"," * 10_000 + b"\n",
    "a program": b"MZ\x90\x00" + b"\x00" * 100,
}


@pytest.mark.parametrize("kind", HOSTILE_REGISTERS)
def test_a_hostile_register_is_refused_in_words_and_leaves_nothing(olga: User, kind: str) -> None:
    with pytest.raises(FileRefused) as caught:
        import_register(
            actor=olga,
            content=HOSTILE_REGISTERS[kind],
            filename="r.csv",
            profile=RegisterProfile.NL_DUAL_USE,
        )
    assert caught.value.fault
    assert caught.value.remedy
    assert (RegisterImport.objects.count(), Event.objects.count()) == (0, 0)


def test_a_register_with_monstrous_rows_is_read_or_their_rows_are_rejected(olga: User) -> None:
    monsters = [
        {"number": "9" * 5_000},
        {"goods": "G" * 100_000},
        {"value": "1e400"},
        {"value": "9" * 400},
        {"value": "NaN"},
        {"value": "-Infinity"},
        {"issued": "99-99-9999"},
        {"issued": "31-12-9999", "expires": "01-01-0001"},
        {"codes": ";" * 5_000},
        {"codes": "X" * 5_000},
        {"destination": "J" * 50_000},
        {"destination": "Japan, " * 3_000},
        {"kind": "\U0001f600"},
        {"end_use": "\x1b[31m\x07\u202e"},
    ]
    content = register([row(**cells) for cells in monsters])
    summary = import_register(
        actor=olga, content=content, filename="r" * 400, profile=RegisterProfile.NL_DUAL_USE
    )
    assert (summary.rows, summary.imported + len(summary.rejected)) == (len(monsters), len(monsters))
    assert RegisterLine.objects.count() == summary.imported


@pytest.mark.parametrize(
    "begins",
    ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "\ufeff=", "\x00=", "\uff1d"],
)
def test_no_cell_of_a_download_is_a_formula(begins: str) -> None:
    """Programs skip spaces and marks before the sign; some read the full-width sign as the plain one."""
    shown = safe(f"{begins}1+1")
    assert isinstance(shown, str)
    assert shown.startswith("'")


@pytest.mark.parametrize("text", ["Plain words", "5A001.f", "3 lamps", "état", "“quoted”", "", "(a) lamps"])
def test_an_ordinary_cell_is_left_alone(text: str) -> None:
    assert safe(text) == text
