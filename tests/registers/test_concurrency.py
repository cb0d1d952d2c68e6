"""Two people import the same file at the same moment: it is imported once, and neither sees a failure."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from register_file import register, row
from un_list import entity, person, un_list

from licet.service.base.imports import Summary
from licet.service.lists.models import ListEntry, ListGeneration
from licet.service.lists.services import import_list_at_console
from licet.service.records.models import Event
from licet.service.registers.models import RegisterImport, RegisterLine
from licet.service.registers.services import import_register_at_console


def twice_at_once(work: Callable[[], Summary]) -> list[Summary]:
    together = Barrier(2)

    def run() -> Summary:
        together.wait(timeout=30)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(run), pool.submit(run)]]


@pytest.mark.django_db(transaction=True)
def test_a_register_imported_twice_at_once_is_imported_once() -> None:
    content = register([row() for _ in range(40)])
    summaries = twice_at_once(
        lambda: import_register_at_console(content=content, filename="x.csv", profile="nl-dual-use")
    )
    assert sorted(summary.imported for summary in summaries) == [0, 40]
    assert (RegisterImport.objects.count(), RegisterLine.objects.count()) == (1, 40)
    assert Event.objects.filter(type="register.imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_list_imported_twice_at_once_is_one_generation() -> None:
    content = un_list(
        *(person(str(number), "Ana", str(number)) for number in range(20)), entity("99", "Marble Works")
    )
    summaries = twice_at_once(
        lambda: import_list_at_console(content=content, filename="x.xml", profile="un-consolidated")
    )
    assert sorted(summary.imported for summary in summaries) == [0, 21]
    assert (ListGeneration.objects.count(), ListEntry.objects.count()) == (1, 21)
    assert Event.objects.filter(type="list.imported").count() == 1
