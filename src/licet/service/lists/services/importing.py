"""Import a generation of a list: all of it or nothing; the same file twice is one generation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from licet.service.base.imports import Progress, Summary, no_progress
from licet.service.files.storage import keep_bytes
from licet.service.jobs import importing
from licet.service.jobs.models import Job
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import ListEntry, ListGeneration, ListName, Profile
from ..names import keys_of
from ..un.profile import Entry, Reading
from ..un.profile import read as read_un

IMPORTING = importing.Importing(act="list.import", job_kind="import.list", pages="lists")
BATCH = 500
READERS: dict[str, Callable[[bytes, Progress], Reading]] = {Profile.UN_CONSOLIDATED: read_un}


def import_list(
    *, actor: User, content: bytes, filename: str, profile: str, progress: Progress = no_progress
) -> Summary:
    """Read the file outside the transaction (so that progress can be seen), then keep it."""
    require(actor, IMPORTING.act)
    return _import(actor.pseudonym, content, filename, profile, progress)


def import_list_at_console(
    *, content: bytes, filename: str, profile: str, progress: Progress = no_progress
) -> Summary:
    """For `licet import`: whoever runs commands on this machine holds its database already."""
    return _import(None, content, filename, profile, progress)


def start_import(*, actor: User, content: bytes, filename: str, profile: str) -> Job:
    from ..tasks import import_kept_file

    return importing.start_import(
        IMPORTING, import_kept_file, actor=actor, content=content, filename=filename, profile=profile
    )


def _import(by: UUID | None, content: bytes, filename: str, profile: str, progress: Progress) -> Summary:
    reading = READERS[profile](content, progress)
    digest = keep_bytes(content)  # the file itself is kept as well
    try:
        return _keep(by, reading, digest, filename, profile)
    except IntegrityError:  # somebody imported the same entries at the same moment; now they are there
        return _keep(by, reading, digest, filename, profile)


@transaction.atomic
def _keep(by: UUID | None, reading: Reading, digest: str, filename: str, profile: str) -> Summary:
    known = _known(profile, reading.entries)
    new = [entry for entry in reading.entries if (entry.number, entry.digest) not in known]
    unchanged = len(reading.entries) - len(new)
    summary = Summary(profile, filename, digest, reading.rows, len(new), unchanged, reading.rejected)
    if ListGeneration.objects.filter(profile=profile, digest=digest).exists():
        return summary
    generation = ListGeneration.objects.create(
        profile=profile,
        digest=digest,
        filename=filename[:200],
        generated_at=reading.generated_at,
        imported_by=by,
        rows=reading.rows,
        rejected=list(reading.rejected),
    )
    added = _insert(profile, new)
    _attach(generation, [*known.values(), *added])
    record(
        type="list.imported",
        actor=by,
        subject=generation,
        payload={**summary.counts(), "generated_at": reading.generated_at.isoformat()},
        files=[digest],
    )
    return summary


def _known(profile: str, entries: Sequence[Entry]) -> dict[tuple[str, str], UUID]:
    """Entry versions that an earlier generation brought, word for word."""
    wanted = {(entry.number, entry.digest) for entry in entries}
    stored = ListEntry.objects.filter(profile=profile).values_list("number", "digest", "pk")
    return {(number, digest): pk for number, digest, pk in stored.iterator() if (number, digest) in wanted}


def _insert(profile: str, entries: Sequence[Entry]) -> list[UUID]:
    rows = [_row(profile, entry) for entry in entries]
    ListEntry.objects.bulk_create(rows, batch_size=BATCH)
    names = [name for row, entry in zip(rows, entries, strict=True) for name in _names(row, entry)]
    ListName.objects.bulk_create(names, batch_size=BATCH)
    return [row.pk for row in rows]


def _row(profile: str, entry: Entry) -> ListEntry:
    return ListEntry(
        profile=profile,
        number=entry.number,
        digest=entry.digest,
        kind=entry.kind,
        name=entry.name[:500],
        reference=entry.reference[:40],
        list_type=entry.list_type[:100],
        listed_on=entry.listed_on,
        comments=entry.comments,
        born=list(entry.born),
        nationalities=list(entry.nationalities),
        addresses=list(entry.addresses),
        documents=list(entry.documents),
        raw=entry.raw,
    )


def _names(row: ListEntry, entry: Entry) -> list[ListName]:
    return [
        ListName(entry=row, name=name.name[:500], key=key[:500], quality=name.quality[:40])
        for name in entry.names
        for key in keys_of(name.name)
    ]


def _attach(generation: ListGeneration, entries: Sequence[UUID]) -> None:
    through = ListGeneration.entries.through
    through._default_manager.bulk_create(
        [through(listgeneration_id=generation.pk, listentry_id=entry) for entry in entries], batch_size=BATCH
    )
