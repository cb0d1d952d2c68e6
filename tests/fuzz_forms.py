"""The forms of a page, as a browser would read them: fields with their types, options and values."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from fuzz_values import some_file


@dataclass(slots=True)
class Field:
    name: str
    kind: str  # hidden, text, number, radio, checkbox, select, textarea, file, submit …
    values: list[str] = field(default_factory=list)  # what can be chosen, or what stands there

    def plausible(self, chance: random.Random) -> object:
        """What somebody honest might put here."""
        if self.kind in {"radio", "select", "checkbox"}:
            return chance.choice(self.values or ["on"])
        if self.kind == "file":
            return some_file()
        if self.kind in {"hidden", "submit"}:
            return self.values[0] if self.values else ""
        return self._typed(chance)

    def _typed(self, chance: random.Random) -> str:
        last = self.name.rpartition("_")[2]
        known = {"day": "27", "month": "3", "year": "2027", "email": "a@example.invalid"}
        if last in known:
            return known[last]
        if self.values and self.values[0] and chance.random() < 0.7:
            return self.values[0]
        return "7" if self.kind == "number" else chance.choice(("Plain words", "7", "State D"))


@dataclass(slots=True)
class Form:
    path: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[str, ...]:
        return tuple(sorted(self.fields))


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.path, given["href"]))
        elif tag == "form":
            self._form = Form(urljoin(self.path, given.get("action", "")), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and tag in {"input", "textarea", "select", "button"}:
            self._note(self._form, tag, given)
        elif tag == "option" and self._select is not None:
            self._select.values.append(given.get("value", ""))

    def _note(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind = (
            given.get("type", "text" if tag == "input" else "submit") if tag in {"input", "button"} else tag
        )
        name = given.get("name", "")
        if not name:
            return
        found = form.fields.setdefault(name, Field(name, kind))
        if tag == "select":
            self._select = found
        elif "value" in given:
            found.values.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


@dataclass(frozen=True, slots=True)
class Read:
    """What leads on from a page, within this site."""

    forms: list[Form]
    links: list[str]


def read(path: str, page: str) -> Read:
    reader = _Reader(path)
    reader.feed(page)
    return Read([form for form in reader.forms if _here(form.path)], [*filter(_here, reader.links)])


def _here(address: str) -> bool:
    split = urlsplit(address)
    return not split.scheme and not split.netloc and split.path.startswith("/")
