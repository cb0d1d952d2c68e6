"""A whole law in one file: the files of every root, and one's own on top. The same files make the same bytes.

Inside, `0/`, `1/` … are the roots in their order and `own/` comes last. What lies in it reads like roots on disk.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from .places import clause_files, files, guidance_files

OWN = "own"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name
Files = Mapping[str, bytes]


def files_of(root: Path) -> dict[str, bytes]:
    """Law, guidance and clauses of a root by their names in it."""
    every = chain(files(root), guidance_files(root), clause_files(root))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in every}


def bundle(roots: Sequence[Path], own: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(roots, own):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, content)
    return packed.getvalue()


def _members(roots: Sequence[Path], own: Files) -> Iterator[tuple[str, bytes]]:
    for number, root in enumerate(roots):
        for name, content in sorted(files_of(root).items()):
            yield f"{number}/{name}", content
    for name, content in sorted(own.items()):
        yield f"{OWN}/{name}", content


def own_files(content: bytes) -> dict[str, bytes]:
    """One's own files of a bundle."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(f"{OWN}/")]
        return {name.removeprefix(f"{OWN}/"): archive.read(name) for name in names}


def unpack(content: bytes, folder: Path) -> None:
    """Into an empty folder. Only for a bundle that `bundle` made: names are believed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def unpacked_roots(folder: Path) -> list[Path]:
    """The roots of an unpacked bundle, one's own last."""
    numbered = sorted((path for path in folder.iterdir() if path.name.isdecimal()), key=lambda p: int(p.name))
    own = folder / OWN
    return [*numbered, *([own] if own.is_dir() else [])]


def write(own: Files, folder: Path) -> Path:
    """One's own files as a root on disk; the folder is made even where there are none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in own.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
