"""The document a question comes in, read field by field; the first that cannot be read is named with the remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.law.countries import COUNTRIES
from licet.law.model import Corpus, Fact, FactType, Option, Scope, Where
from licet.reasoning.bindings import Bindings
from licet.reasoning.document import Binding, Document, Leg
from licet.reasoning.domains import Domain, boolean_domain
from licet.reasoning.errors import InputError, not_among
from licet.reasoning.expressions import FLAT_FRAMES, PARTY_FRAMES, flat_facts, scope_of
from licet.reasoning.statements import Reader, country, day

SCHEMA = "licet.transfer/1"
RELATIONS = ("technology_for", "software_for", "update_to", "access_to", "component_of")
KEYS = {
    "": ("schema", "as_of", "regimes", "facts", "parties", "items", "transfers"),
    "parties": ("id", "roles", "country", "facts", "name"),
    "items": ("id", "kind", "of", "facts", "name"),
    "transfers": ("id", "item", "act", "actor", "from", "to", "via", "host", "accessor", "facts", "name"),
}


def read_document(
    raw: object,
    *,
    corpus: Corpus,
    domains: Mapping[str, Domain],
    as_of: date,
    plain: bool = False,
) -> Document:
    """Raises InputError at the first field that cannot be read."""
    if not isinstance(raw, Mapping):
        raise InputError("document", "A document is one JSON object.")
    _check_keys(raw, "", "")
    if raw.get("schema", SCHEMA) != SCHEMA:
        raise not_among("schema", "a schema this version reads", raw["schema"], [SCHEMA])
    document = Document(as_of, _regimes(raw, corpus))
    reading = _Reading(corpus, domains, document, plain, Bindings(document))
    if any(raw.get(part) for part in ("items", "transfers", "parties")):
        reading.structured(raw)
    else:
        reading.flat(raw.get("facts") or {})
    return document


def as_of_day(raw: object, default: date | None) -> date:
    stated = raw.get("as_of") if isinstance(raw, Mapping) else None
    if stated is not None:
        return day(stated, "as_of")
    if default is None:
        raise InputError("as_of", "Say on which day the law is asked about: as_of: 2026-11-21.")
    return default


def _regimes(raw: Mapping[str, Any], corpus: Corpus) -> tuple[str, ...]:
    stated = raw.get("regimes")
    if stated is None:
        return tuple(corpus.regimes)
    if not isinstance(stated, list | tuple) or not stated:
        raise InputError("regimes", "List at least one regime, or leave the field out for all.")
    for index, regime in enumerate(stated):
        if regime not in corpus.regimes:
            raise not_among(f"regimes[{index}]", "a regime of this law", regime, corpus.regimes)
    return tuple(dict.fromkeys(stated))


def _check_keys(raw: Mapping[str, Any], kind: str, at: str) -> None:
    for key in raw:
        if key not in KEYS[kind]:
            raise not_among(f"{at}.{key}" if at else str(key), "a field here", key, KEYS[kind])


@dataclass(slots=True)
class _Reading:
    corpus: Corpus
    domains: Mapping[str, Domain]
    document: Document
    plain: bool
    bindings: Bindings

    # --- facts ------------------------------------------------------------------------------------

    def fact(self, owner: str, fact_id: str, raw: object, at: str) -> None:
        known = self._reader(fact_id).read(raw, at)
        if known is not None:
            self.document.known[owner, fact_id] = known

    def _reader(self, fact_id: str) -> Reader:
        if fact_id in self.corpus.facts:
            return Reader(self.corpus.facts[fact_id], self.domains[fact_id], self.plain)
        return Reader(judged_fact(fact_id), boolean_domain(fact_id), self.plain)

    def facts(self, owner: str, scope: Scope, raw: object, at: str) -> None:
        for name, value in _mapping(raw, at).items():
            where = f"{at}.{name}"
            if str(name).startswith("judgement."):
                self.judgement(owner, str(name), value, where)
                continue
            fact_id = str(name) if "." in str(name) else f"{scope}.{name}"
            valid = [id for id, fact in self.corpus.facts.items() if fact.scope == scope]
            if fact_id not in valid:
                raise not_among(where, f"a fact of {_article(scope)}", name, valid)
            self.fact(owner, fact_id, value, where)

    def judgement(self, owner: str, name: str, value: object, at: str) -> None:
        """Only what the authority has found settles a term of judgement."""
        term = name.removeprefix("judgement.")
        if term not in self.corpus.judgements:
            raise not_among(
                at, "a term of judgement", name, [f"judgement.{t}" for t in self.corpus.judgements]
            )
        found = isinstance(value, Mapping) and (value.get("by"), value.get("status")) == (
            "authority",
            "found",
        )
        if found or self.plain:
            self.fact(owner, name, value, at)

    def structural(self, owner: str, fact_id: str, raw: object, at: str) -> None:
        """A fact that has its own field in the document (kind, act, country)."""
        if raw is not None and fact_id in self.corpus.facts:
            self.fact(owner, fact_id, raw, at)

    # --- flat facts: one item, one transfer ---------------------------------------------------------

    def flat(self, raw: object) -> None:
        self.document.flat = True
        for name, value in _mapping(raw, "facts").items():
            self._flat_fact(str(name), value)
        objects = dict(zip(FLAT_FRAMES, FLAT_FRAMES, strict=True)) | {"item": "i1", "transfer": "t1"}
        self.document.scopes = {owner: scope_of(frame) for frame, owner in objects.items()}
        self.document.items = ["i1"]
        act = self.document.known.get(("t1", "transfer.act"))
        self.document.legs = [Leg("t1", "i1", act.said if act else None, [Binding(objects, {})])]

    def _flat_fact(self, name: str, value: object) -> None:
        at = f"facts.{name}"
        if name.startswith("judgement."):
            self.judgement("i1", name, value, at)
            return
        frame, _, short = name.partition(".")
        if frame not in FLAT_FRAMES or f"{scope_of(frame)}.{short}" not in self.corpus.facts:
            raise not_among(at, "a fact", name, flat_facts(self.corpus))
        owner = {"item": "i1", "transfer": "t1"}.get(frame, frame)
        self.fact(owner, f"{scope_of(frame)}.{short}", value, at)

    # --- parties, items, transfers -------------------------------------------------------------------

    def structured(self, raw: Mapping[str, Any]) -> None:
        document = self.document
        document.scopes["file"] = Scope.FILE
        self.facts("file", Scope.FILE, raw.get("facts") or {}, "facts")
        ends = [id for id, row in self._rows(raw, "parties", Scope.PARTY, "p") if self._party(id, *row)]
        items = self._rows(raw, "items", Scope.ITEM, "i")
        document.items = [id for id, _ in items] or ["i1"]
        document.scopes.setdefault(document.items[0], Scope.ITEM)
        for id, (row, at) in items:
            self._item(id, row, at)
        transfers = self._rows(raw, "transfers", Scope.TRANSFER, "t")
        for id, (row, at) in transfers:
            document.legs.append(self._transfer(id, row, at, ends))
        if not transfers:
            document.legs = [self._implicit(n, item, ends) for n, item in enumerate(document.items, 1)]

    def _rows(
        self, raw: Mapping[str, Any], part: str, scope: Scope, letter: str
    ) -> list[tuple[str, tuple[Mapping[str, Any], str]]]:
        rows = raw.get(part) or []
        if not isinstance(rows, list | tuple):
            raise InputError(part, "Give a list.")
        found = []
        for index, row in enumerate(rows):
            at = f"{part}[{index}]"
            _check_keys(_mapping(row, at), part, at)
            id = row.get("id", f"{letter}{index + 1}")
            if not isinstance(id, str) or not id:
                raise InputError(f"{at}.id", "An id is a text.")
            if id in self.document.scopes:
                raise InputError(f"{at}.id", f"{id!r} is used twice; ids are unique in a document.")
            self.document.scopes[id] = scope
            found.append((id, (row, at)))
        return found

    def _party(self, id: str, row: Mapping[str, Any], at: str) -> bool:
        """Whether the party is an end-user."""
        self.document.parties.append(id)
        self.facts(id, Scope.PARTY, row.get("facts") or {}, f"{at}.facts")
        self.structural(id, "party.country", row.get("country"), f"{at}.country")
        roles = row.get("roles") or []
        if not isinstance(roles, list | tuple) or not all(isinstance(role, str) for role in roles):
            raise InputError(f"{at}.roles", "Give a list of roles.")
        return "end_user" in roles

    def _item(self, id: str, row: Mapping[str, Any], at: str) -> None:
        self.facts(id, Scope.ITEM, row.get("facts") or {}, f"{at}.facts")
        self.structural(id, "item.kind", row.get("kind"), f"{at}.kind")
        of = row.get("of")
        if of is None:
            self.bindings.related[id] = None
            return
        if not isinstance(of, list | tuple):
            raise InputError(f"{at}.of", "Give a list of {relation, item}; an empty list means: of nothing.")
        self.bindings.related[id] = [self._relation(part, f"{at}.of[{n}]") for n, part in enumerate(of)]

    def _relation(self, raw: object, at: str) -> tuple[str, str]:
        row = _mapping(raw, at)
        if row.get("relation") not in RELATIONS:
            raise not_among(f"{at}.relation", "a relation", row.get("relation"), RELATIONS)
        if row.get("item") not in self.document.items:
            raise not_among(f"{at}.item", "an item of this document", row.get("item"), self.document.items)
        return str(row["relation"]), str(row["item"])

    def _transfer(self, id: str, row: Mapping[str, Any], at: str, ends: Sequence[str]) -> Leg:
        items = self.document.items
        item = row.get("item", items[0] if len(items) == 1 else None)
        if item not in items:
            raise not_among(f"{at}.item", "an item of this document", item, items)
        self.facts(id, Scope.TRANSFER, row.get("facts") or {}, f"{at}.facts")
        self.structural(id, "transfer.act", row.get("act"), f"{at}.act")
        objects = {"transfer": id, "file": "file"}
        for frame in ("actor", "from", "to", "host", "accessor"):
            objects[frame] = self._party_of(row.get(frame), f"{id}.{frame}", f"{at}.{frame}")
        via = row.get("via") or [None]
        if not isinstance(via, list | tuple):
            raise InputError(f"{at}.via", "Give a list of party ids or country codes.")
        vias = [self._party_of(p, _numbered(f"{id}.via", n), f"{at}.via[{n}]") for n, p in enumerate(via)]
        return Leg(id, item, row.get("act"), self.bindings.of(item, objects, vias, list(ends), at))

    def _implicit(self, number: int, item: str, ends: Sequence[str]) -> Leg:
        id = f"t{number}"
        self.document.scopes.setdefault(id, Scope.TRANSFER)
        objects = {frame: self.document.unknown(f"{id}.{frame}", Scope.PARTY) for frame in PARTY_FRAMES}
        objects |= {"transfer": id, "file": "file"}
        return Leg(id, item, None, self.bindings.of(item, objects, [objects["via"]], list(ends), "transfers"))

    def _party_of(self, raw: object, unnamed: str, at: str) -> str:
        """A party of the document, or a country of which only that is known."""
        if (
            isinstance(raw, str)
            and self.document.scopes.get(raw) == Scope.PARTY
            and raw in self.document.parties
        ):
            return raw
        owner = self.document.unknown(unnamed, Scope.PARTY)
        if isinstance(raw, Mapping):
            self.structural(owner, "party.country", raw, at)
        elif raw is not None:
            if raw not in COUNTRIES:
                valid = (
                    COUNTRIES
                    if isinstance(raw, str) and len(raw) == 2 and raw.isupper()
                    else self.document.parties
                )
                raise not_among(at, "a party of this document, nor a country code", raw, valid)
            self.structural(owner, "party.country", country(raw, at), at)
        return owner


def _mapping(raw: object, at: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise InputError(at, "Give an object with named fields.")
    return raw


def _numbered(stem: str, number: int) -> str:
    return stem if number == 0 else f"{stem}{number + 1}"


def _article(scope: Scope) -> str:
    return {"item": "an item", "transfer": "a transfer", "party": "a party", "file": "the file"}[scope.value]


def judged_fact(fact_id: str) -> Fact:
    """A term of judgement, answered like a yes/no fact."""
    empty: dict[str, str] = {}
    return Fact(
        fact_id, Scope.FILE, FactType.BOOLEAN, empty, empty, tuple[Option, ...](), "", None, Where("", 0)
    )
