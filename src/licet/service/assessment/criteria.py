"""The criteria of the law as questions: each limb that denies is asked once per standard, special caution once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _

from licet.law.model import Citation, Criterion
from licet.service import corpus
from licet.service.classification.asking import words

from .models import Effect, Finding

ESTABLISHED = "established"
"""The one question of a limb that does not deny: Common Position 2008/944/CFSP, Art. 2(2)(b), special caution."""


@dataclass(frozen=True, slots=True)
class Harm:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a person has to answer."""

    criterion: str
    limb: str
    standard: str
    effect: Effect
    limb_title: str
    limb_text: str
    limb_letter: str
    """What an addressee is told where the limb was found to hold."""
    text: str
    letter: str
    """What an addressee is told where this standard was found to hold."""
    harms: tuple[Harm, ...]
    names_harms: bool
    """Whether a “yes” has to name one of `harms`: with the last standard. Under special caution they are the bodies."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.criterion, self.limb, self.standard


def in_language(text: object) -> str:
    """The reader's language, else English: the corpus writes each text in both."""
    return words(text) if isinstance(text, Mapping) else str(text or "")


def criteria() -> Mapping[str, Criterion]:
    return corpus.law().criteria


def citation(criterion: str) -> Citation | None:
    found = criteria().get(criterion)
    return found.citation if found else None


def questions() -> tuple[Asked, ...]:
    """Everything an assessment has to answer, in the order of the corpus."""
    return tuple(asked for criterion in criteria().values() for asked in _of(criterion))


def question_for(criterion: str, limb: str, standard: str) -> Asked | None:
    return next((asked for asked in questions() if asked.key == (criterion, limb, standard)), None)


def plain(limb: str) -> str:
    """The short name of a limb, from its id."""
    return limb.replace("_", " ")


def limb_name(limb: str) -> str:
    """The title of a limb in the reader's language; its id where the law in force has no such limb."""
    titles = (asked.limb_title for asked in questions() if asked.limb == limb)
    return next((title for title in titles if title), plain(limb))


def words_of(finding: Finding) -> str:
    """What a finding answers, in words: the limb, then the question."""
    asked = question_for(finding.criterion, finding.limb, finding.standard)
    return f"{asked.limb_title if asked else finding.limb}: {asked.text if asked else finding.standard}"


def _of(criterion: Criterion) -> list[Asked]:
    return [asked for limb in criterion.limbs for asked in _limb(criterion, limb)]


def _limb(criterion: Criterion, limb: Mapping[str, object]) -> list[Asked]:
    effect = Effect.DENY if limb.get("effect", criterion.effect) == "deny" else Effect.WEIGH
    listed = cast("Sequence[Mapping[str, Any]]", limb.get("harms", ()))
    harms = tuple(Harm(str(harm["id"]), in_language(harm["text"])) for harm in listed)
    standards: Sequence[Mapping[str, object]] = criterion.standards
    if effect is not Effect.DENY or not standards:
        standards = [{"id": ESTABLISHED, "text": _("Have competent bodies established serious violations?")}]
    last = standards[-1]["id"]
    return [
        Asked(
            criterion=criterion.id,
            limb=str(limb["id"]),
            standard=str(standard["id"]),
            effect=effect,
            limb_title=in_language(limb.get("title")),
            limb_text=in_language(limb.get("text")),
            limb_letter=in_language(limb.get("letter")),
            text=in_language(standard["text"]),
            letter=in_language(standard.get("letter")),
            harms=harms,
            names_harms=standard["id"] == last and bool(harms),
        )
        for standard in standards
    ]
