"""Reading guidance: what the public reads, and how far it still agrees with the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from licet.law.topics import Topic
from licet.service.corpus.words import words
from licet.service.people.models import User

from .composing import page
from .differing import is_stale
from .models import Adoption, Version
from .topics import guidance


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic for the office: what is in force, whether it is overtaken, what waits to be adopted."""

    topic: Topic
    adoption: Adoption | None
    stale: bool
    waiting: Version | None

    @property
    def title(self) -> str:
        return words(self.topic.title)

    @property
    def needs_work(self) -> bool:
        return self.adoption is None or self.stale or self.waiting is not None


def in_force(topic: str) -> Adoption | None:
    """The last adoption, unless it was taken back; an older one does not come back to life."""
    rows = Adoption.objects.filter(topic=topic).select_related("version", "by", "withdrawal")
    last: Adoption | None = rows.order_by("number").last()
    return None if last is None or hasattr(last, "withdrawal") else last


def all_in_force() -> dict[str, Adoption]:
    """By topic; one query."""
    rows = Adoption.objects.select_related("version", "by", "withdrawal").order_by("number")
    last = {row.topic: row for row in rows}
    return {topic: row for topic, row in last.items() if not hasattr(row, "withdrawal")}


def standings(actor: User, day: date) -> Iterator[Standing]:
    adopted, waiting = all_in_force(), waiting_versions(actor)
    for topic in guidance().topics.values():
        adoption = adopted.get(topic.id)
        stale = adoption is not None and is_stale(adoption.version, page(topic, day))
        yield Standing(topic, adoption, stale, waiting.get(topic.id))


def standing(actor: User, topic: Topic, day: date) -> Standing:
    return next(row for row in standings(actor, day) if row.topic.id == topic.id)


def waiting_versions(actor: User) -> dict[str, Version]:
    """By topic, the newest version that was put forward and neither adopted nor overtaken by an adoption."""
    found: dict[str, Version] = {}
    rows: QuerySet[Version] = Version.objects.visible_to(actor).select_related("adoption", "author")
    for version in rows.order_by("at", "id"):
        found.pop(version.topic, None)
        if not hasattr(version, "adoption"):
            found[version.topic] = version
    return found


def versions_of(topic: str, actor: User) -> QuerySet[Version]:
    rows: QuerySet[Version] = Version.objects.visible_to(actor).filter(topic=topic)
    return rows.select_related("author", "adoption__by", "adoption__withdrawal").order_by("-at", "-id")
