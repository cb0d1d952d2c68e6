"""What is inside an office document: every part is unpacked once, into nothing, and held to what its package says of it.

No part is kept or parsed. What an official opens later must not run, must not fetch, and must not swell.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from typing import IO

from django.utils.translation import gettext as _

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_SWELLING = 200  # unpacked size over packed size; XML of office files reaches about 20, bombs thousands
MOST_NESTED = 20 * 1024 * 1024  # a table inside a document is read whole to look into it
DEEPEST = 2  # a package in a package; ordinary documents stop at one

# What the standard library raises on a package that is not one.
BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError, zlib.error)

_CHUNK = 256 * 1024
_PROGRAMS = (
    *(".exe", ".dll", ".com", ".scr", ".msi", ".jar", ".class", ".js", ".jse", ".vbs", ".vbe", ".wsf"),
    *(".hta", ".ps1", ".bat", ".cmd", ".sh", ".py", ".lnk", "vbaproject.bin", "vbadata.xml"),
)
# Macros by place: ActiveX controls, Excel 4 macro sheets, embedded OLE objects, Basic and scripts of OpenDocument.
_ACTIVE = re.compile(
    r"(^|/)(activex|macrosheets|dialogsheets)/|(^|/)embeddings/[^/]*\.(bin|ole)$|^(basic|scripts)/",
    re.IGNORECASE,
)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<[^>]*TargetMode\s*=\s*[\"']External[^>]*>", re.IGNORECASE)
_LINK = re.compile(rb"relationships/hyperlink[\"']")


class PackageRefused(Exception):
    """The package is not taken; the text says why and what to do."""


def inspect(archive: zipfile.ZipFile, depth: int = 1) -> None:
    """Refuse bombs, programs, macros, entities and parts fetched from elsewhere. Raises PackageRefused or one of BROKEN."""
    parts = archive.infolist()
    _refuse_bombs(parts)
    _refuse_active(parts)
    for part in parts:
        one_more = copy(part)
        one_more.file_size += (
            1  # the library stops at the stated size: a part that goes on is seen by this byte
        )
        with archive.open(one_more) as content:
            _refuse_content(part.filename, _Counted(content, part.file_size), depth)


def _refuse_bombs(parts: Sequence[zipfile.ZipInfo]) -> None:
    """By what the directory says; that it says the truth is seen on unpacking."""
    packed, unpacked = sum(part.compress_size for part in parts), sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_SWELLING * max(packed, 10_000):
        raise PackageRefused(
            _("The file would unpack to far more than an ordinary document. Save it as PDF and upload that.")
        )


def _refuse_active(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Macros, encrypted parts, and names that point outside the package or stand there twice."""
    names = Counter(part.filename.lower() for part in parts)
    for part in parts:
        outside = part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename)
        if part.flag_bits & 0x1:
            raise PackageRefused(
                _("The file is locked with a password. Remove the password and upload it again.")
            )
        program = part.filename.lower().endswith(_PROGRAMS) or _ACTIVE.search(part.filename)
        if outside or program or names[part.filename.lower()] > 1:
            raise PackageRefused(_("The file holds macros or programs. Save it as PDF and upload that."))


class _Counted:
    """A part that may hold as many bytes as its package says, and no more."""

    def __init__(self, content: IO[bytes], size: int) -> None:
        self._content, self._left = content, size

    def read(self, most: int) -> bytes:
        piece = self._content.read(most)
        self._left -= len(piece)
        if self._left < 0:
            raise zipfile.BadZipFile("A part is larger than its package says.")
        return piece


def _refuse_content(name: str, content: _Counted, depth: int) -> None:
    first = content.read(_CHUNK)
    if first.startswith(b"PK\x03\x04"):
        return _look_into(first, content, depth)
    is_relations = name.lower().endswith(".rels")
    text = first.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
    for piece in _overlapping(first, content):
        if text and _DECLARES.search(piece):
            raise PackageRefused(
                _(
                    "The file declares entities of its own, as no office program does. Save it as PDF and upload that."
                )
            )
        if is_relations and any(not _LINK.search(each) for each in _EXTERNAL.findall(piece)):
            raise PackageRefused(
                _(
                    "The file fetches parts of itself from elsewhere when it is opened. Save it as PDF and upload that."
                )
            )
    return None


def _overlapping(first: bytes, content: _Counted) -> Iterator[bytes]:
    """The part piece by piece, each with the end of the one before: nothing hides on a seam. UTF-16 is read as ASCII."""
    end = b""
    piece = first
    while piece:
        joined = end + piece.replace(b"\0", b"")
        yield joined
        end = joined[-2048:]
        piece = content.read(_CHUNK)


def _look_into(first: bytes, content: _Counted, depth: int) -> None:
    """A package within the package is held to the same rules, and may hold no third."""
    whole = first + content.read(MOST_NESTED)
    if depth >= DEEPEST or len(whole) > MOST_NESTED:
        raise PackageRefused(
            _("The file would unpack to far more than an ordinary document. Save it as PDF and upload that.")
        )
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        inspect(archive, depth + 1)
