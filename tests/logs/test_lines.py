"""One line a thing; of strangers' messages and of exceptions only what cannot be about a person."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any
from uuid import UUID

import pytest

from licet.service.base import logs
from licet.service.base.config import SettingError
from licet.service.base.logs import Line, job_id, request_id

NUMBER = UUID("018f4d7e-0000-7000-8000-000000000001")


def record(name: str, message: str, *args: Any, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, info)


def said(name: str, message: str, *args: Any, error: BaseException | None = None) -> dict[str, Any]:
    line = Line("json").format(record(name, message, *args, error=error))
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


def test_our_own_messages_stand_as_they_are() -> None:
    found = said("licet.service.jobs", "Task %s waits %d times", "abc", 3)
    assert (found["level"], found["logger"]) == ("warning", "licet.service.jobs")
    assert found["message"] == "Task abc waits 3 times"


@pytest.mark.parametrize(
    ("message", "args", "left"),
    [
        ("Not Found: %s", ("/saved/token",), "Not Found: …"),
        ("Task id=%s tried %d times", (NUMBER, 2), f"Task id={NUMBER} tried 2 times"),
        (
            "Invalid HTTP_HOST header: 'elena.example'. You may need to add 'x'.",
            (),
            "Invalid HTTP_HOST header: …. You may need to add ….",
        ),
        ("No account for elena@example.org here", (), "No account for … here"),
        ("%(who)s failed", ({"who": "Elena"},), "… failed"),
        ("broken %d", ("no number",), "broken %d"),
        ("Invalid request from ip=2001:db8::1: x", (), "Invalid request from …: x"),
        ("Gone: 192.0.2.7", (), "Gone: …"),
        ("two\nlines", (), "two lines"),
    ],
)
def test_other_peoples_messages_lose_their_values(message: str, args: tuple[Any, ...], left: str) -> None:
    assert said("django.request", message, *args)["message"] == left


def raised() -> BaseException:
    secret = "elena@example.org"
    try:
        try:
            raise KeyError(secret)
        except KeyError as missing:
            raise ValueError(f"Nobody is called {secret}") from missing
    except ValueError as error:
        return error


@pytest.mark.parametrize("shape", logs.SHAPES)
def test_an_exception_is_told_by_type_and_place(shape: str) -> None:
    line = Line(shape).format(record("licet.x", "It failed", error=raised()))
    assert "ValueError" in line
    assert "test_lines.py" in line and " raised" in line
    assert "elena" not in line and "secret" not in line and "\n" not in line


def test_what_caused_an_exception_is_named() -> None:
    assert said("licet.x", "It failed", error=raised())["error"]["after"] == "KeyError"


def test_request_and_job_are_on_every_line_said_within_them() -> None:
    request, job = request_id.set("r1"), job_id.set("j1")
    found = said("licet.x", "Something")
    request_id.reset(request)
    job_id.reset(job)
    assert (found["request"], found["job"]) == ("r1", "j1")
    assert "request" not in said("licet.x", "Something")


def test_people_read_words_first() -> None:
    line = Line("text").format(record("licet.x", "Something %s", "new"))
    assert " WARNING licet.x: Something new" in line


@pytest.mark.parametrize("name", ["LICET_LOG_FORMAT", "LICET_LOG_LEVEL"])
def test_a_wrong_setting_is_named_with_what_is_allowed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "loud")
    with pytest.raises(SettingError, match=f"{name} is 'loud'. Set it to one of"):
        logs.configuration("info")


def test_a_process_that_dies_says_it_in_the_same_way(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    logs.tell_of_deaths()
    error = raised()
    sys.excepthook(type(error), error, None)
    assert "Stopped by an error" in caplog.text
