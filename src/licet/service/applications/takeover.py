"""A self-assessment becomes a draft application: its parties, items and transfers, and its answers as claimed statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item, PartyRole, Transfer
from licet.service.classification.drafts import Draft
from licet.service.parties.models import Party, PartyKind
from licet.service.people.models import Organisation, User
from licet.service.people.policy import require

from . import services
from .models import Application

Row = Mapping[str, Any]
TYPE = "party.type"


@transaction.atomic
def take_over(*, actor: User, organisation: Organisation, title: str, draft: Draft) -> Application:
    """All of it or nothing. Every party needs a name, a country and a type, every item a name and a kind, every transfer
    its act and its ends; ChainError and ValidationError say what cannot be so."""
    require(actor, "application.create")
    application = services.create(actor=actor, organisation=organisation, title=title)
    taking = _Taking(actor, application.chain, draft)
    taking.all()
    return application


@dataclass(slots=True)
class _Taking:
    actor: User
    chain: Chain
    draft: Draft
    made: dict[str, Party | Item | Transfer] = field(default_factory=dict)

    def all(self) -> None:
        for row in self.draft.parties:
            self.made[row["id"]] = self._party(row)
        for row in self.draft.items:
            self.made[row["id"]] = chains.add_item(
                actor=self.actor, chain=self.chain, name=row["name"], kind=row["kind"]
            )
        for row in self.draft.items:
            self._relate(row)
        for row in self.draft.transfers:
            self.made[row["id"]] = self._transfer(row)
        chains.claim_facts(actor=self.actor, chain=self.chain, claims=list(self._claims()))

    def _party(self, row: Row) -> Party:
        described = {
            **dict.fromkeys(("type_text", "address", "mandate", "registration", "ministry"), ""),
            "name": row["name"],
            "other_names": [],
            "kind": PartyKind.ORGANISATION.value,
            "type": row["facts"][TYPE],
            "country": row["country"],
            "roles": row["roles"] or [PartyRole.OTHER.value],
        }
        if described["type"] == "other":
            described["type_text"] = row["name"][:75]
        return chains.describe_party(actor=self.actor, chain=self.chain, answers=described)

    def _relate(self, row: Row) -> None:
        """An empty list says that it belongs to nothing; no list says nothing."""
        if row.get("of") == []:
            alone = self.made[row["id"]]
            assert isinstance(alone, Item)
            chains.stand_alone(actor=self.actor, chain=self.chain, item=alone)
        for part in row.get("of", ()):
            item, target = self.made[row["id"]], self.made[part["item"]]
            assert isinstance(item, Item) and isinstance(target, Item)
            chains.relate(
                actor=self.actor, chain=self.chain, item=item, relation=part["relation"], target=target
            )

    def _transfer(self, row: Row) -> Transfer:
        ends = {
            "actor": "actor",
            "source": "from",
            "destination": "to",
            "host": "host",
            "accessor": "accessor",
        }
        leg = {name: self.made.get(row.get(end, "")) for name, end in ends.items()}
        through = [self.made[id] for id in row["via"] if id in self.made]
        return chains.add_transfer(
            actor=self.actor,
            chain=self.chain,
            leg={
                **leg,
                "item": self.made[row["item"]],
                "act": row["act"],
                "via_countries": [code for code in row["via"] if code not in self.made],
            },
            via=[party for party in through if isinstance(party, Party)],
        )

    def _claims(self) -> Iterator[chains.Claim]:
        for (about, fact), value in self.draft.stated().items():
            if fact != TYPE:
                yield chains.Claim(fact.partition(".")[0], self._id(about), fact, value)

    def _id(self, about: str) -> UUID:
        return self.chain.pk if about == "file" else self.made[about].pk
