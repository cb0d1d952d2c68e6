"""Reading a chain: what was stated last of each thing, and the document the rules are asked with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from licet.service import corpus

from .facts import is_informed
from .models import Asserter, Chain, Item, Scope, Statement, StatementStatus
from .reading import items_in, parties_in, statements_in, transfers_in

Facts = dict[str, Any]


def latest_statements(chain: Chain) -> list[Statement]:
    """The last statement of each side on each fact of each thing; one query however long the history."""
    last: dict[tuple[UUID, str, str], Statement] = {}
    for statement in statements_in(chain):
        last[statement.object_id, statement.fact, statement.by] = statement
    return list(last.values())


def history(chain: Chain, object_id: UUID, fact: str) -> list[Statement]:
    """Everything ever stated on one fact, oldest first."""
    return list(
        chain.statements.filter(object_id=object_id, fact=fact)
        .select_related("stated_by", "evidence")
        .order_by("id")
    )


def document(chain: Chain, basis: str = "claims") -> dict[str, Any]:
    """The contract's input. `claims`: what the exporter states. `findings`: what the authority found prevails, what it
    disputes is unknown, and a claim it has not taken up is still shown as a claim."""
    facts = _facts_by_object(latest_statements(chain), basis)
    return {
        "schema": "licet.transfer/1",
        "facts": facts.get(chain.pk, {}),
        "parties": _parties(chain, facts),
        "items": _items(chain, facts),
        "transfers": _transfers(chain, facts),
    }


def _parties(chain: Chain, facts: dict[UUID, Facts]) -> list[dict[str, Any]]:
    roles: dict[UUID, dict[str, Any]] = {}
    for row in parties_in(chain):
        entry = roles.setdefault(
            row.party_id,
            {
                "id": str(row.party_id),
                "roles": [],
                "country": row.party.country,
                "facts": _with_type(facts.get(row.party_id, {}), row.party.type),
            },
        )
        entry["roles"].append(row.role)
    return list(roles.values())


def _with_type(facts: Facts, party_type: str) -> Facts:
    """The party's type is on record with the party; a statement about it prevails."""
    stated = {"value": party_type, "by": "exporter", "status": "claimed"}
    return {"party.type": stated, **facts} if party_type and "party.type" in corpus.law().facts else facts


def _items(chain: Chain, facts: dict[UUID, Facts]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(item.pk),
            "kind": item.kind,
            **_of(item),
            "facts": facts.get(item.pk, {}),
        }
        for item in items_in(chain)
    ]


def _of(item: Item) -> dict[str, Any]:
    """What the item belongs to; an empty list only where it was said to belong to nothing. Not said is not nothing."""
    of = [{"relation": r.relation, "item": str(r.target_id)} for r in item.relations.all()]
    return {"of": of} if of or item.stands_alone else {}


def _transfers(chain: Chain, facts: dict[UUID, Facts]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(leg.pk),
            "item": str(leg.item_id),
            "act": leg.act,
            "actor": str(leg.actor_id),
            "from": str(leg.source_id),
            "to": str(leg.destination_id),
            "via": [*(str(party.pk) for party in leg.via.all()), *leg.via_countries],
            **({"host": str(leg.host_id)} if leg.host_id else {}),
            **({"accessor": str(leg.accessor_id)} if leg.accessor_id else {}),
            "facts": facts.get(leg.pk, {}),
        }
        for leg in transfers_in(chain)
    ]


def _facts_by_object(statements: Iterable[Statement], basis: str) -> dict[UUID, Facts]:
    claims: dict[tuple[UUID, str], Statement] = {}
    findings: dict[tuple[UUID, str], Statement] = {}
    for statement in statements:
        side = claims if statement.by == Asserter.EXPORTER else findings
        side[statement.object_id, statement.fact] = statement
    known: dict[UUID, Facts] = {}
    for key in sorted(claims.keys() | findings.keys(), key=lambda pair: (pair[0].hex, pair[1])):
        said = _known(claims.get(key), findings.get(key), basis)
        if said is not None:
            known.setdefault(key[0], {})[key[1]] = said
    return known


def _known(claim: Statement | None, finding: Statement | None, basis: str) -> Facts | None:
    """What counts as known of one fact on that basis. A served notice counts on both."""
    if claim is not None and claim.status == StatementStatus.OPEN:
        claim = None
    if finding is not None and (basis == "findings" or is_informed(finding.fact)):
        return _as_fact(finding, claim)
    return None if claim is None else _as_fact(claim, None)


def _as_fact(statement: Statement, claim: Statement | None) -> Facts | None:
    value = statement.value
    if statement.status == StatementStatus.DISPUTED and value is None and claim is not None:
        value = claim.value
    if value is None:
        return None
    evidence = [str(statement.evidence_id)] if statement.evidence_id else []
    stated = {"value": value, "by": statement.by, "status": statement.status}
    return {**stated, "evidence": evidence} if evidence else stated


def scope_objects(chain: Chain) -> dict[str, tuple[str, str]]:
    """Scope and name of everything facts can be stated of, by the id it has in the document."""
    named = {str(chain.pk): (Scope.FILE.value, chain.title)}
    for row in parties_in(chain):
        named[str(row.party_id)] = (Scope.PARTY.value, row.party.name)
    for item in items_in(chain):
        named[str(item.pk)] = (Scope.ITEM.value, item.name)
    for leg in transfers_in(chain):
        named[str(leg.pk)] = (Scope.TRANSFER.value, str(leg))
    return named
