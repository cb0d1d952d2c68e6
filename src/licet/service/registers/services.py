"""Import registers of other authorities. A register line is never a decision of this authority."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from licet.service.base.imports import FileRefused, Progress, Summary, no_progress
from licet.service.files.storage import keep_bytes
from licet.service.jobs import importing
from licet.service.jobs.models import Job
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.installation import is_demo
from licet.service.records.services import record

from .models import PlaceRole, Profile, RegisterCode, RegisterImport, RegisterLine, RegisterPlace
from .nl.places import Place
from .nl.profile import Line, Reading
from .profiles import READERS

IMPORTING = importing.Importing(act="register.import", job_kind="import.register", pages="registers")
BATCH = 1000


def import_register(
    *, actor: User, content: bytes, filename: str, profile: str, progress: Progress = no_progress
) -> Summary:
    """Read the file outside the transaction (so that progress can be seen), then keep all of it or nothing."""
    require(actor, IMPORTING.act)
    return _import(actor.pseudonym, content, filename, profile, progress)


def import_register_at_console(
    *, content: bytes, filename: str, profile: str, progress: Progress = no_progress
) -> Summary:
    """For `licet import`: whoever runs commands on this machine holds its database already."""
    return _import(None, content, filename, profile, progress)


def start_import(*, actor: User, content: bytes, filename: str, profile: str) -> Job:
    from .tasks import import_kept_file

    return importing.start_import(
        IMPORTING, import_kept_file, actor=actor, content=content, filename=filename, profile=profile
    )


def _import(by: UUID | None, content: bytes, filename: str, profile: str, progress: Progress) -> Summary:
    _refuse_invented(profile)
    reading = READERS[profile](content, progress)
    digest = keep_bytes(content)  # the file itself is kept as well
    try:
        return _keep(by, reading, digest, filename, profile)
    except IntegrityError:  # somebody imported the same lines at the same moment; now they are there
        return _keep(by, reading, digest, filename, profile)


def _refuse_invented(profile: str) -> None:
    """Lines that no authority ever published stand among those of no real authority."""
    if profile == Profile.INVENTED and not is_demo():
        raise FileRefused(
            _("An invented register belongs in a demonstration, and this is none."),
            _("Choose the register that an authority published."),
        )


@transaction.atomic
def _keep(by: UUID | None, reading: Reading, digest: str, filename: str, profile: str) -> Summary:
    known = _known(profile, [line.digest for line in reading.lines])
    new = [line for line in reading.lines if line.digest not in known]
    summary = Summary(profile, filename, digest, reading.rows, len(new), len(known), reading.rejected)
    if RegisterImport.objects.filter(profile=profile, digest=digest).exists():
        return summary
    source = RegisterImport.objects.create(
        profile=profile,
        digest=digest,
        filename=filename[:200],
        imported_by=by,
        rows=summary.rows,
        imported=summary.imported,
        unchanged=summary.unchanged,
        rejected=list(summary.rejected),
    )
    _insert(source, new)
    record(
        type="register.imported",
        actor=by,
        subject=source,
        payload=summary.counts(),
        files=[digest],
    )
    return summary


def _known(profile: str, digests: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(digests), BATCH):
        batch = digests[start : start + BATCH]
        found = RegisterLine.objects.filter(profile=profile, row_digest__in=batch)
        known.update(found.values_list("row_digest", flat=True))
    return known


def _insert(source: RegisterImport, lines: list[Line]) -> None:
    rows = [_row(source, line) for line in lines]
    RegisterLine.objects.bulk_create(rows, batch_size=BATCH)
    pairs = list(zip(rows, lines, strict=True))
    RegisterCode.objects.bulk_create(
        [
            RegisterCode(line=row, position=at, code=code)
            for row, line in pairs
            for at, code in enumerate(line.codes)
        ],
        batch_size=BATCH,
    )
    RegisterPlace.objects.bulk_create(
        [place for row, line in pairs for place in _places(row, line)], batch_size=BATCH
    )
    _supersede(source, rows)


def _row(source: RegisterImport, line: Line) -> RegisterLine:
    return RegisterLine(
        source=source,
        profile=source.profile,
        line=line.line,
        row_digest=line.digest,
        raw=line.raw,
        number=line.number,
        issued_on=line.term.issued,
        expires_on=line.term.expires,
        date_basis=line.term.basis,
        goods=line.goods,
        end_use=line.end_use,
        temporary=line.temporary,
        value_eur=line.value_eur,
    )


def _places(row: RegisterLine, line: Line) -> list[RegisterPlace]:
    named: dict[str, tuple[Place, ...]] = {
        PlaceRole.DESTINATION: line.destination.to,
        PlaceRole.VIA: line.destination.via,
        PlaceRole.ORIGIN: line.origin.to + line.origin.via,
    }
    return [
        RegisterPlace(
            line=row,
            role=role,
            position=at,
            name=place.name[:200],
            country=place.country,
            is_group=place.is_group,
        )
        for role, places in named.items()
        for at, place in enumerate(places)
    ]


def _supersede(source: RegisterImport, rows: list[RegisterLine]) -> None:
    """A later file that says something else under a number takes the place of the earlier line, which stays."""
    by_number = {row.number: row for row in rows}
    earlier = RegisterLine.objects.filter(profile=source.profile, superseded_by=None).exclude(source=source)
    changed = []
    for old in earlier.only("id", "number").iterator():
        if new := by_number.get(old.number):
            old.superseded_by = new
            changed.append(old)
    RegisterLine.objects.bulk_update(changed, ["superseded_by"], batch_size=BATCH)
