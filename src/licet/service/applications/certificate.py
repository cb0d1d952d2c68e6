"""What stands in the end-user certificate or statement, as the exporter read it against the elements of the law."""

from __future__ import annotations

from licet.law.clauses import Clause
from licet.service.corpus.clauses import for_certificates
from licet.service.files.models import DocumentKind

from .models import Application
from .sections import answers
from .selectors import documents_of

SECTION = "certificate"


def is_attached(application: Application) -> bool:
    return any(each.kind == DocumentKind.END_USER_CERTIFICATE for each in documents_of(application))


def stated(application: Application) -> list[str] | None:
    """The ids of the elements found in it; None while nobody has compared it."""
    given = answers(application, SECTION)
    return list(given["elements"]) if "elements" in given else None


def found(application: Application) -> list[Clause]:
    there = stated(application) or []
    return [each for each in for_certificates() if each.id in there]


def lacking(application: Application) -> list[Clause]:
    """The essential elements that it was not found to have."""
    there = stated(application) or []
    return [each for each in for_certificates() if each.essential and each.id not in there]
