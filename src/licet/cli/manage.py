"""`licet manage …`: an administrative command of the site, as `manage.py` in other Django projects."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="COMMAND …", help="as `licet manage help` lists"
    )


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["licet manage", *(args.arguments or ["help"])])
    return 0
