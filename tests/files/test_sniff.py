"""The bytes decide what a file is; its name has to agree."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.service.files.sniff import ALLOWED, UploadRefused, safe_name, sniff

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 32
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 32
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 64
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def package(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def types(main: str, part: str) -> bytes:
    return f'<Types><Override PartName="/{part}" ContentType="{main}.main+xml"/></Types>'.encode()


DOCX_PARTS = {"[Content_Types].xml": types(_WORD, "word/document.xml"), "word/document.xml": b"<document/>"}
DOCX = package(DOCX_PARTS)
XLSX = package({"[Content_Types].xml": types(_SHEET, "xl/workbook.xml"), "xl/workbook.xml": b"<workbook/>"})
ODT = package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"})


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UploadRefused) as caught:
        sniff(io.BytesIO(content), name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "contract.pdf", "application/pdf"),
        (PDF, "CONTRACT.PDF", "application/pdf"),
        (PNG, "screen.png", "image/png"),
        (JPEG, "photo.jpg", "image/jpeg"),
        (JPEG, "photo.jpeg", "image/jpeg"),
        ("Élan vital\r\n\tund so weiter\f".encode(), "notes.txt", "text/plain"),
        (b"\xef\xbb\xbfa;b\r\n1;2\r\n", "table.csv", "text/csv"),
        (DOCX, "letter.docx", _WORD),
        (XLSX, "table.xlsx", _SHEET),
        (ODT, "letter.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_an_ordinary_document_is_taken_for_what_it_is(content: bytes, name: str, media_type: str) -> None:
    assert sniff(io.BytesIO(content), name).media_type == media_type


@pytest.mark.parametrize(
    "name", ["virus.exe", "page.html", "picture.svg", "run.js", "macro.docm", "noname", "x.pdf.exe", "a.zip"]
)
def test_another_type_is_refused_with_the_types_that_are_taken(name: str) -> None:
    text = refusal(PDF, name)
    assert all(extension in text for extension in ALLOWED)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (EXE, "contract.pdf"),
        (PDF, "picture.png"),
        (PNG, "contract.pdf"),
        (PNG, "photo.jpg"),
        (b"<html><script>alert(1)</script></html>", "contract.pdf"),
        (b"plain words", "contract.pdf"),
        (EXE, "notes.txt"),
        (PDF, "letter.docx"),
        (DOCX, "contract.pdf"),
        (DOCX, "table.xlsx"),
        (XLSX, "letter.docx"),
        (ODT, "letter.docx"),
        (DOCX, "letter.odt"),
        (package({"readme": b"just a zip"}), "letter.docx"),
        (DOCX[: len(DOCX) // 2], "letter.docx"),
        (b"PK\x03\x04 nothing more", "letter.docx"),
        (b"<!DOCTYPE html><html></html>", "notes.txt"),
        (b"text with a bell \x07", "notes.txt"),
        (b"a,b\x00c", "table.csv"),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(content: bytes, name: str) -> None:
    refusal(content, name)


def test_the_refusal_says_what_to_do() -> None:
    assert "upload that" in refusal(EXE, "contract.pdf")
    assert "UTF-8" in refusal("Größe".encode("cp1252"), "notes.txt")
    assert "saved" in refusal(b"", "contract.pdf")


class TestPackages:
    def test_a_bomb_is_refused_by_what_its_directory_says(self) -> None:
        bomb = package(DOCX_PARTS | {"word/media/zeros.bin": b"\0" * 30_000_000})
        assert len(bomb) < 100_000
        assert "unpack to far more" in refusal(bomb, "letter.docx")

    def test_a_package_of_thousands_of_parts_is_refused(self) -> None:
        crowd = package(DOCX_PARTS | {f"word/{number}.xml": b"" for number in range(2_001)})
        assert "unpack to far more" in refusal(crowd, "letter.docx")

    def test_an_ordinary_large_document_is_not_a_bomb(self) -> None:
        text = b"<w:p>" + b" ".join(str(number * 7919).encode() for number in range(200_000)) + b"</w:p>"
        sniff(io.BytesIO(package(DOCX_PARTS | {"word/document.xml": text})), "letter.docx")

    @pytest.mark.parametrize(
        "part", ["word/vbaProject.bin", "../../etc/cron.d/x", "/etc/passwd", "..\\x.xml", "word/run.exe"]
    )
    def test_macros_programs_and_paths_that_lead_outside_are_refused(self, part: str) -> None:
        assert "macros or programs" in refusal(package(DOCX_PARTS | {part: b"x"}), "letter.docx")

    def test_a_locked_package_is_refused_with_the_remedy(self) -> None:
        locked = bytearray(DOCX)
        at = locked.index(b"PK\x01\x02")
        locked[at + 8] |= 1  # the flag of an encrypted part, in the directory
        assert "Remove the password" in refusal(bytes(locked), "letter.docx")

    def test_a_package_of_another_application_under_a_word_name_is_refused(self) -> None:
        disguised = package(
            {"[Content_Types].xml": types(_SHEET, "xl/workbook.xml"), "word/document.xml": b"<x/>"}
        )
        refusal(disguised, "letter.docx")


class TestNames:
    @pytest.mark.parametrize(
        ("given_name", "safe"),
        [
            ("contract.pdf", "contract.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\ana\\contract.pdf", "contract.pdf"),
            ("invoice.exe.pdf", "invoice_exe.pdf"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
            ('quote".pdf', "quote.pdf"),
            ("\u202efdp.pdf", "fdp.pdf"),
            ("Договор № 5.pdf", "Договор _ 5.pdf"),
            ("...pdf", "document.pdf"),
            (".pdf", "document.pdf"),
            ("x" * 300 + ".pdf", "x" * 109 + ".pdf"),
            ("nothing", "nothing"),
            ("", "document"),
            ("/", "document"),
        ],
    )
    def test_a_name_keeps_its_words_and_loses_paths_controls_and_inner_dots(
        self, given_name: str, safe: str
    ) -> None:
        assert safe_name(given_name) == safe

    @given(st.text(max_size=300))
    def test_no_name_is_a_path_or_longer_than_its_field(self, name: str) -> None:
        safe = safe_name(name)
        assert 0 < len(safe) <= 120
        assert safe.count(".") <= 1
        assert not set(safe) & set('/\\\0\n\r"<>|:*?')


@pytest.mark.parametrize("extension", ["pptx", "ods", "odp"])
def test_presentations_and_open_tables_are_taken_under_their_own_name_only(extension: str) -> None:
    if extension == "pptx":
        main = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        content = package(
            {"[Content_Types].xml": types(main, "ppt/presentation.xml"), "ppt/presentation.xml": b"<p/>"}
        )
    else:
        kind = {"ods": "spreadsheet", "odp": "presentation"}[extension]
        content = package(
            {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<x/>"}
        )
    assert sniff(io.BytesIO(content), f"file.{extension}").filename == f"file.{extension}"
    refusal(content, "file.docx")
    refusal(content, "file.odt")


def test_a_package_that_says_nothing_of_itself_is_refused() -> None:
    refusal(package({"word/document.xml": b"<x/>"}), "letter.docx")
    refusal(package({"content.xml": b"<x/>"}), "letter.odt")


def test_a_mimetype_part_of_any_length_is_read_no_further_than_needed() -> None:
    long = package(
        {"mimetype": b"application/vnd.oasis.opendocument.text" + b"\0" * 200_000, "content.xml": b"<x/>"}
    )
    assert sniff(io.BytesIO(long), "letter.odt").filename == "letter.odt"
