"""What is known of lists and hits. Everything about hits goes through `visible_to(actor)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Func, OuterRef, Q, QuerySet, Subquery, Value

from licet.service.parties.models import Party
from licet.service.people.models import User

from .compared import digest_of_names, names_of
from .models import Hit, HitStatus, ListEntry, ListGeneration, Profile, Screening


def current_generations() -> list[ListGeneration]:
    """Of each list the generation its publisher dated last; the order of import does not matter."""
    found = []
    for profile in Profile.values:
        newest = (
            ListGeneration.objects.filter(profile=profile).order_by("-generated_at", "-imported_at").first()
        )
        if newest:
            found.append(newest)
    return found


def generations(actor: User) -> QuerySet[ListGeneration]:
    """With how many entries and comparisons each has, counted apart: joined, they would multiply."""
    return ListGeneration.objects.annotate(
        entry_count=_counted(
            ListGeneration.entries.through._default_manager.filter(listgeneration=OuterRef("pk"))
        ),
        screening_count=_counted(Screening.objects.filter(generation=OuterRef("pk"))),
    )


def _counted(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().annotate(count=Func(Value("*"), function="COUNT")).values("count"))


def hits_for(parties: Iterable[Party], actor: User) -> QuerySet[Hit]:
    """The hits of the latest comparison of each party with each list."""
    return _latest_hits(actor).filter(party__in=[party.pk for party in parties])


def _latest_hits(actor: User) -> QuerySet[Hit]:
    latest = Screening.objects.filter(
        party=OuterRef("party"), generation__profile=OuterRef("screening__generation__profile")
    ).order_by("-at", "-id")
    return (
        Hit.objects.visible_to(actor)
        .filter(screening=Subquery(latest.values("pk")[:1]))
        .select_related("party", "entry", "entry_name", "screening__generation", "settled_by")
    )


def open_hits(actor: User) -> QuerySet[Hit]:
    """Every hit that waits for an answer, of the latest comparisons only."""
    return _latest_hits(actor).filter(status=HitStatus.OPEN)


def entries(generation: ListGeneration, text: str) -> QuerySet[ListEntry]:
    found = generation.entries.defer("raw", "comments", "addresses", "documents")
    if text:
        wanted = Q(reference__icontains=text) | Q(names__name__icontains=text)
        found = found.filter(wanted).distinct()
    return found


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """Whether parties have been compared with every current list under the names they have today."""

    lists: tuple[ListGeneration, ...]
    not_screened: tuple[Party, ...]
    open_hits: int
    confirmed_hits: int

    @property
    def complete(self) -> bool:
        """No list at all is not “screened”."""
        return bool(self.lists) and not self.not_screened

    @property
    def settled(self) -> bool:
        """Complete, and an officer has answered every hit."""
        return self.complete and not self.open_hits


def screening_state(parties: Sequence[Party]) -> ScreeningState:
    lists = current_generations()
    done = {
        (party, generation, digest): pk
        for pk, party, generation, digest in Screening.objects.filter(
            party__in=[party.pk for party in parties], generation__in=lists
        ).values_list("pk", "party_id", "generation_id", "names_digest")
    }
    wanted = {
        (party.pk, generation.pk, digest_of_names(names_of(party))): party
        for party in parties
        for generation in lists
    }
    missing = tuple(dict.fromkeys(party for key, party in wanted.items() if key not in done))
    counts = Hit.objects.filter(screening__in=[pk for key, pk in done.items() if key in wanted]).aggregate(
        open=Count("pk", filter=Q(status=HitStatus.OPEN)),
        confirmed=Count("pk", filter=Q(status=HitStatus.CONFIRMED)),
    )
    return ScreeningState(tuple(lists), missing, counts["open"], counts["confirmed"])
