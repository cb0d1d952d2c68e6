"""Checks of the machine, the settings and the database."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import chores
from .health import DATABASE, Finding, check, fault, fine, not_checked, warning
from .heartbeat import PATIENCE, PROCESSES
from .models import Heartbeat

HOUSE_KEPT = timedelta(days=1)  # it is kept every hour while a worker runs
OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRESQL = 15_00_00
WEB_ROOTS = ("/var/www", "/srv/www", "/srv/http", "/usr/share/nginx", "/usr/share/caddy")
LOW_DISK, FULL_DISK = 2 * 1024**3, 256 * 1024**2  # bytes
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


@check("python", gettext_lazy("Python"), needs_database=False)
def python() -> Finding:
    here = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return fault(_("This is Python %(here)s.") % {"here": here}, _("Install Python 3.11 or newer."))
    return fine(_("Python %(here)s, Licet %(licet)s.") % {"here": here, "licet": version("licet")})


# --- files ------------------------------------------------------------------------------------------


@check("data-directory", gettext_lazy("Data directory"), needs_database=False)
def data_directory() -> Finding:
    folder = Path(settings.DATA_DIR)
    place = {"folder": folder}
    if not folder.is_dir():
        return fault(
            _("%(folder)s does not exist.") % place,
            _("Make it for the account that runs Licet: install -d -m 0700 %(folder)s") % place,
        )
    if folder.stat().st_uid != os.geteuid():
        return fault(
            _("%(folder)s belongs to another account than the one that asks.") % place,
            _("Run this command, and Licet, as the account that owns the data directory."),
        )
    if in_web_root(folder):
        return fault(
            _("%(folder)s lies where web servers publish files from.") % place,
            _("Move it, for example to /var/lib/licet, and set LICET_DATA_DIR."),
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        return fault(_("%(folder)s cannot be written.") % place, _("Run: chmod u+rwx %(folder)s") % place)
    return _closed_to_others(folder)


def in_web_root(folder: Path) -> bool:
    resolved = folder.resolve()
    return any(resolved.is_relative_to(root) for root in WEB_ROOTS) or "static" in resolved.parts


def _closed_to_others(folder: Path) -> Finding:
    open_to = stat.S_IMODE(folder.stat().st_mode) & 0o077
    if open_to & 0o007:
        return fault(
            _("Every account of this machine can look into %(folder)s.") % {"folder": folder},
            _("Run: chmod 700 %(folder)s") % {"folder": folder},
        )
    if open_to & 0o020:
        return fault(
            _("A group can write in %(folder)s.") % {"folder": folder},
            _("Run: chmod 700 %(folder)s") % {"folder": folder},
        )
    return fine(_("%(folder)s, closed to other accounts.") % {"folder": folder})


@check("keys", gettext_lazy("Key files"), needs_database=False)
def keys() -> Finding:
    """Every file in the data directory whose name ends in `key` or `.pem`."""
    found = key_files(Path(settings.DATA_DIR))
    readable = [path for path in found if path.stat().st_mode & 0o077]
    if readable:
        names = " ".join(map(str, readable))
        return fault(
            _("Others can read: %(names)s") % {"names": names},
            _("Run: chmod 600 %(names)s") % {"names": names},
        )
    foreign = [path for path in found if path.stat().st_uid != os.geteuid()]
    if foreign:
        names = " ".join(map(str, foreign))
        return fault(
            _("Another account owns: %(names)s") % {"names": names},
            _("Give them to the account that runs Licet: chown."),
        )
    count = len(found)
    says = ngettext(
        "%(count)d key file, readable by the service alone.",
        "%(count)d key files, readable by the service alone.",
        count,
    )
    return fine(says % {"count": count})


def key_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file() and path.name.endswith(("key", ".pem")))


@check("disk", gettext_lazy("Disk space"), needs_database=False)
def disk() -> Finding:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        return not_checked(_("There is no data directory."))
    free = shutil.disk_usage(folder).free
    says = _("%(free)d MB are free where %(folder)s lies.") % {"free": free // 1024**2, "folder": folder}
    remedy = _("Make room: when the disk is full, nothing can be submitted or decided.")
    if free < FULL_DISK:
        return fault(says, remedy)
    return warning(says, remedy) if free < LOW_DISK else fine(says)


# --- settings ---------------------------------------------------------------------------------------


@check("secret-key", gettext_lazy("Secret key"), needs_database=False)
def secret_key() -> Finding:
    if len(settings.SECRET_KEY) < 40 or len(set(settings.SECRET_KEY)) < 10:
        return fault(
            _("The key that signs sessions can be guessed."),
            _("Leave LICET_SECRET_KEY unset, and one is made; or set it to 50 random characters."),
        )
    return fine(_("Long enough."))


@check("hosts", gettext_lazy("Host names"), needs_database=False)
def hosts() -> Finding:
    names = {name.strip() for name in settings.ALLOWED_HOSTS if name.strip()}
    remedy = _("Set LICET_HOSTS to the names under which people reach the site.")
    if not names or "*" in names:
        return fault(_("The site answers under any name, or none."), remedy)
    if names <= LOOPBACK and not settings.DEMO:
        return warning(_("The site answers only on this machine."), remedy)
    return fine(", ".join(sorted(names)))


@check("https", gettext_lazy("HTTPS and cookies"), needs_database=False)
def https() -> Finding:
    if settings.DEMO:
        return fine(_("A demonstration answers this machine alone; nothing crosses a network."))
    flags = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY")
    off = [name for name in flags if not getattr(settings, name)]
    if not off:
        return fine(_("Cookies travel over HTTPS only."))
    says = _("Cookies would travel unencrypted: %(names)s is off.") % {"names": ", ".join(off)}
    remedy = _("Serve the site over HTTPS and say so in the settings; docs/how-to/deploy.md shows how.")
    only_here = set(settings.ALLOWED_HOSTS) <= LOOPBACK
    return warning(says, remedy) if only_here else fault(says, remedy)


@check("mail", gettext_lazy("Mail"), needs_database=False)
def mail() -> Finding:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") and (
        settings.EMAIL_HOST != "localhost" or settings.EMAIL_HOST_USER
    ):
        return fine(_("Mail goes out through %(host)s.") % {"host": settings.EMAIL_HOST})
    says = _("No mail leaves this machine: no mail server is set.")
    return (
        fine(says)
        if settings.DEMO
        else warning(says, _("Set the mail server; docs/reference/settings.md says how."))
    )


# --- database ---------------------------------------------------------------------------------------


@check(DATABASE, gettext_lazy("Database"), needs_database=False, serving=True)
def database() -> Finding:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        return fault(_("There is no database yet."), _("Run: licet manage migrate"))
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError as error:
        return fault(
            _("The database cannot be reached (%(kind)s).") % {"kind": type(error).__name__},
            _("Start it, or correct LICET_DATABASE_URL. `licet manage dbshell` shows what it says."),
        )
    if connection.vendor == "sqlite":
        return fine(_("SQLite %(version)s.") % {"version": sqlite3.sqlite_version})
    number: int = connection.pg_version  # type: ignore[attr-defined]
    if number < OLDEST_POSTGRESQL:
        return warning(
            _("PostgreSQL %(version)d.") % {"version": number // 10_000},
            _("Use PostgreSQL 15 or newer; Licet is not tested with older ones."),
        )
    return fine(_("PostgreSQL %(version)d.") % {"version": number // 10_000})


@check("migrations", gettext_lazy("Migrations"), serving=True)
def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return fine(_("All are applied."))
    remedy = _("Run `licet manage migrate` (on PostgreSQL as the owner, then `grant_app_role` again).")
    count = len(waiting)
    says = ngettext("%(count)d migration is not applied.", "%(count)d migrations are not applied.", count)
    return fault(says % {"count": count}, remedy)


@check("sqlite", gettext_lazy("SQLite is set to be durable"))
def sqlite() -> Finding:
    if connection.vendor != "sqlite":
        return not_checked(_("The database is PostgreSQL."))
    with connection.cursor() as cursor:
        wrong = [name for name, wanted in PRAGMAS.items() if _pragma(cursor, name) != wanted]
    if wrong:
        return fault(
            _("These pragmas are not as they must be: %(names)s.") % {"names": ", ".join(wrong)},
            _(
                "Something changed the settings that came with Licet, or the disk does not allow WAL: use a local disk."
            ),
        )
    return fine(_("Write-ahead log, full synchronisation, foreign keys, recursive triggers."))


def _pragma(cursor: object, name: str) -> object:
    cursor.execute(f"PRAGMA {name}")  # type: ignore[attr-defined]
    return cursor.fetchone()[0]  # type: ignore[attr-defined]


# --- processes --------------------------------------------------------------------------------------


def _process(name: str) -> Finding:
    beat = Heartbeat.objects.filter(name=name).first()
    remedy = _("Start it: `licet %(name)s`, or systemctl start licet-%(name)s.") % {"name": name}
    if beat is None:
        return fault(_("It has never run on this database."), remedy)
    silent = timezone.now() - beat.at
    if silent > PATIENCE:
        return fault(_("It was last seen at %(at)s.") % {"at": f"{beat.at:%Y-%m-%d %H:%M} UTC"}, remedy)
    if beat.software != version("licet"):
        return warning(
            _("It runs Licet %(old)s; installed is %(new)s.")
            % {"old": beat.software, "new": version("licet")},
            _("Restart it."),
        )
    return fine(_("Seen %(seconds)d seconds ago.") % {"seconds": max(0, int(silent.total_seconds()))})


@check("worker", PROCESSES["worker"])
def worker() -> Finding:
    return _process("worker")


@check("sequencer", PROCESSES["sequencer"])
def sequencer() -> Finding:
    return _process("sequencer")


@check("housekeeping", gettext_lazy("Housekeeping"))
def housekeeping() -> Finding:
    done = Heartbeat.objects.filter(name=chores.DONE).first()
    remedy = _("Run the job worker: `licet worker`. If it runs, its log says which part failed and why.")
    if done is None:
        return warning(_("What has expired was never cleared away on this database."), remedy)
    at = {"at": f"{done.at:%Y-%m-%d %H:%M} UTC"}
    if timezone.now() - done.at > HOUSE_KEPT:
        return warning(_("What has expired was last cleared away at %(at)s.") % at, remedy)
    return fine(_("What has expired was cleared away at %(at)s.") % at)
