"""The red flags of a case: what the exporter answered, what the office sees, and which are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from licet.law.red_flags import RedFlag
from licet.service.applications.red_flags import ANSWERS, NO, said
from licet.service.casework.models import Case
from licet.service.corpus.red_flags import red_flags
from licet.service.corpus.words import mark_words, words

from .models import RedFlagLook


@dataclass(frozen=True, slots=True)
class Seen:
    """One flag in one case. `answer`: the exporter's, empty where she gave none; `look`: the office's last."""

    flag: RedFlag
    answer: str
    look: RedFlagLook | None

    @property
    def title(self) -> str:
        return words(self.flag.title)

    @property
    def text(self) -> str:
        return words(self.flag.text)

    @property
    def mark(self) -> str:
        return mark_words(self.flag.mark)

    @property
    def answer_words(self) -> str:
        return str(ANSWERS[self.answer]) if self.answer else ""

    @property
    def open(self) -> bool:
        """It shows, as far as is known: what the exporter could not find out is not cleared by that."""
        if self.look is not None:
            return self.look.shows
        return bool(self.answer) and self.answer != NO


def seen_in(case: Case) -> list[Seen]:
    looks: Mapping[str, RedFlagLook] = {
        row.flag: row for row in RedFlagLook.objects.filter(case=case).select_related("by")
    }
    given = said(case.application)
    return [Seen(flag, given.get(id, ""), looks.get(id)) for id, flag in red_flags().items()]


def open_red_flags(case: Case) -> list[Seen]:
    """Those over which nobody grants without a written reason."""
    return [each for each in seen_in(case) if each.open]
