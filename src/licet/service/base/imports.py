"""What every import of a file says at its end, and how a file is refused as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict

# Called with rows done and rows in all, every few hundred rows.
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """For callers that watch nothing."""


class Rejected(TypedDict):
    """A row that was left out: its line in the file, and why."""

    line: int
    reason: str


class FileRefused(Exception):
    """The file cannot be used at all; nothing of it was kept. Says where, what is wrong, and what to do."""

    def __init__(self, fault: str, remedy: str, *, line: int | None = None) -> None:
        super().__init__(f"{fault} {remedy}")
        self.fault, self.remedy, self.line = fault, remedy, line


class SummaryJson(TypedDict):
    """`licet schema import` prints its schema."""

    schema: str
    profile: str
    file: str
    digest: str
    rows: int
    imported: int
    unchanged: int
    rejected: list[Rejected]


@dataclass(frozen=True, slots=True)
class Summary:
    """Every row is imported, or was there already, or is rejected with its reason; nothing else happens to a row."""

    profile: str
    file: str
    digest: str
    rows: int
    imported: int
    unchanged: int
    rejected: list[Rejected] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.rows != self.imported + self.unchanged + len(self.rejected):
            raise AssertionError(f"The summary of {self.file} does not add up.")

    def counts(self) -> dict[str, str | int]:
        """For the ledger: the rejected rows stand with the import itself."""
        return {
            "profile": self.profile,
            "file": self.file,
            "digest": self.digest,
            "rows": self.rows,
            "imported": self.imported,
            "unchanged": self.unchanged,
            "rejected": len(self.rejected),
        }

    def as_json(self) -> SummaryJson:
        return SummaryJson(
            schema="licet.import/1",
            profile=self.profile,
            file=self.file,
            digest=self.digest,
            rows=self.rows,
            imported=self.imported,
            unchanged=self.unchanged,
            rejected=list(self.rejected),
        )
