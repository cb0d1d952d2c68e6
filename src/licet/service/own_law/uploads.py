"""Law files as they come from outside: one file, a zip of files, or pasted text. Nothing is believed, nothing touches the disk."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from licet.law.nodes import MAX_FILE
from licet.law.places import CLAUSES, GUIDANCE
from licet.service.files.packages import BROKEN

LARGEST_UPLOAD = 2 * 1024 * 1024
MOST_FILES = 500
MOST_UNPACKED = 4 * 1024 * 1024
DEEPEST = 8
NAME = re.compile(r"[\w()+,-][\w .()+,-]{0,99}")  # of a file or folder
Files = dict[str, bytes]


class UploadRefused(Exception):
    """The upload is not taken; the text says why and what to do."""


def read_upload(content: bytes, name: str) -> Files:
    """The law files in an upload, by their names below the root."""
    if len(content) > LARGEST_UPLOAD:
        raise UploadRefused(
            _(
                "The upload is larger than 2 MB. Put only the files of your own law into it, not the whole law."
            )
        )
    if content.startswith(b"PK\x03\x04"):
        return without_folder_of_all(_unzipped(content))
    return {_checked(PurePosixPath(name.replace("\\", "/")).name): content}


def read_pasted(text: str, name: str) -> Files:
    return {_checked(name.strip()): text.replace("\r\n", "\n").encode()}


def _unzipped(content: bytes) -> Files:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return dict(_members(archive))
    except UploadRefused:
        raise
    except BROKEN:
        raise UploadRefused(_("The zip file cannot be read. Make it anew, without a password.")) from None


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each law file once, unpacked no further than the limits allow, whatever the directory of the zip says."""
    seen: set[str] = set()
    total = 0
    for part in archive.infolist():
        if part.is_dir() or _is_hidden(part.filename):
            continue
        name = _checked(part.filename)
        if name.casefold() in seen:
            raise UploadRefused(_("%(file)s stands twice in the zip file. Remove one.") % {"file": name})
        seen.add(name.casefold())
        with archive.open(part) as opened:
            content = opened.read(MAX_FILE + 1)
        total += len(content)
        if len(content) > MAX_FILE or total > MOST_UNPACKED or len(seen) > MOST_FILES:
            raise UploadRefused(
                _(
                    "The zip file unpacks to more than own law may hold: at most 500 files, 256 kB each, 4 MB in all. Take out what is not your own law."
                )
            )
        yield name, content


def _is_hidden(name: str) -> bool:
    """What file managers add by themselves."""
    return any(
        (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX"
        for part in re.split(r"[/\\]", name)
    )


def _checked(name: str) -> str:
    parts = name.split("/")
    if len(parts) > DEEPEST or not all(NAME.fullmatch(part) for part in parts):
        raise UploadRefused(
            _(
                "%(file)s is no name for a law file. Use letters, digits, spaces, dots and hyphens, in at most eight folders."
            )
            % {"file": ascii(name[:80])}
        )
    if not name.endswith(".yaml"):
        raise UploadRefused(
            _("%(file)s does not end in .yaml. Leave out what is not law, and end each law file in .yaml.")
            % {"file": name}
        )
    return name


def without_folder_of_all(files: Files) -> Files:
    """A zip of a folder holds that folder: its name is not part of the law. `guidance` and `clauses` mean something."""
    while True:
        tops = {name.partition("/")[0] for name in files}
        if len(tops) != 1 or tops <= {GUIDANCE, CLAUSES} or not all("/" in name for name in files):
            return files
        files = {name.partition("/")[2]: content for name, content in files.items()}
