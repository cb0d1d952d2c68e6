"""`licet worker`: deliver events to their subscribers and run jobs until stopped."""

from __future__ import annotations

import argparse
import logging


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from django.core.management import call_command

    from licet.service.jobs.services import enqueue_waiting

    quiet()
    enqueue_waiting()
    call_command(
        "db_worker", queue_name="*", interval=0.5, startup_delay=False, reload=False, batch=args.once
    )
    return 0


def quiet() -> None:
    """Say what fails; what goes well is in the database."""
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).addFilter(lambda line: line.levelno >= logging.WARNING)
