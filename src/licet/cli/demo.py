"""`licet demo`: the demonstration authority on this machine: server, job worker and sequencer together."""

from __future__ import annotations

import argparse
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

from .exits import BadInput

START_LIMIT = 60.0
STOP_LIMIT = 10.0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prepare", action="store_true", help="make and fill the database, then stop")


def run(args: argparse.Namespace) -> int:
    from licet.law import load

    from .django_setup import setup

    setup()
    refuse_unless_safe()
    load()  # a corpus that is broken stops the start here, with file and line
    prepare()
    if args.prepare:
        return 0
    from django.conf import settings

    return supervise(commands(), settings.BIND)


def refuse_unless_safe() -> None:
    """The demo signs anybody in as anybody: only on request, and only for this machine."""
    from django.conf import settings

    if not settings.DEMO:
        raise BadInput(
            "The demonstration signs in without passwords. Set LICET_DEMO=yes to say that you want that."
        )
    host = settings.BIND.rpartition(":")[0].strip("[]")
    if not is_loopback(host):
        raise BadInput(
            f"LICET_BIND is {settings.BIND}: others could reach the demonstration. Set it to 127.0.0.1 and a port."
        )
    if answers_anything(settings.BIND):
        raise BadInput(
            f"LICET_BIND is {settings.BIND}, and something listens there already. Stop it, or choose another port."
        )


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def prepare() -> None:
    """Make the database, mark it, fill it once."""
    from django.conf import settings
    from django.core.management import call_command

    from licet.service.records.installation import NotADemo, mark_demo

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)
    try:
        mark_demo()
    except NotADemo as error:
        raise BadInput(str(error)) from error
    fill()


def fill() -> None:
    """The site's own demonstration records; loading them again changes nothing."""
    if importlib.util.find_spec("licet.service.site.demo"):
        importlib.import_module("licet.service.site.demo").load()


def commands() -> dict[str, list[str]]:
    from .serve import server_command

    licet = [sys.executable, "-m", "licet.cli.main"]
    return {"server": server_command(2), "job worker": [*licet, "worker"], "sequencer": [*licet, "sequencer"]}


def supervise(commands: Mapping[str, list[str]], bind: str) -> int:
    """Run the processes until one ends or we are told to stop; then stop all of them."""
    for number in (signal.SIGTERM, signal.SIGINT):  # a shell may have started us with Ctrl-C ignored
        signal.signal(number, _interrupt)
    # Each in a group of its own: Ctrl-C reaches this process alone, which then stops them in order.
    children = {name: start(line) for name, line in commands.items()}
    try:
        if wait_until_up(bind, children):
            print(f"Licet is at http://{bind}/ - stop it with Ctrl-C.", flush=True)
        return watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own command, no shell


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def wait_until_up(bind: str, children: Mapping[str, subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and not ended(children):
        if answers(bind):
            return True
        time.sleep(0.1)
    return False


def answers_anything(bind: str) -> bool:
    host, _, port = bind.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def answers(bind: str) -> bool:
    connection = HTTPConnection(bind, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().read() == b"ok\n"
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def watch(children: Mapping[str, subprocess.Popen[bytes]]) -> int:
    while not (dead := ended(children)):
        time.sleep(0.2)
    for name in dead:
        print(
            f"licet: the {name} stopped (exit code {children[name].returncode}). Stopping the rest.",
            file=sys.stderr,
        )
    return 1


def ended(children: Mapping[str, subprocess.Popen[bytes]]) -> list[str]:
    return [name for name, child in children.items() if child.poll() is not None]


def stop(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Ask first; what does not go within ten seconds is killed with all it started."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_LIMIT
    for child in children.values():
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
