"""Acts per second with the sequencer running, the time until an act is sealed, and the time to verify it all.

On SQLite in a temporary folder; also on PostgreSQL where LICET_BENCH_POSTGRESQL names a database that may be filled
(`postgres://user@127.0.0.1:5432/an_empty_database`). Two writers, one act per transaction.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime

SECONDS = float(os.environ.get("LICET_BENCH_SECONDS", "8"))
WRITERS = 2
RUN = [sys.executable, "-m", "benchmarks.ledger_rate"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", {"LICET_DATA_DIR": folder})
    if url := os.environ.get("LICET_BENCH_POSTGRESQL"):
        with tempfile.TemporaryDirectory() as folder:
            measure("PostgreSQL", {"LICET_DATA_DIR": folder, "LICET_DATABASE_URL": url})


def measure(name: str, settings: dict[str, str]) -> None:
    environment = {**os.environ, **settings}
    subprocess.run([*RUN, "prepare"], env=environment, check=True)
    sequencer = subprocess.Popen([*RUN, "seal"], env=environment)
    writers = [subprocess.Popen([*RUN, "write", str(number)], env=environment) for number in range(WRITERS)]
    for writer in writers:
        writer.wait()
    time.sleep(3)
    sequencer.terminate()
    sequencer.wait()
    subprocess.run([*RUN, "report", name], env=environment, check=True)


def prepare() -> None:
    from django.core.management import call_command

    from licet.service.people.models import User

    call_command("migrate", verbosity=0)
    for number in range(WRITERS):
        User.objects.create_user(f"writer{number}@example.invalid", f"Writer {number}")


def write(number: str) -> None:
    from django.db import transaction

    from licet.service.people.models import User
    from licet.service.records.services import record

    subject = User.objects.get(email=f"writer{number}@example.invalid")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with transaction.atomic():
            payload = {"decision": "granted", "grounds": ["2a", "2c"], "text": "x" * 300}
            record(type="bench.noted", actor=subject.pseudonym, subject=subject, payload=payload)


def seal() -> None:
    import signal

    from licet.service.records import sequencer

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sequencer.run(stop)


def report(name: str) -> None:
    from licet.service.records.keys import verifier
    from licet.service.records.models import Checkpoint, Event, Leaf
    from licet.service.records.verification import verify_ledger

    times = list(Event.objects.order_by("at").values_list("at", flat=True))
    rate = len(times) / (times[-1] - times[0]).total_seconds()
    heads = list(Checkpoint.objects.order_by("size").values_list("size", "at"))
    waits = sorted(latencies(list(Leaf.objects.order_by("seq").values_list("event__at", flat=True)), heads))
    began = time.monotonic()
    result = verify_ledger(verifiers=[verifier()])
    took = time.monotonic() - began
    middle, late = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    print(
        f"{name}: {rate:,.0f} acts/s ({WRITERS} writers, {len(times):,} acts); sealed after {middle:.2f} s (median), "
        f"{late:.2f} s (p95), {waits[-1]:.2f} s (longest); verified at {result.size / took:,.0f} acts/s; "
        f"sound: {result.ok}, waiting: {result.waiting}."
    )


def latencies(acts: list[datetime], heads: list[tuple[int, datetime]]) -> list[float]:
    """From the act to the signed checkpoint that covers it."""
    found, position = [], 0
    for seq, at in enumerate(acts):
        while heads[position][0] <= seq:
            position += 1
        found.append((heads[position][1] - at).total_seconds())
    return found


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        from licet.cli.django_setup import setup

        setup()
        from licet.service.records.types import register

        register("bench.noted", "Benchmark")
        act, *rest = sys.argv[1:]
        {"prepare": prepare, "write": write, "seal": seal, "report": report}[act](*rest)
