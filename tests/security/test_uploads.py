"""Uploads as an attacker makes them: bombs, masks, programs, and names that mean something to somebody."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from licet.service.files.sniff import ALLOWED, UploadRefused, safe_name, sniff

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>'.encode()
PARTS = {"[Content_Types].xml": TYPES, "word/document.xml": b"<document>Words.</document>"}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 32
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 32


def package(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(**more: bytes) -> bytes:
    return package(PARTS | {name.replace("__", "/"): content for name, content in more.items()})


def with_part(name: str, content: bytes = b"x") -> bytes:
    return package(PARTS | {name: content})


def refusal(content: bytes, name: str = "letter.docx") -> str:
    with pytest.raises(UploadRefused) as caught:
        sniff(io.BytesIO(content), name)
    return str(caught.value)


def taken(content: bytes, name: str = "letter.docx") -> None:
    assert sniff(io.BytesIO(content), name).filename == name


class TestBombs:
    def test_a_part_that_swells_is_refused(self) -> None:
        assert "unpack to far more" in refusal(with_part("word/media/a.bin", b"\0" * 40_000_000))

    def test_a_bomb_inside_a_table_inside_a_document_is_refused(self) -> None:
        inner = package({"xl/workbook.xml": b"<a>" + b"\0" * 40_000_000})
        assert "unpack to far more" in refusal(with_part("word/embeddings/table.xlsx", inner))

    def test_a_table_inside_a_document_is_taken(self) -> None:
        taken(with_part("word/embeddings/table.xlsx", package({"xl/workbook.xml": b"<workbook/>"})))

    def test_packages_in_packages_in_packages_are_refused(self) -> None:
        third = package({"a.xlsx": package({"b.xlsx": package({"c.txt": b"x"})})})
        assert "unpack to far more" in refusal(with_part("word/embeddings/a.xlsx", third))

    @pytest.mark.parametrize("sum_of_the_shown_part", [True, False])
    def test_a_part_that_says_it_is_small_and_goes_on_is_refused(self, sum_of_the_shown_part: bool) -> None:
        """The size is a lie; the check sum is that of the whole, or was made to fit the shown beginning."""
        content = b"<document>" + b"a" * 500_000
        made = bytearray(package(PARTS | {"word/document.xml": content}))
        shown = 100
        crc = zlib.crc32(content[:shown]) if sum_of_the_shown_part else zlib.crc32(content)
        for signature, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
            header = made.rindex(signature)
            struct.pack_into("<I", made, header + at, crc)
            struct.pack_into("<I", made, header + at + 8, shown)
        assert "its content is not" in refusal(bytes(made))

    def test_a_part_that_is_damaged_is_refused(self) -> None:
        made = bytearray(package(PARTS, zipfile.ZIP_STORED))
        made[made.index(b"Words")] ^= 1
        assert "its content is not" in refusal(bytes(made))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_entities_that_swell_are_refused_in_every_encoding(self, encoding: str) -> None:
        text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cccc">]><document>&b;</document>'
        assert "entities" in refusal(package(PARTS | {"word/document.xml": text.encode(encoding)}))

    def test_an_entity_on_the_seam_between_two_pieces_is_seen(self) -> None:
        before = b"<a>" + b" " * (256 * 1024 - 3 - 4)
        assert "entities" in refusal(package(PARTS | {"word/document.xml": before + b"<!ENTITY b 'c'>"}))


class TestPrograms:
    @pytest.mark.parametrize(
        "part",
        [
            "word/vbaProject.bin",
            "word/vbaData.xml",
            "word/activeX/activeX1.xml",
            "xl/macrosheets/sheet1.xml",
            "word/embeddings/oleObject1.bin",
            "Basic/Standard/Module1.xml",
            "Scripts/python/x.py",
            "payload.LNK",
            "a/run.ps1",
            "C:\\..\\x.xml",
            "/etc/passwd",
            "WORD/document.xml",  # the same name twice to programs that do not mind capitals
        ],
    )
    def test_what_may_run_is_refused_with_the_remedy(self, part: str) -> None:
        assert "Save it as PDF" in refusal(with_part(part))

    def test_a_template_from_elsewhere_is_refused_and_a_link_is_taken(self) -> None:
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        rels = '<Relationships><Relationship Id="r" Type="{}/{}" Target="http://example.invalid/" TargetMode="External"/></Relationships>'
        fetched = rels.format(kinds, "attachedTemplate").encode()
        assert "from elsewhere" in refusal(with_part("word/_rels/settings.xml.rels", fetched))
        taken(with_part("word/_rels/document.xml.rels", rels.format(kinds, "hyperlink").encode()))

    @pytest.mark.parametrize("name", ["letter.docm", "table.xlsm", "table.xlsb", "letter.dotm", "letter.doc"])
    def test_formats_that_carry_macros_are_no_formats_here(self, name: str) -> None:
        assert "are not accepted" in refusal(word(), name)


class TestMasks:
    @pytest.mark.parametrize(("begins", "name"), [(PDF, "a.pdf"), (PNG, "a.png"), (JPEG, "a.jpg")])
    def test_two_files_in_one_are_refused(self, begins: bytes, name: str) -> None:
        taken(begins, name)
        assert "its content is not" in refusal(begins + word(), name)

    def test_every_content_under_every_name_is_taken_only_where_it_belongs(self) -> None:
        """The whole table: no content passes for another."""
        kinds = {"pdf": PDF, "png": PNG, "jpg": JPEG, "docx": word(), "txt": b"Plain words.\n"}
        same = {"jpeg": "jpg", "csv": "txt"}
        for name in ALLOWED:
            for kind, content in kinds.items():
                if same.get(name, name) == kind:
                    taken(content, f"a.{name}")
                else:
                    refusal(content, f"a.{name}")

    @pytest.mark.parametrize(
        "content",
        [
            b"GIF89a/*",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>",
            b"<?xml version='1.0'?>",
            b"MZ",
        ],
    )
    @pytest.mark.parametrize(
        "name", [f"a.{extension}" for extension in ALLOWED if extension not in ("txt", "csv")]
    )
    def test_pictures_that_run_pass_for_nothing(self, content: bytes, name: str) -> None:
        refusal(content, name)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("CON.txt", "document CON.txt"),
        ("lpt1.pdf", "document lpt1.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),  # one letter, one way to write it
        ("a\u202ecod.exe", "acod.exe"),
        ("a\x00.pdf.exe", "a_pdf.exe"),
        ("\uff0e\uff0e\uff0fx.pdf", "x.pdf"),
        ("-rf.pdf", "rf.pdf"),
    ],
)
def test_a_name_means_nothing_to_any_system(given: str, safe: str) -> None:
    assert safe_name(given) == safe
