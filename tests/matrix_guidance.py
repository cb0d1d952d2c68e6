"""Versions of guidance, as the access matrix meets them."""

from __future__ import annotations

from django.utils import timezone
from matrix_objects import People, state

from licet.service.guidance.models import Version
from licet.service.guidance.services import adopt, put_forward, withdraw
from licet.service.guidance.topics import guidance
from licet.service.people.models import User


def put(author: User, topic: str = "spyware") -> Version:
    return put_forward(actor=author, topic=guidance().topics[topic], day=timezone.localdate())


def fresh(version: Version) -> Version:
    found: Version = Version.objects.get(pk=version.pk)
    return found


@state("guidance: put forward by the officer")
def put_by_officer(people: People) -> Version:
    return put(people["olga"])


@state("guidance: put forward by the approver")
def put_by_approver(people: People) -> Version:
    return put(people["paul"])


@state("guidance: adopted")
def adopted(people: People) -> Version:
    version = put(people["olga"])
    adopt(actor=people["paul"], version=version)
    return fresh(version)


@state("guidance: taken back")
def taken_back(people: People) -> Version:
    version = adopted(people)
    withdraw(actor=people["paul"], version=version, reason="It named the wrong paragraph.")
    return fresh(version)
