"""What stands in deploy/ works: the lines of the units are run as they stand, after the steps of docs/how-to/deploy.md."""

from __future__ import annotations

import configparser
import json
import os
import re
import runpy
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from database import Databases, PostgresqlDatabases

from licet.cli.demo import stop
from licet.cli.main import parser_for

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RUNNING = ("web", "worker", "sequencer")
INSTALLED = "/opt/licet/bin/licet "


def unit(name: str) -> list[tuple[str, str]]:
    lines = (DEPLOY / f"licet-{name}").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and not line.startswith("#")]  # type: ignore[misc]


def line_of(name: str) -> list[str]:
    """What the unit starts, after `licet`."""
    (start,) = [value for key, value in unit(f"{name}.service") if key == "ExecStart"]
    return shlex.split(start.removeprefix(INSTALLED))


def settings_of_example() -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string("[env]\n" + (DEPLOY / "licet.env").read_text(encoding="utf-8"))
    return dict(parser["env"])


# --- the files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUNNING)
def test_a_unit_starts_a_command_that_exists(name: str) -> None:
    command, *arguments = line_of(name)
    parser_for(command).parse_args(arguments)


@pytest.mark.parametrize("name", [*RUNNING, "backup"])
def test_a_unit_may_do_nothing_beyond_its_work(name: str) -> None:
    wanted = {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateDevices": "yes",
    }
    found = dict(unit(f"{name}.service"))
    assert wanted.items() <= found.items()
    assert (found["User"], found["UMask"], found["StateDirectoryMode"]) == ("licet", "0077", "0700")
    assert found["CapabilityBoundingSet"] == ""


@pytest.mark.parametrize("name", [*RUNNING, "backup"])
def test_no_secret_is_in_an_environment(name: str) -> None:
    known = runpy.run_path(str(ROOT / "tools" / "settings_docs.py"))["in_code"]()
    secrets = {setting.name for setting in known.values() if setting.type == "secret"}
    credentials = {value.split(":")[0] for key, value in unit(f"{name}.service") if key == "LoadCredential"}
    assert credentials == {"LICET_DATABASE_URL"}
    assert credentials <= secrets
    assert not secrets & {
        value.split("=")[0] for key, value in unit(f"{name}.service") if key == "Environment"
    }
    assert not secrets & settings_of_example().keys()


def test_the_example_names_only_settings_that_exist() -> None:
    known = runpy.run_path(str(ROOT / "tools" / "settings_docs.py"))["in_code"]()
    assert settings_of_example().keys() <= known.keys()


def test_the_proxies_believe_nothing_that_a_client_writes() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert nginx.count("X-Forwarded-For $remote_addr;") == nginx.count("proxy_pass ") == 2
    assert "$proxy_add_x_forwarded_for" not in nginx
    assert "access_log off;" in nginx


def test_the_how_to_installs_every_file() -> None:
    how_to = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.name not in how_to] == []


# --- the walk ---------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def urls(databases: Databases, django_db_blocker: Any, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The owner's database and the application's; on PostgreSQL two roles, neither master of the server."""
    if not isinstance(databases, PostgresqlDatabases):
        url = f"sqlite:///{tmp_path / 'state' / 'licet.sqlite3'}"
        yield url, url
        return
    owner, app, name = (f"walk_{os.getpid()}_{part}" for part in ("owner", "app", "db"))
    server = databases.owner_settings
    where = f"{server['HOST']}:{server['PORT'] or 5432}/{name}"
    with django_db_blocker.unblock():
        databases._run(
            f"CREATE ROLE {owner} LOGIN PASSWORD 'walk'",
            f"CREATE ROLE {app} LOGIN NOINHERIT PASSWORD 'walk'",
            f"CREATE DATABASE {name} OWNER {owner}",
        )
    yield f"postgres://{owner}:walk@{where}", f"postgres://{app}:walk@{where}"
    with django_db_blocker.unblock():
        databases._run(f"DROP DATABASE {name} WITH (FORCE)", f"DROP ROLE {owner}", f"DROP ROLE {app}")


class Machine:
    """An installation in a folder: settings from the example, the secret as a credential."""

    def __init__(self, folder: Path, owner: str, app: str) -> None:
        self.port, self.folder = free_port(), folder
        (folder / "state").mkdir(mode=0o700)
        self.credentials = {
            name: self._credential(name, url) for name, url in (("owner", owner), ("app", app))
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LICET_")}
        example = {**settings_of_example(), "LICET_BIND": f"127.0.0.1:{self.port}"}
        self.environment = {**kept, **example, "LICET_DATA_DIR": str(folder / "state")}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def _credential(self, name: str, url: str) -> str:
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        (folder / "LICET_DATABASE_URL").write_text(f"{url}\n")
        return str(folder)

    def licet(self, *arguments: str, role: str = "app") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "licet.cli.main", *arguments],
            env={**self.environment, "CREDENTIALS_DIRECTORY": self.credentials[role]},
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
        )
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", "licet.cli.main", *line_of(name)],
            env={**self.environment, "CREDENTIALS_DIRECTORY": self.credentials["app"]},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            umask=0o077,
        )

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        page = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(page):
            page.request("GET", path, headers=headers)
            answer = page.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def doctor(self, *results: str) -> dict[str, str]:
        rows = json.loads(self.licet("doctor", "--format", "json"))["checks"]
        return {row["id"]: row["says"] for row in rows if row["result"] in results}

    def wait_until(self, ready: Any) -> None:
        deadline = time.monotonic() + 60
        while not ready():
            assert time.monotonic() < deadline
            time.sleep(0.3)

    def answers(self) -> bool:
        try:
            return self.get("/healthz", Host="licet.example.org")[2] == "ok\n"
        except OSError:
            return False


@pytest.fixture
def machine(tmp_path: Path, urls: tuple[str, str]) -> Iterator[Machine]:
    found = Machine(tmp_path, *urls)
    yield found
    stop(found.running)


def test_an_installation_by_the_book_is_found_sound(machine: Machine, urls: tuple[str, str]) -> None:
    postgresql = urls[0].startswith("postgres")
    machine.licet("manage", "migrate", "--verbosity=0", role="owner")
    if postgresql:
        app = re.sub(r".*//(\w+):.*", r"\1", urls[1])
        assert "and owns none" in machine.licet("manage", "grant_app_role", app, role="owner")
    assert set(machine.doctor("fault")) == {"worker", "sequencer"}
    for name in RUNNING:
        machine.start(name)
    machine.wait_until(machine.answers)
    machine.wait_until(lambda: not machine.doctor("fault"))
    assert set(machine.doctor("warning")) <= {
        "mail",
        "law",
        "backup",
        "authority",
    }  # no backup yet; a checkout may not have compiled its law yet; nobody has written the office's address
    assert ("database-role" in machine.doctor("fine")) is postgresql
    through_proxy = {
        "Host": "licet.example.org",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
    }
    status, headers, page = machine.get("/", **through_proxy)
    assert status == 200 and "Licet" in page
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "; secure" in machine.get("/sign-in/", **through_proxy)[1]["Set-Cookie"].lower()
    assert machine.get("/", Host="elsewhere.example")[0] == 400
    modes = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in (machine.folder / "state").iterdir()
        if path.is_file()
    }
    assert set(modes.values()) == {"0o600"}
