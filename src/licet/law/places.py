"""Where the law lies on this machine, and whether its files changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from .errors import CorpusError

PACKAGE = Path(__file__).resolve().parent.parent
GUIDANCE = "guidance"  # the folder of a root that holds prose
CLAUSES = "clauses"  # the folder of a root that holds texts for licences and certificates
COVERAGE = "coverage"  # the folder of a root that says which paragraph of a text became which rule
RED_FLAGS = "red_flags"  # the folder of a root that holds what exporters and officers look out for
BESIDE = (GUIDANCE, CLAUSES, COVERAGE, RED_FLAGS)


def shipped() -> Path:
    """The law that came with Licet: inside the wheel, or `law/` of a checkout."""
    inside = PACKAGE / "_law"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "law"


def examples() -> Path:
    """The worked examples that came with Licet."""
    inside = PACKAGE / "_examples"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "docs" / "examples"


def roots(setting: str) -> list[Path]:
    """The roots named by a setting such as `law:/srv/our-overlay`; an empty setting means the shipped law."""
    return [Path(part).expanduser() for part in setting.split(os.pathsep) if part.strip()] or [shipped()]


def configured() -> list[Path]:
    return roots(os.environ.get("LICET_LAW", ""))


def shown(path: Path) -> str:
    """A path as the reader of a message would type it: short when it lies below the working directory."""
    absolute = path.absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)


def files(root: Path) -> Iterator[Path]:
    """Every law file of a root in a fixed order; hidden files and folders are not law, nor is what stands beside it."""
    yield from (path for path in _yaml(root) if path.relative_to(root).parts[0] not in BESIDE)


def guidance_files(root: Path) -> Iterator[Path]:
    """Every file of guidance of a root in a fixed order."""
    yield from (path for path in _yaml(root) if path.relative_to(root).parts[0] == GUIDANCE)


def clause_files(root: Path) -> Iterator[Path]:
    """Every file of clauses of a root in a fixed order."""
    yield from (path for path in _yaml(root) if path.relative_to(root).parts[0] == CLAUSES)


def red_flag_files(root: Path) -> Iterator[Path]:
    """Every file of red flags of a root in a fixed order."""
    yield from (path for path in _yaml(root) if path.relative_to(root).parts[0] == RED_FLAGS)


def coverage_files(root: Path) -> Iterator[Path]:
    """Every file of a root that says what became of the paragraphs of a text."""
    yield from (path for path in _yaml(root) if path.relative_to(root).parts[0] == COVERAGE)


def _yaml(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        raise CorpusError(
            shown(root), 0, "There is no such folder", "Name an existing law folder in LICET_LAW"
        )
    for path in sorted(root.rglob("*.[yY]*[mM][lL]")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
            if path.suffix != ".yaml":
                raise CorpusError(
                    shown(path), 0, f"A law file that ends in {path.suffix}", "Rename it to end in .yaml"
                )
            yield path


def fingerprint(roots: Sequence[Path] | None = None) -> str:
    """A hash of the files' paths and bytes, to find compiled law without parsing any YAML.

    Unlike the corpus digest it changes with comments and file names; equal fingerprints mean equal corpora.
    """
    digest = sha256()
    for number, root in enumerate(configured() if roots is None else roots):
        for path in files(root):
            content = path.read_bytes()
            digest.update(f"{number}\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
