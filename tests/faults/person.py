"""A person at a browser who does what a person does when no answer comes: she sends the same form again."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlsplit

Pairs = list[tuple[str, str]]
PATIENCE = 90.0


class File(NamedTuple):
    name: str
    content: bytes


class Answer(NamedTuple):
    status: int
    location: str
    text: str


@dataclass
class Form:
    """A form of the page: where it goes and what the browser would send of it untouched."""

    action: str
    fields: Pairs = field(default_factory=list)

    def filled(self, given: Mapping[str, str | Sequence[str]]) -> Pairs:
        kept = [(name, value) for name, value in self.fields if name not in given]
        for name, value in given.items():
            kept += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        return kept


class Reader(HTMLParser):
    """The forms inside <main>, and all links."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path, self.forms, self.links = path, list[Form](), list[str]()
        self._main, self._select, self._area = False, "", ""
        self.errors: list[str] = []
        self._in_error = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "govuk-error-summary" in given.get("class", ""):
            self._in_error = True
        if tag == "main":
            self._main = True
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form" and self._main:
            self.forms.append(Form(given.get("action") or self.path))
        elif self.forms and self._main:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        fields, name = self.forms[-1].fields, given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                fields.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            fields.append((self._select, given.get("value", "")))
        elif tag == "textarea":
            self._area = name
            fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            fields = self.forms[-1].fields
            fields[-1] = (self._area, fields[-1][1] + data)
        if self._in_error and data.strip():
            self.errors.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._main = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._in_error = False


class Person:
    def __init__(
        self,
        port: int,
        session: str,
        sent: Callable[[], None] = lambda: None,
        loses: Callable[[], bool] = lambda: False,
    ) -> None:
        self.port, self.sent, self.loses = port, sent, loses
        self.cookies = {"sessionid": session}
        self.again = 0  # forms that had to be sent more than once
        self.lost = 0  # of these, because the line broke before the answer came

    # --- pages -----------------------------------------------------------------------------------------

    def page(self, path: str) -> Reader:
        answer = self._until_answered("GET", path)
        assert answer.status == 200, f"{path} answered {answer.status} {answer.location}"
        return Reader(path, answer.text)

    def fill(
        self,
        path: str,
        file: tuple[str, File] | None = None,
        action: str = "",
        **given: str | Sequence[str],
    ) -> Answer:
        """Open the page, fill in its form, send it until an answer is here. A form that is refused fails the run."""
        reader = self.page(path)
        forms = [form for form in reader.forms if (action in form.action if action else True)]
        assert forms, f"{path} has no form {action!r}"
        form = forms[0]
        answer = self.post(form.action, form.filled(given), file)
        if answer.status == 200 and "saved already" not in answer.text:
            raise AssertionError(f"{path} refused the form: {Reader(path, answer.text).errors}")
        assert answer.status in (200, 302), f"{form.action} answered {answer.status}"
        return answer

    def post(self, path: str, fields: Pairs, file: tuple[str, File] | None = None) -> Answer:
        body, kind = encode(fields, file)
        self.sent()
        if self.loses():
            self.send_and_hang_up(path, body, kind)
            self.lost += 1
        return self._until_answered("POST", path, body, kind)

    # --- the wire ----------------------------------------------------------------------------------------

    def _until_answered(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        deadline, tries = time.monotonic() + PATIENCE, 0
        while True:
            tries += 1
            try:
                answer = self.once(method, path, body, kind)
                if answer.status not in (502, 503):
                    return answer
            except (OSError, HTTPException):
                pass
            self.again += method == "POST" and tries == 1
            assert time.monotonic() < deadline, f"{method} {path}: no answer within {PATIENCE:.0f} s"
            time.sleep(0.1)

    def send_and_hang_up(self, path: str, body: bytes, kind: str) -> None:
        """The form arrives; its answer goes to nobody."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, {"Content-Type": kind, "Cookie": self._cookie()})
        except OSError:
            return  # nothing answers just now: then it did not arrive
        finally:
            connection.close()

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def once(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Cookie": self._cookie()}
            if kind:
                headers["Content-Type"] = kind
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for header in response.headers.get_all("Set-Cookie") or []:
                name, _, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            location = urlsplit(response.headers.get("Location", ""))
            return Answer(response.status, location.path, text)
        finally:
            connection.close()


def encode(fields: Pairs, file: tuple[str, File] | None) -> tuple[bytes, str]:
    """As multipart, which any form may be sent as."""
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    if file:
        name, upload = file
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{upload.name}"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        )
        parts.append(head.encode() + upload.content + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"
