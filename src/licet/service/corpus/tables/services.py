"""Take a table, answer its rows as a job, keep the answers for a while."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.service.files.sniff import safe_name
from licet.service.jobs import services as jobs
from licet.service.people.models import User
from licet.service.people.policy import require

from .. import law
from ..models import TableRun
from .faults import told

if TYPE_CHECKING:
    from licet.reasoning.bulk import Evaluator
    from licet.reasoning.bulk.files import Source

KIND = "evaluate.table"
DAYS = 7
"""How long upload and answers can be fetched."""
MOST_ROWS = 500_000
"""More is work for the command line, which has no worker to hold up."""


class TableRefused(Exception):
    """The table is not taken; the text says which column or row, and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a table."""

    regimes: Sequence[str]
    as_of: date
    by: str
    keep: Sequence[str]


def available() -> bool:
    """Whether this installation can read tables (`licet[bulk]`)."""
    try:
        import pyarrow  # noqa: F401 - large; imported only when a table comes
    except ImportError:
        return False
    return True


def start(*, actor: User, content: bytes, filename: str, asked: Asked, today: date) -> TableRun:
    """Keep the table and let the worker answer it. A column that cannot be read is named here, before any work: TableRefused."""
    require(actor, "table.evaluate")
    name = safe_name(filename)
    with transaction.atomic():
        run = TableRun.objects.create(
            job=jobs.start(actor=actor, kind=KIND, label=(_("Answers to %(file)s") % {"file": name})[:200], total=100),
            started_by=actor,
            filename=name,
            ending=Path(name).suffix,
            regimes=list(asked.regimes),
            as_of=asked.as_of,
            by=asked.by,
            keep=list(asked.keep),
            ends_on=today + timedelta(days=DAYS),
        )  # fmt: skip
        _keep(run, content)
        _enqueue(run)
    return run


def _keep(run: TableRun, content: bytes) -> None:
    """On disk only if its columns can be read."""
    run.upload.parent.mkdir(parents=True, exist_ok=True)
    run.upload.write_bytes(content)
    run.upload.chmod(0o600)
    try:
        _opened(run)
    except InputError as fault:
        run.upload.unlink()
        raise TableRefused(told(said(fault))) from None


def _enqueue(run: TableRun) -> None:
    from .tasks import evaluate_table

    evaluate_table.enqueue(str(run.pk))


def _opened(run: TableRun) -> tuple[Source, Evaluator]:
    from licet.reasoning.bulk import Evaluator
    from licet.reasoning.bulk.files import Source

    source = Source(run.upload, run.keep)
    return source, Evaluator(
        law(), source.schema, as_of=run.as_of, regimes=run.regimes, by=run.by, keep=run.keep
    )


def said(fault: InputError) -> str:
    """The fault by column, in English; the name on disk is nobody's."""
    where = "" if Path(fault.field).is_absolute() else f"{fault.field}: "
    hint = f" Did you mean {fault.nearest}?" if fault.nearest else ""
    return f"{where}{fault.reason}{hint}"


def evaluate(run_id: UUID | str) -> None:
    """Answer every row. The answers appear whole or not at all; an unforeseen fault is raised on. What went wrong is kept in
    English; pages tell it in the language of their reader (`faults.told`)."""
    run = TableRun.objects.select_related("job").get(pk=run_id)
    try:
        summary = _evaluated(run)
    except (InputError, TableRefused) as fault:
        jobs.fail(run.job, said(fault) if isinstance(fault, InputError) else str(fault))
    except BaseException:
        jobs.fail(run.job, "The work broke off and there are no answers. Tell the administrator.")
        raise
    else:
        jobs.finish(run.job, summary)


def _evaluated(run: TableRun) -> dict[str, Any]:
    from licet.reasoning.bulk.files import written

    source, evaluator = _opened(run)
    with written(run.answers, evaluator.schema) as writer:
        for rows in source.stretches():
            if evaluator.counts.rows + rows.num_rows > MOST_ROWS:
                most = f"The table has more than {MOST_ROWS} rows."
                raise TableRefused(f"{most} Split it, or use “licet evaluate” at the console.")
            writer.write_batch(evaluator.batch(rows))
            jobs.advance(run.job, int(100 * source.share()))
    return evaluator.summary()


@transaction.atomic
def erase_ended(today: date) -> int:
    """Upload and answers of every table whose last day is over."""
    ended = list(TableRun.objects.filter(ends_on__lt=today).select_related("job"))
    for run in ended:
        for file in (run.upload, run.answers):
            with suppress(FileNotFoundError):
                file.unlink()
        run.job.delete()  # the run goes with it
    return len(ended)


def most_rows() -> str:
    return number_format(MOST_ROWS, force_grouping=True)


def limit() -> int:
    return int(settings.MAX_UPLOAD_BYTES)
