"""A whole Licet of its own: server, worker and sequencer as separate processes on a database of their own, and what kills them."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

LICET = [sys.executable, "-m", "licet.cli.main"]
PROCESSES = ("serve", "worker", "sequencer")
UP_WITHIN = 60.0
ROLE = "licet_app"
Rows = list[tuple[Any, ...]]


class Machine:
    """`url` is how the site reaches the database, `owner` how the tables' owner does; both empty for SQLite."""

    def __init__(self, folder: Path, url: str = "", owner: str = "", **environment: str) -> None:
        self.folder, self.url, self.owner = folder, url, owner
        self.port = _free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("LICET_")},
            "LICET_DEMO": "yes",
            "LICET_DATA_DIR": str(folder),
            "LICET_BIND": f"127.0.0.1:{self.port}",
            "PYTHONPATH": os.pathsep.join(sys.path),
            **environment,
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (folder.parent / f"{folder.name}.log").open("ab")

    # --- preparing -----------------------------------------------------------------------------------

    def call(
        self, *arguments: str, as_owner: bool = False, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        line = [*LICET, *arguments] if not arguments[0].endswith(".py") else [sys.executable, *arguments]
        done = subprocess.run(line, env=self._env(as_owner), capture_output=True, text=True, timeout=300)
        if check and done.returncode:
            raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done

    def prepare(self, drafts: int) -> dict[str, Any]:
        """The demonstration, so many applications that only have to be submitted, and a session for everybody."""
        self.call("demo", "--prepare", as_owner=True)
        script = str(Path(__file__).with_name("prepare.py"))
        made = self.call(script, str(drafts), as_owner=True).stdout
        if self.owner:
            self.call("manage", "grant_app_role", ROLE, as_owner=True)
        self.call("sequencer", "--once")
        self.call("worker", "--once")
        return dict(json.loads(made.splitlines()[-1]))

    def _env(self, as_owner: bool = False) -> dict[str, str]:
        url = self.owner if as_owner and self.owner else self.url
        return {**self.environment, **({"LICET_DATABASE_URL": url} if url else {})}

    # --- running and killing ---------------------------------------------------------------------------

    def start(self, *names: str) -> None:
        for name in names or PROCESSES:
            self.running[name] = subprocess.Popen(
                [*LICET, name], env=self._env(), start_new_session=True, stdout=self.log, stderr=self.log
            )
        if "serve" in (names or PROCESSES):
            self.wait_until_up()

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all it started, as the kernel does when memory runs out."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_server_process(self, pick: random.Random) -> None:
        """One of gunicorn's processes, which it replaces itself."""
        master = self.running["serve"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        if children:
            os.kill(int(pick.choice(children)), signal.SIGKILL)

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for name, process in list(self.running.items()):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.running.clear()

    def close(self) -> None:
        self.stop()
        self.log.close()

    def wait_until_up(self) -> None:
        wait_for(self.answers, UP_WITHIN, "the server to answer")

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    # --- looking at the database past the program ------------------------------------------------------

    def query(self, sql: str, *values: Any) -> Rows:
        """Rows as the database itself has them; `?` stands for a value."""
        if self.url:
            with psycopg.connect(self.owner) as connection:
                return connection.execute(sql.replace("?", "%s"), values).fetchall()
        connection_ = sqlite3.connect(self.folder / "licet.sqlite3", timeout=30)
        try:
            return connection_.execute(sql, values).fetchall()
        finally:
            connection_.close()

    def number(self, sql: str, *values: Any) -> int:
        return int(self.query(sql, *values)[0][0])


def wait_for(done: Any, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds:.0f} s for {what}.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Killer:
    """Kills one process at a seeded moment after a form was sent, and starts it again."""

    TARGETS: Sequence[str] = ("serve", "a server process", "worker", "sequencer")

    def __init__(self, machine: Machine, seed: int, one_in: int) -> None:
        self.machine, self.one_in = machine, one_in
        self.pick = random.Random(seed)
        self.kills: dict[str, int] = dict.fromkeys(self.TARGETS, 0)
        self._busy = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.stopped = False

    def sent(self) -> None:
        """A form is on its way: perhaps something dies before its answer is here."""
        if self.stopped or self.pick.randrange(self.one_in):
            return
        target, delay = self.pick.choice(self.TARGETS), self.pick.uniform(0, 0.15)
        thread = threading.Thread(target=self._strike, args=[target, delay])
        self._threads.append(thread)
        thread.start()

    def loses(self) -> bool:
        """Whether the line breaks before the answer comes."""
        return not self.stopped and not self.pick.randrange(self.one_in)

    def _strike(self, target: str, delay: float) -> None:
        time.sleep(delay)
        with self._busy:
            if target == "a server process":
                self.machine.kill_one_server_process(self.pick)
            else:
                self.machine.kill(target)
                self.machine.start(target)
            self.kills[target] += 1

    def rest(self) -> None:
        """No more kills; whatever was under way is up again afterwards."""
        self.stopped = True
        for thread in self._threads:
            thread.join()
        self.stopped = False


@contextmanager
def sqlite_machine(folder: Path, **environment: str) -> Iterator[Machine]:
    machine = Machine(folder, **environment)
    try:
        yield machine
    finally:
        machine.close()


@contextmanager
def postgresql_machine(folder: Path, server: str, name: str, **environment: str) -> Iterator[Machine]:
    """A database of its own on the server; the site runs as a role that owns nothing."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    owner = f"{server.rpartition('/')[0]}/{name}"
    scheme, _, place = owner.partition("://")
    url = f"{scheme}://{ROLE}@{place.rpartition('@')[2]}"
    machine = Machine(folder, url, owner, **environment)
    try:
        yield machine
    finally:
        machine.close()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
