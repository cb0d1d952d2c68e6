"""The main pages of the demonstration: median and 95th percentile of 40 reads each, and how many queries one read takes.

In one process through the whole stack of middleware and templates, without the network. Set LICET_DATA_DIR to a scratch folder.
"""

from __future__ import annotations

import os
import tempfile
import time
from statistics import median, quantiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
os.environ.setdefault("LICET_DATA_DIR", tempfile.mkdtemp(prefix="licet-bench-"))
os.environ["LICET_DEMO"] = "yes"

READS = 40


def pages() -> list[tuple[str, str, str]]:
    """(who, what, path) of the pages that people open most."""
    from licet.service.applications.models import Application
    from licet.service.casework.models import Case
    from licet.service.records.models import Event

    draft = Application.objects.order_by("pk").first()
    case = Case.objects.order_by("pk").first()
    event = Event.objects.order_by("pk").first()
    assert draft and case and event
    one = f"/applications/{draft.pk}/"
    return [
        ("", "start", "/"),
        ("", "sign in", "/sign-in/"),
        ("elena", "your work", "/work/"),
        ("elena", "applications", "/applications/"),
        ("elena", "task list", one),
        ("elena", "parties", f"{one}parties/"),
        ("elena", "items", f"{one}items/"),
        ("elena", "transfers", f"{one}transfers/"),
        ("elena", "questions", f"{one}questions/"),
        ("elena", "indication", f"{one}indication/"),
        ("elena", "check answers", f"{one}check/"),
        ("olga", "queue", "/cases/"),
        ("olga", "case", f"/cases/{case.pk}/"),
        ("olga", "indication on findings", f"/cases/{case.pk}/indication/"),
        ("olga", "lists", "/lists/"),
        ("olga", "registers", "/registers/"),
        ("paul", "decisions", "/decisions/"),
        ("audra", "ledger", "/ledger/"),
        ("audra", "event", f"/ledger/{event.pk}/"),
        ("audra", "access matrix", "/access/"),
    ]


def measure(who: str, path: str) -> tuple[float, float, int, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from licet.service.people.models import User

    client = Client()
    if who:
        client.force_login(User.objects.get(email=f"{who}@demo.invalid"))
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(path).content)
    taken = []
    for _ in range(READS):
        start = time.perf_counter()
        answer = client.get(path)
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return median(taken), quantiles(taken, n=20)[-1], len(queries), size


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    from licet.cli.demo import prepare
    from licet.service.jobs.services import deliver_all

    prepare()
    deliver_all()
    setup_test_environment()
    settings.ALLOWED_HOSTS = ["testserver"]
    print(f"{'page':26}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'kB':>7}")
    for who, what, path in pages():
        middle, p95, queries, size = measure(who, path)
        print(f"{what:26}{middle:10.1f}{p95:9.1f}{queries:9d}{size / 1000:7.1f}")


if __name__ == "__main__":
    main()
