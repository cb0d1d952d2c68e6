"""`licet doctor`: what is missing or wrong in this installation, and what to do about it."""

from __future__ import annotations

import argparse
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .exits import CHECK_FAILED, OK

if TYPE_CHECKING:
    from licet.service.base.health import Report

SCHEMA = "licet.doctor/1"
MARKS = {"fine": "ok", "warning": "WARNING", "fault": "FAULT", "not_checked": "-"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="a warning counts as a failed check too")
    parser.add_argument("--quiet", action="store_true", help="show only what is not fine")
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="text, or JSON (licet schema doctor)"
    )


def run(args: argparse.Namespace) -> int:
    rows = settings_fault() or look()
    bad = {"fault", "warning"} if args.strict else {"fault"}
    ok = not any(row["result"] in bad for row in rows)
    shown = [row for row in rows if not args.quiet or row["result"] in {"fault", "warning"}]
    print(
        json.dumps(document(shown, ok), indent=2, ensure_ascii=False)
        if args.format == "json"
        else text(shown)
    )
    return OK if ok else CHECK_FAILED


def settings_fault() -> list[dict[str, str]]:
    """The settings are read first; while they cannot be, nothing else can be looked at."""
    from licet.service.base.config import SettingError

    from .django_setup import setup

    leave_no_key_behind()
    try:
        setup()
    except (SettingError, OSError) as error:
        remedy = "Correct it, then run this command again: nothing else was looked at."
        return [row("settings", "Settings", "fault", str(error), remedy)]
    return []


def leave_no_key_behind() -> None:
    """The first start makes the secret key; looking must not, least of all as another account than the service's."""
    given = os.environ.get("LICET_SECRET_KEY") or os.environ.get("LICET_SECRET_KEY_FILE")
    if not given and not (Path(os.environ.get("LICET_DATA_DIR", ".licet")) / "secret-key").exists():
        os.environ["LICET_SECRET_KEY"] = secrets.token_urlsafe(50)


def look() -> list[dict[str, str]]:
    from licet.service.base.health import examine

    return [row_of(report) for report in examine()]


def row_of(report: Report) -> dict[str, str]:
    check, finding = report.check, report.finding
    return row(check.id, str(check.title), finding.result.value, finding.says, finding.remedy)


def row(id: str, title: str, result: str, says: str, remedy: str) -> dict[str, str]:
    return {"id": id, "title": title, "result": result, "says": says, "remedy": remedy}


def document(rows: list[dict[str, str]], ok: bool) -> dict[str, Any]:
    from importlib.metadata import version

    return {"schema": SCHEMA, "ok": ok, "software": f"licet {version('licet')}", "checks": rows}


def text(rows: list[dict[str, str]]) -> str:
    lines: list[str] = []
    for each in rows:
        lines.append(f"{MARKS[each['result']]:>7}  {each['title']} [{each['id']}]: {each['says']}")
        if each["remedy"]:
            lines.append(f"{'':>7}  → {each['remedy']}")
    faults = sum(each["result"] == "fault" for each in rows)
    warnings = sum(each["result"] == "warning" for each in rows)
    return "\n".join((*lines, "", f"Faults: {faults}. Warnings: {warnings}."))
