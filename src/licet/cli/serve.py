"""`licet serve`: the web server alone, on LICET_BIND."""

from __future__ import annotations

import argparse
import os
import sys

WSGI = "licet.service.base.wsgi:application"
LOG = "licet.service.base.server_log.ServerLog"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, default=2, help="server processes (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    from licet.law import load

    from .django_setup import setup

    setup()
    load()  # a corpus that is broken stops the start here, with file and line
    command = server_command(args.workers)
    os.execv(command[0], command)  # noqa: S606 - becomes gunicorn, so that signals reach it


def server_command(workers: int) -> list[str]:
    """gunicorn on LICET_BIND, without its control socket in the home folder."""
    from django.conf import settings

    options = ["--bind", settings.BIND, "--workers", str(workers), "--threads", "4", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "--logger-class", LOG, WSGI]
