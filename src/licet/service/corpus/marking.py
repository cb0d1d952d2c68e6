"""Who answers for the mark of a rule, as far as a person of this office has signed it up."""

from __future__ import annotations

from datetime import date

from licet.law.model import Corpus
from licet.reasoning.grounding import in_force

from .models import SignedMark


def signed_mark(rule: str, corpus: Corpus, day: date) -> SignedMark | None:
    """The last one that has begun, as long as the rule bears the mark that was signed."""
    edition = in_force(corpus.rules[rule].editions, day)
    rows = SignedMark.objects.filter(rule=rule, law__starts_on__lte=day).select_related("by", "signed_by")
    last: SignedMark | None = rows.order_by("law__starts_on", "law__recorded_at", "id").last()
    return last if last and edition and last.mark == edition.mark.value else None
