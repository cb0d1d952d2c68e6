"""The part of a deal that speaks of one item, and what was found of it put over what was claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID

from licet.service.chains.models import Chain
from licet.service.chains.selectors import document, scope_objects

from .models import Inquiry, InquiryFinding, Ruling

Document = dict[str, Any]


def of_item(chain: Chain, item: UUID, basis: str) -> Document:
    """The item, what it belongs to, its transfers, and the parties; no other item of the deal."""
    whole = document(chain, basis)
    kept = _with_targets(whole["items"], str(item))
    return {
        **whole,
        "items": [each for each in whole["items"] if each["id"] in kept],
        "transfers": [leg for leg in whole["transfers"] if leg["item"] == str(item)],
    }


def _with_targets(items: Iterable[Mapping[str, Any]], item: str) -> set[str]:
    targets = {each["id"]: [part["item"] for part in each.get("of", ())] for each in items}
    kept, waiting = set[str](), [item]
    while waiting:
        each = waiting.pop()
        if each not in kept:
            kept.add(each)
            waiting += targets.get(each, [])
    return kept


def names_in(chain: Chain, excerpt: Document) -> dict[str, list[str]]:
    """Scope and name of everything the excerpt speaks of, by its id."""
    ids = {str(chain.pk)} | {
        each["id"] for part in ("parties", "items", "transfers") for each in excerpt[part]
    }
    return {id: [scope, name] for id, (scope, name) in scope_objects(chain).items() if id in ids}


def document_of(inquiry: Inquiry, basis: str) -> Document:
    """What the rules are asked about an inquiry: what she stated, or what was found over it."""
    asked: Document = deepcopy(inquiry.document)
    if basis == "findings":
        places = dict(_places(inquiry, asked))
        for finding in inquiry.findings.all():  # the last one on a fact prevails
            _put(places[str(finding.about)], finding, inquiry)
    return asked


def _places(inquiry: Inquiry, asked: Document) -> Iterator[tuple[str, Document]]:
    yield str(inquiry.application.chain_id), asked["facts"]
    for part in ("parties", "items", "transfers"):
        for each in asked[part]:
            yield each["id"], each["facts"]


def _put(facts: Document, finding: InquiryFinding, inquiry: Inquiry) -> None:
    claim = facts.get(finding.fact, {}).get("value")
    value = claim if finding.disputed and finding.value is None else finding.value
    if value is None:
        return
    status = "disputed" if finding.disputed else "found"
    facts[finding.fact] = {"value": value, "by": "authority", "status": status}


def document_for(ruling: Ruling, basis: str = "findings") -> Document:
    """What a ruling rests on, as it stands now."""
    if ruling.inquiry:
        return document_of(ruling.inquiry, basis)
    assert ruling.case is not None, "a ruling was asked for, or is given in a case"
    return of_item(ruling.case.application.chain, ruling.item, basis)
