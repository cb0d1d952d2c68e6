"""The site as the fuzz sees it: forms found by walking, inputs made of them, and what must hold after each."""

from __future__ import annotations

import copy
import hashlib
import random
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import fuzz_values as values
from cast import client_for
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from fuzz_drawing import long_lists_remembered, undrawn
from fuzz_forms import Form, read
from routes import addresses, routes
from secrets_of import WORDS, leaked

from licet.service.people.models import User

# Tables a request may write to without having done anything: sessions, and counts of attempts.
ASIDE = ("session", "cache")
WRITES = ("INSERT", "UPDATE", "DELETE")
MARKUP = values.TAG.encode()
# Drawing costs most of the time. The first answers of each address are drawn in full, later ones now and then.
DRAWN_FIRST, DRAWN_LATER = 20, 0.1
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
URLENCODED = "application/x-www-form-urlencoded"
TOLD = 1000  # after that many inputs a word on how far it is


@dataclass(slots=True)
class Target:
    who: str
    path: str
    form: Form


@dataclass(slots=True)
class Attempt:
    """One input, in words that let a person repeat it."""

    who: str
    method: str
    path: str
    data: Any = None
    more: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.who or 'visitor'} {self.method} {self.path[:300]!r} {str(self.data)[:700]} {self.more}"


class Site:
    def __init__(self, people: dict[str, User], seed: int) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.clients = {name: self._client(user) for name, user in people.items() if name != "rafael"}
        self.clients[""] = self._client(None)
        self.cookies = {name: copy.copy(client.cookies) for name, client in self.clients.items()}
        self.targets: dict[tuple[str, str, tuple[str, ...]], Target] = {}
        self.pages: list[tuple[str, str]] = []
        self.answers: dict[int, int] = {}
        self.problems: list[str] = []
        self.words_met: set[str] = set()
        self.sent = 0
        self.sent_by: Counter[str] = Counter()
        self.slowest: list[tuple[float, int, str]] = []
        self._wrote = False
        self._drawn: Counter[tuple[str, str]] = Counter()

    def _client(self, user: User | None) -> Client:
        client = client_for(user) if user else Client(enforce_csrf_checks=True)
        client.raise_request_exception = False
        client.get("/")
        return client

    # --- finding the forms ---------------------------------------------------------------------------

    def walk(self, *begin: str, few: int = 2) -> None:
        """Follow every link as everybody, then try the addresses nothing led to; keep one form of each shape."""
        for who in self.clients:
            opened: Counter[str] = Counter()
            begin = ("/", reverse("work"), *begin)
            waiting, met = deque(begin), set(begin)
            while waiting:
                path = waiting.popleft()
                if opened[name_of(path)] < few:
                    for link in self._open(who, path, opened):
                        if _bare(link) not in met:
                            met.add(_bare(link))
                            waiting.append(_bare(link))
            for route in routes():
                if not opened[route.name]:
                    for path in islice(addresses(route), few + 1):
                        self._open(who, path, opened)

    def _open(self, who: str, path: str, opened: Counter[str]) -> list[str]:
        self._wrote = False
        with connection.execute_wrapper(self._notice):
            response = self.last = self.clients[who].get(path)
        self.problems += [f"{who or 'visitor'} {path}: writes when looked at"] * self._wrote
        content = self.content = b"".join(response) if response.streaming else response.content
        self.words_met |= {word for word in WORDS if word.encode() in content}
        if response.status_code != 200:
            return []
        opened[name_of(path)] += 1
        self.pages.append((who, path))
        found = read(path, content.decode("utf-8", "replace"))
        for form in found.forms:
            self.targets.setdefault((who, name_of(form.path), form.shape), Target(who, path, form))
        return found.links

    # --- one input -----------------------------------------------------------------------------------

    def attempt(self, number: int) -> Attempt:
        """The input of this number: made of seed and number alone, so that one can be repeated without the rest."""
        self.chance.seed(f"{self.seed}/{number}")
        turn = self.chance.random()
        if turn < 0.18:
            return self._query()
        if turn < 0.24:
            return self._address()
        # Whoever has few forms gets her share too: half the inputs go to a person first, then to one of her forms.
        whose = self.chance.choice(self._forms_of) if turn < 0.62 else self._targets
        target = self.chance.choice(whose)
        if target.form.method == "get":
            data = {name: values.text(self.chance) for name in target.form.fields}
            return Attempt(target.who, "GET", f"{_bare(target.form.path)}?{urlencode(data)}")
        return self._post(target)

    def _query(self) -> Attempt:
        who, path = self.chance.choice(self.pages)
        names = [
            *self._names[path],
            "page",
            "next",
            "goal",
            "act",
            "object_id",
            "text",
            "format",
            "language",
            "sort",
        ]
        chosen = self.chance.sample(names, min(len(names), self.chance.randrange(1, 4)))
        pairs = [(name, values.text(self.chance)[:4000]) for name in chosen]
        return Attempt(who, "GET", f"{_bare(path)}?{urlencode(pairs + pairs[: self.chance.randrange(2)])}")

    def _address(self) -> Attempt:
        who, path = self.chance.choice(self.pages)
        if NUMBER.search(path) and self.chance.random() < 0.4:  # what is one kind of thing is no other
            other = NUMBER.sub(lambda _: self.chance.choice(self._numbers), path)
            return Attempt(who, self.chance.choice(("GET", "POST", "DELETE")), other)
        parts = path.split("/")
        spot = self.chance.randrange(len(parts))
        parts[spot] = values.text(self.chance)[:2000].replace("?", "").replace("#", "")
        method = self.chance.choice(("GET", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"))
        return Attempt(who, method, "/" + "/".join(parts).lstrip("/"))

    def _post(self, target: Target) -> Attempt:
        form, chance = target.form, self.chance
        data: dict[str, Any] = {name: each.plausible(chance) for name, each in form.fields.items()}
        free = [name for name in data if name != "csrfmiddlewaretoken"]
        turn = chance.random()
        if turn < 0.90:
            for name in chance.sample(free, min(len(free), 1 if turn < 0.6 else chance.randrange(1, 6))):
                data[name] = self._nasty(form, name)
        if turn > 0.75:
            self._disorder(data, free)
        more = {"content_type": "application/json"} if turn > 0.98 else {}
        if turn > 0.96 and not more:
            return self._broken(target, data)
        if 0.60 < turn < 0.66:
            return self._half_letters(target, data)
        return Attempt(target.who, "POST", form.path, data if not more else b"{" * 50, more)

    def _nasty(self, form: Form, name: str) -> object:
        if form.fields[name].kind == "file" and self.chance.random() < 0.9:
            return values.file(self.chance)
        turn = self.chance.random()
        if turn < 0.1:
            return [values.text(self.chance) for _ in range(3)]  # the key repeated
        if turn < 0.3 and any(map(NUMBER.search, form.fields[name].values)):
            chosen = self.chance.choice(form.fields[name].values)
            return NUMBER.sub(lambda _: self.chance.choice(self._numbers), chosen)
        return values.text(self.chance)

    def _disorder(self, data: dict[str, Any], free: Sequence[str]) -> None:
        for name in self.chance.sample(values.ASSIGNED, 3):
            if name not in data:
                data[name] = values.text(self.chance)
        for name in self.chance.sample(free, min(len(free), self.chance.randrange(3))):
            data.pop(name)
        if self.chance.random() < 0.05:
            data.pop("csrfmiddlewaretoken", None)

    def _half_letters(self, target: Target, data: dict[str, Any]) -> Attempt:
        """As bytes that are no UTF-8: halves of a surrogate pair, which no honest browser sends."""
        name = self.chance.choice(list(data))
        if name != "csrfmiddlewaretoken":
            data[name] = self.chance.choice(values.HALVES)
        plain = {key: each if isinstance(each, str | list) else "" for key, each in data.items()}
        body = urlencode(plain, doseq=True, errors="surrogatepass").encode()
        return Attempt(target.who, "POST", target.form.path, body, {"content_type": URLENCODED})

    def _broken(self, target: Target, data: dict[str, Any]) -> Attempt:
        """A form whose envelope is torn: cut off, no boundary, the wrong one."""
        text = urlencode({name: str(value) for name, value in data.items()}).encode()
        multipart = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + text[:60]
        kinds = ("multipart/form-data; boundary=b", "multipart/form-data", "text/xml", "x; charset=utf-99")
        kind = self.chance.choice((*kinds, "application/x-www-form-urlencoded; charset=utf-16"))
        body = self.chance.choice((text, multipart, b"%ff%00=" + text, b"\xff\xfe" + text, b""))
        return Attempt(target.who, "POST", target.form.path, body, {"content_type": kind})

    # --- what must hold --------------------------------------------------------------------------------

    def run(self, numbers: Iterable[int], tell: Callable[[str], None] = lambda text: None) -> None:
        """Send the inputs of these numbers, saying now and then how far it is."""
        self._prepare()
        before = digest()
        with connection.execute_wrapper(self._notice), long_lists_remembered():
            for number in numbers:
                self.try_one(number, before)
                self.sent += 1
                if not self.sent % TOLD:
                    tell(f"{self.sent} inputs, {len(self.problems)} problems, answers {self.answers}")

    def _prepare(self) -> None:
        self._targets = list(self.targets.values())
        self._forms_of = [[each for each in self._targets if each.who == who] for who in self.clients]
        self._names: dict[str, list[str]] = defaultdict(list)
        for target in self._targets:
            self._names[target.path] += target.form.fields
        met = {number: None for _who, path in self.pages for number in NUMBER.findall(path)}
        self._numbers = [*met, values.NOBODYS]

    def try_one(self, number: int, before: dict[str, str]) -> None:
        attempt = self.attempt(number)
        client = self.clients[attempt.who]
        self.sent_by[attempt.who or "visitor"] += 1
        self._wrote = False
        with undone(), self._draw(attempt):
            began = time.process_time()
            response = send(client, attempt)
            took = time.process_time() - began
            self.slowest = nlargest(5, [*self.slowest, (took, number, str(attempt)[:150])])
            self.answers[response.status_code] = self.answers.get(response.status_code, 0) + 1
            faults = self._faults(attempt, response, before)
            self.problems += [f"input {number}: {fault}: {attempt}" for fault in faults]
        client.cookies = copy.copy(self.cookies[attempt.who])

    def _draw(self, attempt: Attempt) -> AbstractContextManager[None]:
        place = attempt.who, name_of(attempt.path)
        self._drawn[place] += 1
        drawn = self._drawn[place] <= DRAWN_FIRST or self.chance.random() < DRAWN_LATER
        return nullcontext() if drawn else undrawn()

    def _faults(self, attempt: Attempt, response: Any, before: dict[str, str]) -> Iterator[str]:
        if response.status_code >= 500:
            yield f"answered {response.status_code} ({cause(response)})"
            return
        content = b"".join(response) if response.streaming else response.content
        yield from self._shown(attempt, response, content)
        done = attempt.method == "POST" and 300 <= response.status_code < 400
        if self._wrote and not done and digest() != before:
            yield f"wrote, and answered {response.status_code}"
        if done and self._wrote:
            yield from self._afterwards(attempt, response)

    def _shown(self, attempt: Attempt, response: Any, content: bytes) -> Iterator[str]:
        if MARKUP in content and response.headers.get("Content-Type", "").startswith("text/html"):
            yield "showed markup as markup"
        if values.HEADER in response.headers:
            yield "took a header from the input"
        if response.headers.get("Location", "/").startswith(("//", "http", "javascript")):
            yield f"leads away, to {response.headers['Location']}"
        yield from (f"showed {word}" for word in leaked(attempt.who, content))

    def _afterwards(self, attempt: Attempt, response: Any) -> Iterator[str]:
        """What was taken is consistent, and the page after it shows no markup either."""
        connection.check_constraints()
        after = self.clients[attempt.who].get(response.headers["Location"])
        if after.status_code >= 500:
            yield f"the page after it answered {after.status_code} ({cause(after)})"
        elif not after.streaming:
            yield from (f"the page after it {fault}" for fault in self._shown(attempt, after, after.content))

    def _notice(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES) and not any(table in sql[:60] for table in ASIDE):
            self._wrote = True
        return execute(sql, params, many, context)


def name_of(path: str) -> str:
    try:
        return resolve(_bare(path)).view_name
    except Resolver404:
        return path


def send(client: Client, attempt: Attempt) -> Any:
    if isinstance(attempt.data, dict):
        return client.post(attempt.path, attempt.data)
    return client.generic(attempt.method, attempt.path, attempt.data or b"", **attempt.more)


def cause(response: Any) -> str:
    kind, fault, trace = response.exc_info or (None, None, None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('licet/')[2]}:{trace.tb_lineno}" if trace else ""
    return f"{getattr(kind, '__name__', '')}: {str(fault)[:160]} at {place}"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards: every input meets the same site."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def digest() -> dict[str, str]:
    """Every row of every table, but for those that note mere requests."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        return {name: _rows(cursor, name) for name in tables if not any(aside in name for aside in ASIDE)}


def _rows(cursor: Any, table: str) -> str:
    cursor.execute(f'SELECT * FROM "{table}"')
    text = "\n".join(sorted(map(repr, cursor.fetchall())))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _bare(path: str) -> str:
    """An address without what is asked of the page, and without the place on it."""
    return path.partition("#")[0].partition("?")[0]
