"""A consulted body sees the application, the chain, its parties and documents of the cases it was consulted on; nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from licet.service.applications.visibility import grant as grant_application
from licet.service.chains.visibility import grant as grant_chain
from licet.service.files.visibility import documents
from licet.service.parties.visibility import parties
from licet.service.people.models import Role, User

from .models import Case


def _consulted(actor: User) -> QuerySet[Case]:
    return Case.objects.filter(consultations__body__in=actor.organisations_as(Role.ADVISER))


@grant_application
def consulted_applications(actor: User) -> QuerySet[Any, Any]:
    return _consulted(actor).values("application")


@grant_chain
def consulted_chains(actor: User) -> QuerySet[Any, Any]:
    return _consulted(actor).values("application__chain")


@documents.ground("casework.consulted")
def consulted_documents(actor: User) -> Q:
    """What the exporter put to the application; not her answers to the office, not the office's own evidence."""
    return Q(subject_id__in=_consulted(actor).values("application"))


@parties.ground("casework.consulted")
def consulted_parties(actor: User) -> Q:
    return Q(in_chains__chain__in=_consulted(actor).values("application__chain"))
