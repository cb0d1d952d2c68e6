"""The main pages: median and 95th percentile of the reads, and how many queries the costliest read takes.

    LICET_DATA_DIR=… [LICET_DATABASE_URL=…] python -m benchmarks.pages [--json]

In one process that was made ready as a server process is, through the whole stack of middleware and templates, without the network.
Each read of a case, an application or an event is of another one, and none was read before: what the process keeps of one document
does not serve. Without LICET_DATA_DIR the demonstration is measured in a scratch folder; `benchmarks.load` fills a folder or database
with very many cases first, and `benchmarks.page_table` puts several of them side by side. LICET_BENCH_CLOCK=processor as there.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from itertools import cycle
from statistics import median, quantiles
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
os.environ.setdefault("LICET_DATA_DIR", tempfile.mkdtemp(prefix="licet-bench-"))
os.environ["LICET_DEMO"] = "yes"

READS = int(os.environ.get("LICET_BENCH_READS", "40"))
COUNTED = 10
"""Of these reads the queries are counted, apart from the times."""


def pages() -> list[tuple[str, str, str, list[Any]]]:
    """(who, what, path, the objects the path is read for) of the pages that people open most."""
    from django.urls import reverse

    from licet.service.applications.models import Application
    from licet.service.casework.models import Case
    from licet.service.casework.moves import ALIVE
    from licet.service.decisions.models import Proposal
    from licet.service.lists.models import Hit
    from licet.service.records.models import Event
    from licet.service.registers.models import RegisterLine

    def some(rows: Any) -> list[Any]:
        return list(rows.order_by("pk").values_list("pk", flat=True)[: READS + 1])

    alive = some(Case.objects.filter(state__in=ALIVE, application__chain__items__isnull=False).distinct())
    drafts = some(Application.objects.filter(state="draft"))
    own = some(Application.objects.exclude(state="draft").filter(case__pk__in=alive))
    draft = "/applications/{}/"
    return [
        ("", "start", "/", []),
        ("", "sign in", "/sign-in/", []),
        ("elena", "your work (exporter)", reverse("work"), []),
        ("elena", "applications", "/applications/", []),
        ("elena", "task list of a draft", draft, drafts),
        ("elena", "parties of a draft", draft + "parties/", drafts),
        ("elena", "transfers of a draft", draft + "transfers/", drafts),
        ("elena", "questions on a draft", draft + "questions/", drafts),
        ("elena", "indication on a draft", draft + "indication/", drafts),
        ("olga", "an application", draft, own),
        ("olga", "your work (officer)", reverse("work"), []),
        ("olga", "queue, open", "/cases/", []),
        ("olga", "queue, all", "/cases/?show=all", []),
        ("olga", "case", "/cases/{}/", alive),
        ("olga", "indication on findings", "/cases/{}/indication/", alive),
        ("olga", "lists and hits", "/lists/", []),
        ("olga", "hit", "/lists/hits/{}/", some(Hit.objects.all())),
        ("olga", "registers", "/registers/", []),
        ("olga", "registers, one code", "/registers/?code=5A001", []),
        ("olga", "register line", "/registers/{}/", some(RegisterLine.objects.all())),
        ("paul", "decisions that wait", "/decisions/", []),
        ("paul", "proposal", "/decisions/proposals/{}/", some(Proposal.objects.filter(case__pk__in=alive))),
        ("audra", "ledger", "/ledger/", []),
        ("audra", "event", "/ledger/{}/", some(Event.objects.all())),
        ("audra", "access matrix", "/access/", []),
    ]


def measure(who: str, path: str, objects: list[Any]) -> dict[str, Any]:
    """Milliseconds by the clock and of the processor, most queries, and size of the largest answer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from licet.service.people.models import User
    from licet.service.people.sessions import WALKED_IN

    client = Client()
    if who:
        client.force_login(User.objects.get(email=f"{who}@demo.invalid"))
        session = client.session
        session[WALKED_IN] = True  # as through the demonstration's door
        session.save()
    about = cycle(objects or [""])
    taken, worked, queries, size = [], [], 0, 0
    first = path.format(next(about))
    client.get(first)  # what this person's session and the page's imports cost, once
    for _ in range(READS):
        address = path.format(next(about))
        start, begun = time.perf_counter(), time.process_time()
        answer = client.get(address)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - begun) * 1000)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        size = max(size, len(answer.content))
    for address in {path.format(one) for one in objects[:COUNTED]} | {first}:
        with CaptureQueriesContext(connection) as captured:  # to write queries down costs time of its own
            client.get(address)
        queries = max(queries, len(captured))
    counted = worked if os.environ.get("LICET_BENCH_CLOCK") == "processor" else taken
    return {"p50": median(counted), "p95": late(counted), "queries": queries, "bytes": size}


def late(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from licet.cli.demo import prepare
    from licet.service.base.warming import warm
    from licet.service.casework.models import Case
    from licet.service.jobs.services import deliver_all

    prepare()
    deliver_all()
    settings.ALLOWED_HOSTS = ["testserver"]
    warm()
    found = [
        {"page": what, **measure(who, path, objects)}
        for who, what, path, objects in pages()
        if objects or "{}" not in path
    ]
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    print(f"{connection.vendor}, {Case.objects.count():,} cases, {READS} reads of each page\n")
    print("| page | median ms | p95 ms | queries | kB |\n|---|---|---|---|---|")
    for page in found:
        times = f"{page['p50']:.0f} | {page['p95']:.0f}"
        print(f"| {page['page']} | {times} | {page['queries']} | {page['bytes'] / 1000:.0f} |")


if __name__ == "__main__":
    main()
