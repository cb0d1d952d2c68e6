"""No page asks more often because there is more: every address without a parameter, five of everything against fifty."""

from __future__ import annotations

from collections.abc import Mapping

import officer_walk as walk
import pytest
from cast import client_for
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from routes import routes

from benchmarks.load import Filling, Shares
from licet.service.people.models import User

EVERYTHING = Shares(alive=2, own=1, hit=1, consulted=1)
READERS = ("elena", "olga", "amina", "paul", "audra")


def pages() -> list[str]:
    return [reverse(route.name) for route in routes() if not route.parameters]


def counted(clients: Mapping[str, Client]) -> dict[tuple[str, str], int]:
    """Queries of each page that the reader may open."""
    found = {}
    for name, client in clients.items():
        for path in pages():
            with CaptureQueriesContext(connection) as caught:
                answer = client.get(path)
            if answer.status_code == 200:
                found[name, path] = sum(of_the_page(query["sql"]) for query in caught)
    return found


def of_the_page(sql: str) -> bool:
    """Not the renewal of the session, which comes when its time has come."""
    return "django_session" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE"))


@pytest.mark.usefixtures("office")
def test_no_page_asks_more_often_for_fifty_than_for_five(
    people: dict[str, User], elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant()))
    clients = {name: client_for(people[name]) for name in READERS}
    Filling(5, shares=EVERYTHING).run()
    counted(clients)  # what a process reads once, it has read
    few = counted(clients)
    Filling(45, first=1000, shares=EVERYTHING).run()
    counted({"elena": clients["elena"]})  # what is kept until something new comes
    many = counted(clients)
    grown = {page: (few[page], many[page]) for page in few if many[page] > few[page]}
    assert not grown
    assert len(few) > 40  # the pages were there to be counted
