"""The databases the tests run on.

One database is migrated per test process. An ordinary test runs in a transaction that is rolled back. A test that
commits (`transactional_db`, `live_server`, `django_db(transaction=True)`) gets a copy of its own, thrown away after it:
nothing is ever flushed, because the ledger's tables refuse it.

On PostgreSQL the owner migrates and the tests run as a role that owns nothing. `LICET_TEST_OWNER_URL` names the owner and
`LICET_DATABASE_URL` the role; with the second alone, its user is taken as the owner and the role `licet_app` is made.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import dj_database_url
import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.backends.utils import CursorWrapper
from django.test import TestCase
from pytest_django.plugin import DjangoDbBlocker

import licet.service

APP_ROLE = "licet_app"


class Databases(Protocol):
    def create(self) -> None: ...
    def copy(self, name: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def owner(self) -> AbstractContextManager[None]:
        """Connect as the one who owns the tables: for tests of what an intruder with all rights could do."""
        ...

    def disarm(self, cursor: CursorWrapper) -> None:
        """Put the protecting triggers aside, within the transaction."""
        ...


def use(**changes: Any) -> None:
    """Point Django, in every thread, at another database."""
    connections.close_all()
    connection.settings_dict.update(changes)


def template_folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"licet-test-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    assert folder.stat().st_uid == os.getuid()
    return folder


def digest_of_migrations() -> str:
    """Changes with any migration, with the triggers they use, and with the packages that bring tables of their own."""
    digest = sha256(f"{django.VERSION} {version('django-tasks-db')} {settings.INSTALLED_APPS}".encode())
    service = Path(licet.service.__path__[0])
    triggers = [service / "records" / name for name in ("protection.py", "emptiable.py")]
    for path in sorted([*service.glob("*/migrations/*.py"), *triggers]):
        digest.update(f"\n{path.relative_to(service)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


class SqliteFiles:
    """Files in a folder of this test process; a copy is a file copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def create(self) -> None:
        """Migrate, unless a run before this one has left a database made by the very same migrations."""
        kept = template_folder() / f"{digest_of_migrations()}.sqlite3"
        if kept.exists():
            shutil.copyfile(kept, self.path("base"))
            use(NAME=str(self.path("base")))
            return
        use(NAME=str(self.path("base")))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # this connection only makes the tables
        call_command("migrate", verbosity=0, skip_checks=True)
        connections.close_all()
        draft = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(self.path("base"), draft)
        draft.replace(kept)  # whole or not at all, whoever else is at it

    def copy(self, name: str) -> None:
        connections.close_all()
        shutil.copyfile(self.path("base"), self.path(name))
        use(NAME=str(self.path(name)))

    def drop(self, name: str) -> None:
        use(NAME=str(self.path("base")))
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path(name)}{suffix}").unlink(missing_ok=True)

    def owner(self) -> AbstractContextManager[None]:
        return nullcontext()

    def disarm(self, cursor: CursorWrapper) -> None:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


class PostgresqlDatabases:
    """Databases that the owner makes and migrates; the tests connect as the application's role."""

    def __init__(self, prefix: str) -> None:
        given = dict(connection.settings_dict)
        owner_url = os.environ.get("LICET_TEST_OWNER_URL", "")
        self.owner_settings = {**given, **dj_database_url.parse(owner_url)} if owner_url else given
        self.app_settings = given if owner_url else {**given, "USER": APP_ROLE}
        if self.app_settings["USER"] == self.owner_settings["USER"]:
            self.app_settings = {**self.app_settings, "USER": APP_ROLE}
        self.maintenance = self.owner_settings["NAME"]
        self.prefix = prefix

    def name(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    @contextmanager
    def as_owner_of(self, database: str) -> Iterator[None]:
        before = dict(connection.settings_dict)
        use(**{**self.owner_settings, "NAME": database})
        try:
            yield
        finally:
            use(**before)

    def create(self) -> None:
        """A copy of the migrated template, with the rights of the application's role granted in it."""
        from licet.service.records.roles import grant

        base = self.name("base")
        self._run(
            f'DROP DATABASE IF EXISTS "{base}" WITH (FORCE)',
            f'CREATE DATABASE "{base}" TEMPLATE "{self._template()}"',
        )
        with self.as_owner_of(base):
            grant(connection, self.app_settings["USER"], self.app_settings["PASSWORD"])
        use(**{**self.app_settings, "NAME": base})

    def _template(self) -> str:
        """Migrated once for all runs that have the very same migrations; older ones are dropped."""
        template, draft = f"licet_template_{digest_of_migrations()[:16]}", self.name("draft")
        with self.as_owner_of(self.maintenance), connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'licet\\_template\\_%%'")
            kept = {name for (name,) in cursor.fetchall()}
        if template in kept:
            return template
        self._run(*(f'DROP DATABASE IF EXISTS "{old}"' for old in kept), f'CREATE DATABASE "{draft}"')
        with self.as_owner_of(draft):
            call_command("migrate", verbosity=0, skip_checks=True)
        try:
            self._run(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')
        except DatabaseError:  # another process was first
            self._run(f'DROP DATABASE "{draft}"')
        return template

    def copy(self, name: str) -> None:
        copied = self.name(name)
        self._run(
            f'DROP DATABASE IF EXISTS "{copied}"',
            f'CREATE DATABASE "{copied}" TEMPLATE "{self.name("base")}"',
        )
        use(NAME=copied)

    def drop(self, name: str) -> None:
        use(NAME=self.name("base"))
        self._run(f'DROP DATABASE IF EXISTS "{self.name(name)}" WITH (FORCE)')

    def owner(self) -> AbstractContextManager[None]:
        return self.as_owner_of(self.name("base"))

    def disarm(self, cursor: CursorWrapper) -> None:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still pending cannot be altered
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    def _run(self, *statements: str) -> None:
        with self.as_owner_of(self.maintenance), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def database_for(worker: str, folder: Path) -> Databases:
    if "LICET_TEST_OWNER_URL" in os.environ and connection.vendor != "postgresql":
        pytest.exit(
            "LICET_TEST_OWNER_URL names an owner, but LICET_DATABASE_URL no PostgreSQL database to test on."
        )
    if connection.vendor == "postgresql":
        return PostgresqlDatabases(f"licet_test_{os.getpid()}_{worker}")
    return SqliteFiles(folder)


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Databases]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database = database_for(worker, tmp_path_factory.mktemp("database"))
        database.create()
    yield database
    with django_db_blocker.unblock():
        connections.close_all()
        database.drop("base")


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> None:
    """Takes the place of pytest-django's own set-up."""


@pytest.fixture
def _django_db_helper(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Takes the place of pytest-django's: roll back, or commit into a copy."""
    with django_db_blocker.unblock():
        if commits(request):
            yield from _in_a_copy(databases)
        else:
            with databases.owner() if "as_owner" in request.fixturenames else nullcontext():
                yield from _rolled_back()


@pytest.fixture
def as_owner(db: None) -> None:
    """The test runs as the owner of the tables, not as the application's role."""


def commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or bool({"transactional_db", "live_server"} & set(request.fixturenames))


def _in_a_copy(database: Databases) -> Iterator[None]:
    # Each under a name of its own: a thread of the live server that closes the last test's file late would
    # remove the write-ahead log beside the next one, which SQLite finds by name.
    name = f"copy{next(_COPIES)}"
    database.copy(name)
    try:
        yield
    finally:
        connections.close_all()
        database.drop(name)


_COPIES = count(1)


def _rolled_back() -> Iterator[None]:
    class RolledBack(TestCase):
        databases = {"default"}

        @classmethod
        def setUpClass(cls) -> None:
            super(TestCase, cls).setUpClass()

        @classmethod
        def tearDownClass(cls) -> None:
            super(TestCase, cls).tearDownClass()

    RolledBack.setUpClass()
    case: Any = RolledBack(methodName="__init__")
    case._pre_setup()
    try:
        yield
    finally:
        case._post_teardown()
        RolledBack.tearDownClass()
        RolledBack.doClassCleanups()
