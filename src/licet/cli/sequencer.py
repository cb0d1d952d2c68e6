"""`licet sequencer`: seal recorded events into the ledger until stopped."""

from __future__ import annotations

import argparse
import signal
import threading


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="seal what waits now, then stop")


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from licet.service.base.heartbeat import beating
    from licet.service.base.logs import tell_of_deaths
    from licet.service.records import sequencer

    if args.once:
        print(f"{sequencer.seal_all()} events sealed.")
        return 0
    tell_of_deaths()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with beating("sequencer"):
        sequencer.run(stop)
    return 0
