"""Read the contract's input document as strictly as a stranger's has to be; what comes out was put together here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from licet.law.countries import COUNTRIES
from licet.service.chains.facts import FactRefused, check, refuse_for_exporter
from licet.service.chains.models import ItemKind, PartyRole, Relation, TransferAct

ID = re.compile(r"(?!file\Z)[A-Za-z0-9_-]{1,40}\Z")
MOST = {"parties": 30, "items": 30, "transfers": 60, "roles": 11, "of": 10, "via": 10, "facts": 300}
LONGEST = 200
SCHEMA = "licet.transfer/1"
FIELDS = {
    "": {"schema", "as_of", "regimes", "facts", "parties", "items", "transfers"},
    "parties": {"id", "roles", "country", "facts", "name"},
    "items": {"id", "kind", "of", "facts", "name"},
    "transfers": {"id", "item", "act", "actor", "from", "to", "via", "host", "accessor", "facts", "name"},
}
Row = dict[str, Any]


class DraftRefused(ValueError):
    """It cannot be read. `field` says where, the reason what is wrong there."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field, self.reason = field, reason


def normalised(raw: Mapping[str, Any]) -> Row:
    """The same document with full names of facts, plain values and every party written out."""
    return _Reader().document(raw)


@dataclass(slots=True)
class _Reader:
    parties: dict[str, Row] = field(default_factory=dict)
    items: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def document(self, raw: Mapping[str, Any]) -> Row:
        _only(raw, "", "")
        if raw.get("schema", SCHEMA) != SCHEMA:
            raise DraftRefused("schema", _("Only %(schema)s can be read.") % {"schema": SCHEMA})
        rows = {part: self._rows(raw, part) for part in ("parties", "items", "transfers")}
        for at, row in rows["parties"]:
            self.parties[row["id"]] = self._party(row, at)
        self.items = {row["id"] for _at, row in rows["items"]}
        items = [self._item(row, at) for at, row in rows["items"]]
        transfers = [self._transfer(row, at) for at, row in rows["transfers"]]
        facts = _facts(raw.get("facts"), "file", "facts")
        return {
            "schema": SCHEMA,
            "facts": facts,
            "parties": list(self.parties.values()),
            "items": items,
            "transfers": transfers,
        }

    def _rows(self, raw: Mapping[str, Any], part: str) -> list[tuple[str, Row]]:
        rows = _list(raw.get(part), part, part)
        return [(f"{part}[{n}]", self._row(row, part, f"{part}[{n}]", n)) for n, row in enumerate(rows)]

    def _row(self, row: Any, part: str, at: str, n: int) -> Row:
        _only(_mapping(row, at), part, at)
        id = row.get("id", f"{part[0]}{n + 1}")
        if not isinstance(id, str) or not ID.match(id):
            raise DraftRefused(f"{at}.id", _("An id is up to 40 letters, digits, hyphens or underscores."))
        if id in self.ids:
            raise DraftRefused(f"{at}.id", _("This id is used twice."))
        self.ids.add(id)
        return {**row, "id": id}

    def _party(self, row: Row, at: str) -> Row:
        roles = _list(row.get("roles"), f"{at}.roles", "roles")
        made = {"id": row["id"], "roles": [_one_of(r, PartyRole.values, f"{at}.roles") for r in roles]}
        if row.get("country") is not None:
            made["country"] = _one_of(row["country"], COUNTRIES, f"{at}.country")
        return made | _named(row, at) | {"facts": _facts(row.get("facts"), "party", f"{at}.facts")}

    def _item(self, row: Row, at: str) -> Row:
        made: Row = {"id": row["id"]}
        if row.get("kind") is not None:
            made["kind"] = _one_of(row["kind"], ItemKind.values, f"{at}.kind")
        if row.get("of") is not None:
            parts = _list(row["of"], f"{at}.of", "of")
            made["of"] = [self._relation(part, f"{at}.of[{n}]") for n, part in enumerate(parts)]
        return made | _named(row, at) | {"facts": _facts(row.get("facts"), "item", f"{at}.facts")}

    def _relation(self, raw: Any, at: str) -> Row:
        row = _mapping(raw, at)
        relation = _one_of(row.get("relation"), Relation.values, f"{at}.relation")
        return {"relation": relation, "item": _one_of(row.get("item"), self.items, f"{at}.item")}

    def _transfer(self, row: Row, at: str) -> Row:
        made: Row = {"id": row["id"], "item": _one_of(row.get("item"), self.items, f"{at}.item")}
        if row.get("act") is not None:
            made["act"] = _one_of(row["act"], TransferAct.values, f"{at}.act")
        for end in ("actor", "from", "to", "host", "accessor"):
            if row.get(end) is not None:
                made[end] = self._end(row[end], f"{at}.{end}")
        via = _list(row.get("via"), f"{at}.via", "via")
        made["via"] = [_one_of(each, {*self.parties, *COUNTRIES}, f"{at}.via") for each in via]
        return made | _named(row, at) | {"facts": _facts(row.get("facts"), "transfer", f"{at}.facts")}

    def _end(self, raw: Any, at: str) -> str:
        """A party of the document; a country code becomes a party of which only that is known."""
        id = _one_of(raw, {*self.parties, *COUNTRIES}, at)
        if id in self.parties:
            return id
        made = f"in-{id}"
        self.parties.setdefault(made, {"id": made, "roles": [], "country": id, "facts": {}})
        return made


def _facts(raw: Any, scope: str, at: str) -> Row:
    """Facts by their full names, values plain; what somebody else is said to have found counts as said by the reader."""
    given = _mapping({} if raw is None else raw, at)
    if len(given) > MOST["facts"]:
        raise DraftRefused(at, _("More than a self-assessment can hold."))
    made: Row = {}
    for name, value in given.items():
        fact = name if "." in str(name) else f"{scope}.{name}"
        made[fact] = _value(value)
        try:
            refuse_for_exporter(fact, made[fact])
            check(fact, scope, made[fact])
        except (FactRefused, TypeError) as refusal:
            reason = (
                refusal.message if isinstance(refusal, FactRefused) else _("This is not a possible answer.")
            )
            raise DraftRefused(f"{at}.{name}"[:LONGEST], reason) from None
    return made


def _value(raw: Any) -> Any:
    if not isinstance(raw, Mapping) or "value" not in raw:
        return raw
    settles = raw.get("by") != "assumed" and raw.get("status") != "disputed"
    return raw["value"] if settles else None


def _named(row: Row, at: str) -> Row:
    name = row.get("name")
    if name is None or name == "":
        return {}
    if not isinstance(name, str) or len(name) > LONGEST:
        raise DraftRefused(f"{at}.name", _("A name is a text of at most 200 characters."))
    return {"name": name}


def _only(row: Mapping[str, Any], part: str, at: str) -> None:
    for key in row:
        if key not in FIELDS[part]:
            where = f"{at}.{key}" if at else str(key)
            raise DraftRefused(where[:LONGEST], _("There is no such field here."))


def _mapping(raw: Any, at: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise DraftRefused(at, _("Give an object with named fields."))
    return raw


def _list(raw: Any, at: str, what: str) -> list[Any]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise DraftRefused(at, _("Give a list."))
    if len(raw) > MOST[what]:
        raise DraftRefused(at, _("More than a self-assessment can hold."))
    return raw


def _one_of(value: Any, known: Any, at: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise DraftRefused(at, _("This is none of the possible values."))
    return value
