"""The case under today's law and findings, and what that changes against an earlier answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service import corpus
from licet.service.base.templatetags.base import day
from licet.service.casework.models import Case
from licet.service.casework.selectors import answer
from licet.service.chains.selectors import document
from licet.service.corpus.models import Basis, Indication
from licet.service.corpus.services import indicate
from licet.service.people.models import User


def result_today(case: Case) -> Mapping[str, Any]:
    """On findings; nothing is stored."""
    return answer(case, "findings", timezone.localdate())


def store_today(actor: User, case: Case) -> Indication:
    """On findings, kept: the decision names it."""
    return indicate(
        actor=actor,
        subject=case,
        document=document(case.application.chain, "findings"),
        basis=Basis.FINDINGS,
        as_of=timezone.localdate(),
    )


def changes_since(before: Indication, case: Case) -> list[str]:
    """What is not as it was when `before` was made: the law, facts of the case, the answer of a measure."""
    now = document(case.application.chain, "findings")
    result = result_today(case)
    return changes(before, now, result, corpus.law().digest)


def changes(
    before: Indication, now: Mapping[str, Any], result: Mapping[str, Any], law_digest: str
) -> list[str]:
    found = []
    if before.law_digest != law_digest:
        found.append(_("The law has changed since %(date)s.") % {"date": day(before.as_of)})
    if any(before.document.get(part) != now.get(part) for part in _PARTS):
        found.append(_("Facts were found or disputed since %(date)s.") % {"date": day(before.as_of)})
    old, new = _answers(before.result), _answers(result)
    moved = [key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
    return found + [_("%(measure)s: was “%(old)s”, is “%(new)s”.") % _words(key, old, new) for key in moved]


_PARTS = ("facts", "parties", "items", "transfers")


def _answers(result: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (regime, measure["id"]): measure["result"]
        for regime, found in result["regimes"].items()
        for measure in found["measures"]
    }


def _words(key: tuple[str, str], old: Mapping[Any, str], new: Mapping[Any, str]) -> dict[str, str]:
    return {"measure": " ".join(key), "old": old.get(key, "–"), "new": new.get(key, "–")}
