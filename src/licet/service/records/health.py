"""Checks of the ledger, of what protects it, and of what this database is for."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.ledger.checkpoint import CheckpointError, verify
from licet.service.base.health import Finding, check, fault, fine, not_checked, warning

from .backups import last_backup
from .guards import expected, missing
from .installation import is_demo
from .keys import key_path, verifier
from .models import Event, Leaf, Pending
from .roles import shortcomings
from .selectors import latest_checkpoint
from .verification import PATIENCE

OLDEST_BACKUP = timedelta(hours=36)
DRIFT = timedelta(seconds=2)


@check("installation", gettext_lazy("Demonstration or real"))
def installation() -> Finding:
    marked = is_demo()
    if settings.DEMO and not _loopback(settings.BIND):
        return fault(
            _("The demonstration listens on %(bind)s: others could sign in as anybody.")
            % {"bind": settings.BIND},
            _("Set LICET_BIND to 127.0.0.1 and a port, or unset LICET_DEMO."),
        )
    if settings.DEMO and not marked:
        return fault(
            _("LICET_DEMO is set, and this database is not a demonstration."),
            _("Unset LICET_DEMO, or set LICET_DATA_DIR to an empty folder."),
        )
    if marked and not settings.DEMO:
        return fault(
            _("This database was made by the demonstration: its people and files are invented."),
            _("Begin with an empty database: set LICET_DATA_DIR or LICET_DATABASE_URL."),
        )
    return fine(_("A demonstration.") if marked else _("A real installation."))


def _loopback(bind: str) -> bool:
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@check("append-only", gettext_lazy("What the database refuses"))
def append_only() -> Finding:
    gone = missing()
    if gone:
        return fault(
            _("Triggers that protect the record are missing, switched off or empty: %(names)s.")
            % {"names": ", ".join(gone)},
            _(
                "Treat the record as possibly altered: run `licet ledger verify --deep` with a checkpoint kept elsewhere,"
                " find out who removed them, then restore from a backup that has them."
            ),
        )
    return fine(_("%(count)d triggers stand.") % {"count": len(expected())})


@check("database-role", gettext_lazy("The role the site runs as"))
def database_role() -> Finding:
    if connection.vendor != "postgresql":
        return not_checked(_("SQLite has no roles; there the triggers stand alone."))
    role, faults = shortcomings(connection)
    if faults:
        remedy = _(
            "Run `licet manage grant_app_role ROLE` as the owner, and give the site that role in LICET_DATABASE_URL."
        )
        return fault(f"{role}: " + "; ".join(faults), remedy)
    return fine(_("%(role)s owns nothing and has the rights it needs.") % {"role": role})


@check("ledger-sealing", gettext_lazy("Events are sealed"))
def sealing() -> Finding:
    oldest = Pending.objects.order_by("event_id").values_list("event__at", flat=True).first()
    if oldest is None:
        return fine(_("Nothing waits."))
    age = timezone.now() - oldest
    says = _("%(count)d events wait, the oldest for %(seconds)d seconds.") % {
        "count": Pending.objects.count(),
        "seconds": max(0, int(age.total_seconds())),
    }
    if age > PATIENCE:
        return fault(says, _("Start the sequencer: `licet sequencer`."))
    return fine(says)


@check("ledger-checkpoint", gettext_lazy("Signed checkpoint"))
def checkpoint() -> Finding:
    head = latest_checkpoint()
    sealed = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    if head is None:
        return fine(_("Nothing is sealed yet.")) if sealed is None else _uncovered()
    if not key_path().exists():
        return fault(
            _("The key that signs checkpoints is not in the data directory."),
            _(
                "Bring back ledger-key from where keys are kept; a new key would make a ledger that nobody can compare."
            ),
        )
    try:
        verify(head.text, [verifier()])
    except CheckpointError as error:
        return fault(
            _("The latest checkpoint does not verify: %(fault)s") % {"fault": error},
            _(
                "Run `licet ledger verify`. After a restore: is this the ledger-key that belongs to this database?"
            ),
        )
    if sealed is None or sealed + 1 != head.size:
        return _uncovered()
    return fine(
        _("%(size)d entries, signed at %(at)s.") % {"size": head.size, "at": f"{head.at:%Y-%m-%d %H:%M} UTC"}
    )


def _uncovered() -> Finding:
    return fault(_("No checkpoint covers the last entries."), _("Run `licet ledger verify`."))


@check("backup", gettext_lazy("Last backup"), needs_database=False)
def backup() -> Finding:
    made = last_backup()
    remedy = _("Let `licet backup` run each night; docs/how-to/deploy.md has the timer.")
    if made is None:
        says = _("No backup was made from here.")
        return fine(says) if settings.DEMO else warning(says, remedy)
    says = _("The last was made at %(at)s.") % {"at": f"{made:%Y-%m-%d %H:%M} UTC"}
    return warning(says, remedy) if timezone.now() - made > OLDEST_BACKUP else fine(says)


@check("clock", gettext_lazy("Clock"))
def clock() -> Finding:
    now = timezone.now()
    last = Event.objects.order_by("-id").values_list("at", flat=True).first()
    remedy = _("Set the clock: let systemd-timesyncd or chrony keep it.")
    if last is not None and last > now + DRIFT:
        return fault(
            _("The last act is dated %(at)s, in the future.") % {"at": f"{last:%Y-%m-%d %H:%M:%S} UTC"},
            remedy,
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
        if apart > DRIFT:
            seconds = int(apart.total_seconds())
            return fault(
                _("Server and database are %(seconds)d seconds apart.") % {"seconds": seconds}, remedy
            )
    return fine(f"{now:%Y-%m-%d %H:%M:%S} UTC")
