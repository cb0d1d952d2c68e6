"""A draft of an amendment: a worked one, or files that an official sends. On disk only while it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from licet.law import roots
from licet.law.places import configured, examples

PREFIX = "licet-draft-"
WORKED = {
    "assistance-and-suspicion": _(
        "Article 5 reaches technical assistance, and grounds for suspecting are enough"
    ),
    "access-is-export": _("Giving access to software that stays at home is an export"),
    "5D001.e-of-2021": _("5D001.e as it was worded in 2021"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """`worked` by name, or `files`: text by file name."""

    worked: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Draft:
        return cls(asked.get("worked", ""), asked.get("files", {}))

    @contextmanager
    def folder(self) -> Iterator[Path]:
        if self.worked:
            yield examples() / "amendments" / self.worked
            return
        with TemporaryDirectory(prefix=PREFIX) as place:
            for name, text in self.files.items():
                (Path(place) / name).write_text(text, encoding="utf-8")
            yield Path(place)


def law_roots() -> list[Path]:
    return roots(settings.LAW_ROOTS) if settings.LAW_ROOTS else configured()


def without_folder(fault: str) -> str:
    """The folder of the moment is nobody's business; the file's name is."""
    head, found, rest = fault.partition(PREFIX)
    if not found:
        return fault
    before = head[: max(head.rfind(" "), head.rfind("\n")) + 1]
    return before + rest.partition("/")[2]
