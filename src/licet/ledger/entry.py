"""One line of the ledger: who did what to which record, when, under which law; never the content itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from .canonical import canonical

SCHEMA = "licet.event/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """The part of an event that the Merkle tree holds. Content is present as commitments and hashes only."""

    id: UUID
    type: str
    at: datetime
    actor: UUID | None  # a pseudonym; the name is kept elsewhere and can be destroyed
    subject_type: str
    subject_id: UUID
    law_digest: str
    payload: str
    personal: str
    files: Sequence[str]

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "schema": SCHEMA,
                "id": str(self.id),
                "type": self.type,
                "at": timestamp(self.at),
                "actor": str(self.actor) if self.actor else None,
                "subject": {"type": self.subject_type, "id": str(self.subject_id)},
                "law": self.law_digest or None,
                "payload": self.payload,
                "personal": self.personal or None,
                "files": list(self.files),
            }
        )


def timestamp(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds, always the same width."""
    if at.tzinfo is None:
        raise ValueError("A ledger time needs a time zone.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
