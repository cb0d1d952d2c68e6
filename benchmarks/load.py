"""Fill a demonstration's database with very many cases, for `benchmarks.pages`.

    LICET_DATA_DIR=… [LICET_DATABASE_URL=…] python -m benchmarks.load 100000

What is invented: names, numbers, days, and which state a case is in (one in fourteen is alive, the others were decided or withdrawn).
What is as the real code leaves it: the rows of a case, an application, its chain, party, screening, proposal, outcome, licence, letter and their
sealed events; and for `DESCRIBED` cases the whole chain of the demonstration's case, statement by statement. What is left out: indications of
their own (all outcomes name the demonstration's), assessments, statements of closed cases, settled deliveries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

CHUNK = 2000
DESCRIBED = 1500
START = datetime.fromisoformat("2016-01-04T09:00:00+00:00")
OPEN_STATES = ("proposed", "received", "in_progress", "waiting", *("received", "in_progress") * 5)
TYPES = ("application.submitted", "case.opened", "case.assigned")


def rows(items: Iterable[Any]) -> None:
    """Written model by model, in the order the models first appear."""
    sorted_out: dict[Any, list[Any]] = {}
    for item in items:
        sorted_out.setdefault(type(item), []).append(item)
    for model, found in sorted_out.items():
        model.objects.bulk_create(found, batch_size=500)


@dataclass(frozen=True, slots=True)
class Shares:
    """One case in so many is alive, is of the pattern's own exporter, has an open hit, is consulted on."""

    alive: int = 14
    own: int = 500
    hit: int = 300
    consulted: int = 10


class Filling:
    """Rows after the pattern of the first case there is. `first` tells the rows of one filling from those of another."""

    def __init__(self, count: int, *, first: int = 0, shares: Shares = Shares()) -> None:
        from licet.service.casework.models import Case
        from licet.service.corpus.models import Indication
        from licet.service.lists.models import ListEntry, ListGeneration
        from licet.service.people.models import Organisation, User

        self.count, self.first, self.shares, self.chance = count, first, shares, Random(5)
        self.pattern = Case.objects.select_related("application__chain").order_by("pk")[0]
        self.users = {user.email.partition("@")[0]: user for user in User.objects.all()}
        self.indication = Indication.objects.order_by("pk").first()
        self.body = Organisation.objects.filter(kind=Organisation.Kind.BODY).first()
        self.generation = ListGeneration.objects.first()
        self.entry = ListEntry.objects.prefetch_related("names").first()
        self.own = self.pattern.organisation
        self.organisations = [
            Organisation(kind=self.own.kind, name=f"Exporter {first + n}", country=self.own.country)
            for n in range(max(1, count // 50))
        ]
        self.described = 0
        self.events: list[Any] = []

    def run(self) -> None:
        from django.db import transaction

        with transaction.atomic():  # all or nothing: it can be begun again
            rows(self.organisations)
            numbers = iter(range(self.first, self.first + self.count))
            while chunk := list(islice(numbers, CHUNK)):
                self.events.clear()
                rows(item for n in chunk for item in self.case(n))
                seal(self.events)
                print(f"\r{chunk[-1] + 1:,}", end="", file=sys.stderr, flush=True)
            rows(self.register())

    # --- a case -------------------------------------------------------------------------------------

    def case(self, n: int) -> Iterator[Any]:
        from licet.service.applications.models import Application
        from licet.service.casework.models import Case
        from licet.service.chains.models import Chain, ChainParty

        at = START + timedelta(minutes=(n - self.first) * 5_000_000 // self.count)
        state = self.state(n)
        organisation = (
            self.own if n % self.shares.own == 0 else self.organisations[n % len(self.organisations)]
        )
        by, officer = self.users["elena"], self.users["olga"] if n % 3 else None
        party = self.party(n, organisation)
        chain = Chain(
            organisation=organisation, title=f"Invented deal {n}", created_by=by, created_at=at, locked_at=at
        )
        application = Application(
            reference=f"B-{n:07d}", chain=chain, organisation=organisation, state="submitted",
            data=self.pattern.application.data, created_by=by, submitted_at=at, submitted_by=by, indication=self.indication,
        )  # fmt: skip
        case = Case(
            reference=f"B-{n:07d}", application=application, organisation=organisation, state=state,
            officer=officer, submitted_at=at, opened_at=at,
        )  # fmt: skip
        yield from (party, chain, ChainParty(chain=chain, party=party, role="end_user"), application, case)
        yield from self.recorded(at, application, case)
        yield from self.screened(n, party)
        if state not in ("decided", "withdrawn") and self.described < DESCRIBED:
            self.described += 1
            yield from self.description(chain, party)
        if n % self.shares.consulted == 0:
            yield from self.consultation(case, at)
        if state in ("proposed", "decided"):
            yield from self.decision(n, case, party, at, decided=state == "decided")

    def state(self, n: int) -> str:
        if n % self.shares.alive:
            return "withdrawn" if n % 7 == 1 else "decided"
        return OPEN_STATES[n // self.shares.alive % len(OPEN_STATES)]

    def party(self, n: int, organisation: Any) -> Any:
        from licet.service.parties.models import Party

        return Party(
            name=f"Invented unit {n}", kind="unit", type="gov_police", country="XD", created_by_organisation=organisation
        )  # fmt: skip

    def recorded(self, at: datetime, application: Any, case: Any) -> Iterator[Any]:
        from licet.service.records.models import Content, Event

        for number, (type, subject) in enumerate(zip(TYPES, (application, case, case), strict=True)):
            event = Event(
                type=type, at=at + timedelta(hours=number), actor=self.users["olga"].pseudonym,
                subject_type=subject._meta.label_lower, subject_id=subject.pk, payload_commitment="0" * 64,
            )  # fmt: skip
            self.events.append(event)
            yield event
            yield Content(event=event, key=b"0" * 32, body='{"from":null,"to":"received"}')

    def screened(self, n: int, party: Any) -> Iterator[Any]:
        from licet.service.lists.models import Hit, Screening, WatchedParty

        if self.generation is None or self.entry is None:
            return
        screening = Screening(
            party=party, generation=self.generation, names=[{"name": party.name, "of": str(party.pk)}], names_digest=f"{n:064d}"
        )  # fmt: skip
        yield from (screening, WatchedParty(party=party))
        if n % self.shares.hit == 0:
            yield Hit(
                screening=screening, party=party, entry=self.entry, party_name=party.name,
                entry_name=self.entry.names.all()[0], status="open",
            )  # fmt: skip

    def consultation(self, case: Any, at: datetime) -> Iterator[Any]:
        from licet.service.casework.models import Advice, Consultation

        asked = Consultation(
            case=case, by=self.users["olga"], at=at, body=self.body, text="What do you know of this unit?",
            due_on=at.date() + timedelta(days=20), calendar="XB",
        )  # fmt: skip
        yield asked
        if case.state in ("decided", "withdrawn"):
            yield Advice(
                consultation=asked,
                position="in_favour",
                reasons="Nothing known.",
                by=self.users["olga"],
                at=at,
            )

    def decision(self, n: int, case: Any, party: Any, at: datetime, *, decided: bool) -> Iterator[Any]:
        from licet.service.casework.models import Release
        from licet.service.decisions.models import Licence, Outcome, Proposal
        from licet.service.letters.models import Letter

        kind = "grant" if n % 3 == 0 else "no_licence"
        until = date(2027, 1, 1)
        release = Release(
            case=case, by=self.users["olga"], at=at, reason="Invented.", confirmed_by=self.users["paul"], confirmed_at=at
        )  # fmt: skip
        yield release
        about: dict[str, Any] = {"case": case, "release": release, "proposer": self.users["olga"], "at": at, "kind": kind, "indication": self.indication,
                 "law_digest": "0" * 64, "facts_digest": "0" * 64}  # fmt: skip
        proposal = Proposal(
            **about, reasons="Invented.", purpose="Invented.", end_user=party, valid_until=until
        )
        yield proposal
        if not decided:
            return
        outcome = Outcome(**about, proposal=proposal, approver=self.users["paul"], software="licet")
        yield outcome
        if kind == "grant":
            yield Licence(
                number=f"L-{n:07d}", outcome=outcome, case=case, holder=case.organisation, end_user=party, purpose="Invented.",
                items=[], conditions=[], valid_from=at.date(), valid_until=until,
            )  # fmt: skip
        yield Letter(
            kind="licence" if kind == "grant" else kind, number=f"{case.reference}-L1", code=f"{n:016d}", language="en",
            reference=case.reference, title="Letter", organisation=case.organisation, subject_type="casework.case",
            subject_id=case.pk, occasion=outcome.pk, body="<p>Invented.</p>", html_sha256="0" * 64, issued_at=at,
        )  # fmt: skip

    # --- a chain, described as the demonstration's ---------------------------------------------------

    def description(self, chain: Any, party: Any) -> Iterator[Any]:
        from licet.service.base.ids import new_id
        from licet.service.chains.models import ChainParty, Item, ItemRelation, Statement, Transfer

        old = self.pattern.application.chain
        ids: dict[UUID, UUID] = {old.pk: chain.pk}
        copies = []
        for model in (Item, ItemRelation, Transfer, Statement, ChainParty):
            of = {"item__chain": old} if model is ItemRelation else {"chain": old}
            copies += list(model.objects.filter(**of).order_by("pk"))
        for row in copies:
            if isinstance(row.pk, UUID):
                ids[row.pk] = new_id()
        for row in copies:
            for field in row._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(value, UUID):
                    setattr(row, field.attname, ids.get(value, value))
                elif field.primary_key:
                    setattr(row, field.attname, None)
            row._state.adding = True
            yield row

    # --- a register -----------------------------------------------------------------------------------

    def register(self) -> Iterator[Any]:
        from licet.service.registers.models import (
            RegisterCode,
            RegisterImport,
            RegisterLine,
            RegisterPlace,
        )

        source = RegisterImport(
            profile="nl-dual-use", digest=f"{self.first:064d}", filename="invented.xlsx", rows=self.count, imported=self.count, unchanged=0
        )  # fmt: skip
        yield source
        for n in range(self.first, self.first + self.count):
            day = START.date() + timedelta(days=(n - self.first) * 3000 // self.count)
            line = RegisterLine(
                source=source, profile=source.profile, line=n, row_digest=f"{n:064d}", raw=[["a", "b"]], number=f"NL{n}",
                issued_on=day, expires_on=day + timedelta(days=365), date_basis="written", goods="Invented goods", end_use="Telecommunications",
                temporary=False, value_eur=n,
            )  # fmt: skip
            yield line
            yield RegisterCode(line=line, position=0, code=self.chance.choice(("5A001", "5D002", "4D004")))
            country = self.chance.choice(("US", "IN", "CN", "AE", "BR"))
            yield RegisterPlace(
                line=line, position=0, role="destination", name=country, country=country, is_group=False
            )


def seal(events: list[Any]) -> None:
    """As the sequencer does, without the waiting rows."""
    from licet.service.records import sequencer, tree

    events.sort(key=lambda event: event.id)
    sequencer._write(sequencer._batch(events, tree.StoredTree().edge(tree.size())))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.service.base.settings")
    os.environ["LICET_DEMO"] = "yes"
    import django

    django.setup()
    from licet.cli.demo import prepare
    from licet.service.casework.models import Case
    from licet.service.jobs.services import deliver_all
    from licet.service.records.sequencer import seal_all

    prepare()
    deliver_all()
    seal_all()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    if Case.objects.count() < count:
        Filling(count).run()


if __name__ == "__main__":
    main()
