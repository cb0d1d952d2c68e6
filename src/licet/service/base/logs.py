"""What the processes say on standard error: one line a thing, for people or as JSON, and nothing about persons.

Our own messages are written to hold no personal data. Everybody else's (Django, gunicorn, libraries) keep their wording and
lose their values: a path, a host name, an argument may be a token or a name. Of an exception only type and place are told;
its text and the values in its frames may be what somebody typed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

from .config import SettingError, env

OURS = "licet"
LEFT_OUT = "…"
FRAMES = 6  # innermost places of an exception that are told
SHAPES = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
QUOTED = re.compile(r"""'[^']*'|"[^"]*"|\S+@\S+|\bip=[^\s,;]*[^\s,;:]|\b\d+\.\d+\.\d+\.\d+\b""")
HERE = Path(__file__).resolve().parents[3]

# The request or the job in which something is said; each is a random number that means nothing elsewhere.
request_id: ContextVar[str] = ContextVar("request_id", default="")
job_id: ContextVar[str] = ContextVar("job_id", default="")


def shape() -> str:
    return _one_of("LICET_LOG_FORMAT", env("LICET_LOG_FORMAT", "text"), SHAPES)


def level(default: str = "info") -> str:
    return _one_of("LICET_LOG_LEVEL", env("LICET_LOG_LEVEL", "") or default, LEVELS).upper()


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    value = text.strip().lower()
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}. Set it to one of: {', '.join(allowed)}.")
    return value


class Line(logging.Formatter):
    """A record as one line: words and `name=value`, or a JSON object."""

    def __init__(self, shape: str = "text") -> None:
        super().__init__()
        self.shape = shape

    def format(self, record: logging.LogRecord) -> str:
        said = dict(_said(record))
        return json.dumps(said, ensure_ascii=False, default=str) if self.shape == "json" else _as_text(said)


def _said(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    yield "at", datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    yield "level", record.levelname.lower()
    yield "logger", record.name
    yield "message", message_of(record)
    for name, variable in (("request", request_id), ("job", job_id)):
        if value := variable.get():
            yield name, value
    yield from getattr(record, "fields", {}).items()
    if route := _route_of(record):
        yield "route", route
    if record.exc_info and record.exc_info[1]:
        yield "error", error_of(record.exc_info[1])


def message_of(record: logging.LogRecord) -> str:
    """The message as meant if it is ours; without its values if it is not."""
    try:
        if record.name == OURS or record.name.startswith(f"{OURS}."):
            return _flat(record.getMessage())
        return _flat(_without_quoted(_with_harmless(record)))
    except Exception:  # noqa: BLE001 - logging itself would print message and arguments
        return _flat(_without_quoted(str(record.msg)))


def _with_harmless(record: logging.LogRecord) -> str:
    """Someone else's message with its numbers, and with a mark where anything else stood."""
    template, args = str(record.msg), record.args
    if not args:
        return LEFT_OUT if _is_text_of_its_error(record) else template
    if isinstance(args, Mapping):
        return template % {name: _harmless(value) for name, value in args.items()}
    return template % tuple(map(_harmless, args))


def _is_text_of_its_error(record: logging.LogRecord) -> bool:
    """Django's security loggers say nothing but the exception's own text."""
    return record.exc_info is not None and str(record.exc_info[1]) == str(record.msg)


def _harmless(value: object) -> object:
    return value if isinstance(value, int | float | UUID) else LEFT_OUT


def _without_quoted(text: str) -> str:
    """A library that fills in its values itself mostly puts them in quotation marks; addresses it does not."""
    return QUOTED.sub(LEFT_OUT, text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _route_of(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return match.view_name if match else ""


def error_of(error: BaseException) -> dict[str, Any]:
    """Type and place, innermost last, and the same of what caused it."""
    told: dict[str, Any] = {"type": _type_of(error), "at": _places(error.__traceback__)}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["after"] = _type_of(cause)
    return told


def _type_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _shown(filename: str) -> str:
    """As Python would import it, whatever folder it was installed in."""
    return re.sub(r"^.*/site-packages/", "", filename).removeprefix(f"{HERE}/")


def _as_text(said: dict[str, Any]) -> str:
    head = f"{said.pop('at')} {said.pop('level').upper():<7} {said.pop('logger')}: {said.pop('message')}"
    error = said.pop("error", None)
    pairs = "".join(f" {name}={value}" for name, value in said.items())
    return head + pairs + (f" {error['type']} at {' > '.join(error['at'])}" if error else "")


def configuration(default_level: str) -> dict[str, Any]:
    """Django's LOGGING: everything through one handler; no mail to administrators, whose text would hold values of locals."""
    plain = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.Line", "shape": shape()}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level(default_level)},
        "loggers": {
            "django": plain,
            "django.server": plain,
            "django.request": {**plain, "level": "ERROR"},  # 4xx have their line already
            # Queries and their parameters are never shown, whatever the level.
            "django.db.backends": {**plain, "level": "WARNING"},
            "django_tasks": {**plain, "level": "CRITICAL"},  # the jobs app says it with the job's number
            "django_tasks_db": {**plain, "level": "WARNING"},
            "fontTools": {**plain, "level": "ERROR"},
            "weasyprint": {**plain, "level": "ERROR"},
        },
    }


def tell_of_deaths() -> None:
    """Let an exception that ends this process or one of its threads be told like every other."""

    def told(error: BaseException | None) -> None:
        if error is not None:
            logging.getLogger(OURS).critical("Stopped by an error", exc_info=error)

    sys.excepthook = lambda _type, error, _trace: told(error)
    threading.excepthook = lambda death: told(death.exc_value)
