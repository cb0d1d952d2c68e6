"""What an upload really is: its bytes decide, and its name must agree. Nothing is unpacked to disk."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from . import packages

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TEXT = {"txt": "text/plain", "csv": "text/csv"}
BINARY = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
# Type, and the part that every such file holds.
OFFICE = {
    "docx": (f"{_OOXML}wordprocessingml.document", "word/document.xml"),
    "xlsx": (f"{_OOXML}spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": (f"{_OOXML}presentationml.presentation", "ppt/presentation.xml"),
    "odt": (f"{_ODF}text", "content.xml"),
    "ods": (f"{_ODF}spreadsheet", "content.xml"),
    "odp": (f"{_ODF}presentation", "content.xml"),
}
ALLOWED = (*BINARY, *OFFICE, *TEXT)

# Names that Windows takes for devices, whatever comes after the dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_HEAD = 64 * 1024
_NAMES_SHOWN = 120


class UploadRefused(Exception):
    """The file is not taken; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    filename: str
    media_type: str


def sniff(file: IO[bytes], name: str) -> Sniffed:
    """The safe name and true type of an upload; the file is read from its beginning."""
    filename = safe_name(name)
    extension = Path(filename).suffix[1:].lower()
    if extension not in ALLOWED:
        raise UploadRefused(
            _(
                "Files of type “%(type)s” are not accepted. Save the document as PDF, or as one of: %(allowed)s."
            )
            % {"type": extension or "?", "allowed": ", ".join(ALLOWED)}
        )
    return Sniffed(filename, _media_type(file, extension))


def safe_name(name: str) -> str:
    """The last part of the name without paths, control characters and inner dots: `a/../b.exe.pdf` → `b_exe.pdf`."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    bare = "".join(char for char in last if char.isprintable())
    stem, dot, extension = bare.rpartition(".")
    stem = re.sub(r"[^\w()+, -]", "_", stem if dot else bare).strip(" _-") or "document"
    if _DEVICES.fullmatch(stem):
        stem = f"document {stem}"
    extension = re.sub(r"[^A-Za-z0-9]", "", extension)[:10].lower()
    return f"{stem[: _NAMES_SHOWN - 11]}.{extension}" if dot and extension else stem[:_NAMES_SHOWN]


def _media_type(file: IO[bytes], extension: str) -> str:
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise UploadRefused(_("The file is empty. Choose the file again, or check that it was saved."))
    if extension in OFFICE:
        return _office(file, extension)
    if extension in TEXT:
        return _text(file, extension)
    if BINARY[extension] not in _recognised(head) or _ends_as_package(file):
        raise _mismatch(extension)
    return BINARY[extension]


def _ends_as_package(file: IO[bytes]) -> bool:
    """Whether it can be opened as a package too: a picture or PDF with an archive behind it is two files in one."""
    return zipfile.is_zipfile(file)


def _recognised(head: bytes) -> list[str]:
    """Every type that the first bytes are known for; none for plain text."""
    try:
        return [match.mime_type for match in puremagic.magic_string(head)]
    except puremagic.PureError:
        return []


def _mismatch(extension: str) -> UploadRefused:
    return UploadRefused(
        _(
            "The file is called .%(type)s but its content is not. Open it, save it anew in the right format, and upload that."
        )
        % {"type": extension}
    )


def _text(file: IO[bytes], extension: str) -> str:
    """UTF-8 text without control characters that no text has, and no web page."""
    file.seek(0)
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UploadRefused(
            _("The file is not text in UTF-8. Save it as “UTF-8” (or as PDF) and upload that.")
        ) from None
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) or "text/html" in _recognised(content[:_HEAD]):
        raise _mismatch(extension)
    return TEXT[extension]


def _office(file: IO[bytes], extension: str) -> str:
    media_type, main_part = OFFICE[extension]
    try:
        with zipfile.ZipFile(file) as archive:
            packages.inspect(archive)
            names = set(archive.namelist())
            declared = _declared_type(archive, names)
    except packages.PackageRefused as refused:
        raise UploadRefused(str(refused)) from None
    except packages.BROKEN:
        raise _mismatch(extension) from None
    if main_part not in names or not declared.startswith(media_type):
        raise _mismatch(extension)
    return media_type


def _declared_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    """What the package says it is: the `mimetype` part (ODF), or the type of its main part (OOXML)."""
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            return part.read(200).decode("ascii", "replace").strip()
    if "[Content_Types].xml" not in names:
        return ""
    with archive.open("[Content_Types].xml") as part:
        types = part.read(1024 * 1024).decode("utf-8", "replace")
    found = re.search(rf"({re.escape(_OOXML)}\w+\.\w+)\.main\+xml", types)
    return found[1] if found else ""
