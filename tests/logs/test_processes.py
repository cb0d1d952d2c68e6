"""The server as it really runs, gunicorn included: every line it writes is JSON, and no address is in it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from breaking_urls import CANARY, TOKEN
from django.db import connection

from licet.cli.demo import stop


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def say(port: int, raw: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(raw)
        return line.recv(100)


def get(port: int, path: str, method: str = "GET", body: str = "") -> int:
    page = HTTPConnection("127.0.0.1", port, timeout=20)
    page.request(method, path, body, {"Cookie": f"sessionid={TOKEN}", "Referer": f"http://x/{TOKEN}"})
    answer = page.getresponse()
    answer.read()
    page.close()
    return answer.status


@pytest.mark.django_db(transaction=True)
def test_the_servers_own_lines_are_like_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port, log = free_port(), tmp_path / "log"
    environment = {
        "LICET_DATABASE_URL": database_url(),
        "LICET_DATA_DIR": str(tmp_path / "data"),
        "LICET_BIND": f"127.0.0.1:{port}",
        "LICET_LOG_FORMAT": "json",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "licet.cli.main", "serve", "--workers", "1"],
            stdout=out,
            stderr=out,
            env={**os.environ},
            start_new_session=True,
        )
    try:
        wait_for(port)
        assert get(port, f"/{TOKEN}/?q={CANARY}") == 404
        assert get(port, "/sign-in/", "POST", f"login={CANARY}") == 403
        assert get(port, "/healthz", "HEAD") == 200
        assert say(port, f"GET /{TOKEN} {CANARY}\r\n\r\n".encode()).startswith(b"HTTP/1.1 400")
    finally:
        stop({"server": server})
    text = log.read_text()
    lines: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    assert CANARY not in text and TOKEN not in text
    assert [line["status"] for line in lines if line["message"] == "Answered"] == [404, 403, 200]
    assert "Invalid request from …: Invalid HTTP Version: …" in [line["message"] for line in lines]
    assert {line["logger"] for line in lines} >= {"gunicorn.error", "licet.service.base.middleware"}
