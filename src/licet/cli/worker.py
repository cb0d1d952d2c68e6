"""`licet worker`: deliver events to their subscribers and run jobs until stopped."""

from __future__ import annotations

import argparse
from contextlib import nullcontext


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what waits now, then stop")


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from licet.service.base.heartbeat import beating
    from licet.service.base.logs import tell_of_deaths
    from licet.service.jobs import worker

    tell_of_deaths()
    with nullcontext() if args.once else beating("worker"):
        worker.main(single=args.once)
    return 0
