"""What an attacker, a broken script or an unlucky copy-and-paste puts into a field."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

# No page ever shows this as markup, and no answer ever carries this header.
TAG = "<zqx9 onx=1>"
HEADER = "X-Zqx9"

# A number that nothing has.
NOBODYS = str(UUID(int=0))

MARKUP = (
    TAG,
    f'"{TAG}',
    f"'{TAG}",
    f"</textarea></option></title>{TAG}",
    f"<!--{TAG}--><script>{TAG}</script>",
    f"{{{{ 7|add:'{TAG}' }}}}{{% debug %}}",
    f"%(name)s %s %d {{0.__class__}} {TAG}",
    f"javascript:alert('{TAG}')",
    f"\r\n{HEADER}: 1\r\n\r\n{TAG}",
    f"=cmd|' /C calc'!A1 {TAG}",
)
UNICODE = (
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\u202e" + "gpj.exe",
    "e" + "\u0301" * 3000,
    "\U0001f600" * 50,
    "\U00010ffff\U000e0001",
    "\ufeff\u200b\u2060",
    "ﷺ" * 400,
    "\x1b[31m\x07\x08",
    "İıſK",
    "\u2028\u2029\x85",
    "\u2066\u202d" + "a" * 50 + "\u2069",
)
NUMBERS = (
    "1e400",
    "-1e400",
    "NaN",
    "Infinity",
    "-Infinity",
    "-1",
    "0",
    "-0",
    "00000000000000000001",
    str(2**31),
    str(2**53 + 1),
    str(2**63),
    "9" * 400,
    "9" * 5000,
    "1.5",
    "1e-9",
    "1_000",
    "٣",
    "²",
    "0x10",
    "1,5",
    " 7 ",
)
DATES = (
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "-1-1-1",
    "2026-02-30",
    "2026-13-01",
    "1-1-1",
    "0001-01-01",
    "٢٠٢٦-٠١-٠١",
    "2026-01-01T00:00:00Z",
)
SYNTAX = (
    "",
    " ",
    "\t\r\n",
    "null",
    "true",
    "[]",
    "{}",
    '{"$ne": null}',
    "[[[[[[]]]]]]",
    '{"a":' * 200,
    "../../../../etc/passwd",
    "..\\..\\boot.ini",
    "CON",
    "/",
    "//evil.example/",
    "https://evil.example/",
    "' OR 1=1 --",
    "1; DROP TABLE people_user",
    "%00",
    "%",
    "\\",
    "a" * 201,
    "a" * 10_001,
    "x" * 120_000,
    "x" * 1_000_000,
    NOBODYS,
    "00000000-0000-0000-0000-00000000000g",
    "urn:uuid:00000000-0000-0000-0000-000000000000",
    "{00000000-0000-0000-0000-000000000000}",
)
# Halves of a surrogate pair: Python holds them, but no database and no page does.
HALVES = ("\ud800", "\udfff", "a\ud83d", "\ude00\ud83d", "\udce9.txt")
TEXTS: Sequence[str] = (*MARKUP, *UNICODE, *NUMBERS, *DATES, *SYNTAX)

# Fields that no form has: what an attacker hopes a service copies from the request to the row.
ASSIGNED = (
    "id",
    "pk",
    "state",
    "status",
    "actor",
    "owner",
    "organisation",
    "organisation_id",
    "created_by",
    "by",
    "is_active",
    "role",
    "roles",
    "pseudonym",
    "case",
    "application",
    "decided_by",
    "_method",
    "csrfmiddlewaretoken",
    "next",
)


def text(chance: random.Random) -> str:
    """One nasty text; now and then two together, or one cut in the middle."""
    first = chance.choice(TEXTS)
    turn = chance.random()
    if turn < 0.1:
        return first + chance.choice(TEXTS)
    if turn < 0.15:
        return first[: chance.randrange(1 + len(first))]
    if turn < 0.25:
        return "".join(chr(_point(chance)) for _ in range(chance.randrange(1, 30)))
    return first


def _point(chance: random.Random) -> int:
    point = chance.choice((chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000)))
    return 0xFFFD if 0xD800 <= point < 0xE000 else point


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


FILES: Sequence[tuple[str, bytes]] = (
    ("a.txt", b"Plain words.\n"),
    ("a.txt", b""),
    ("a.txt", b"\x00\x01\x02"),
    ("a.txt", b"\xff\xfe\x00"),
    ("a.txt", TAG.encode()),
    ("a.html", TAG.encode()),
    ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    ("a.pdf", b"%PDF-1.7\n%%EOF\n"),
    ("a.pdf", b"PK\x03\x04"),
    ("a.docx", _zip({"word/document.xml": b"\0" * 3_000_000})),
    ("a.docx", _zip({"../../x": b"x"})),
    ("a.docx", b"PK\x05\x06" + b"\0" * 18),
    ("a.csv", b'a,b\n"c\n' + b"," * 5000),
    ("a.csv", b"a\x00b,c\n"),
    ("a.csv", b"sep=;\n=1+1;@x\n"),
    (
        "a.xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
    ),
    ("a.xml", b"<a>" * 5000),
    ("a.xml", b'<CONSOLIDATED_LIST dateGenerated="x"/>'),
    (f"{TAG}.txt", b"x"),
    ("../../../etc/passwd", b"x"),
    ("\u202efdp.exe", b"MZ"),
    ("a\r\nX-Zqx9: 1.txt", b"x"),
    ("CON.txt", b"x"),
    ("a" * 400 + ".txt", b"x"),
    ("", b"x"),
)


def file(chance: random.Random) -> SimpleUploadedFile:
    name, content = chance.choice(FILES)
    made = SimpleUploadedFile("x", content, content_type=chance.choice(("text/plain", "text/html", "x\x00")))
    made._name = name  # type: ignore[attr-defined]  # as sent: the setter would tidy it
    return made


def some_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.txt", b"Plain words.\n", content_type="text/plain")
