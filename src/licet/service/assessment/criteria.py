"""The criteria of the law as questions: a limb is asked by its own question, else once per standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from licet.law.criteria import ALWAYS, applied_by
from licet.law.model import Citation, Criterion
from licet.service import corpus
from licet.service.base.templatetags.base import colon
from licet.service.classification.asking import words
from licet.service.corpus.services import home_regime

from .models import Effect, Finding

ESTABLISHED = "established"
"""The one answer of a limb that has a question of its own."""


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
    binds: str
    """`always`, or the declaration under which a finding binds; empty where it is only weighed."""
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


def applied() -> tuple[Criterion, ...]:
    """The criteria that are assessed under the authority's own regime."""
    law = corpus.law()
    return tuple(each for each in applied_by(home_regime(), law.regimes, law.criteria) if each.assessed)


def applied_criterion(id: str) -> Criterion | None:
    return next((each for each in applied() if each.id == id), None)


def declarations() -> list[tuple[str, str]]:
    """What the authority can declare binding: each code with the criteria it is about."""
    named: dict[str, list[str]] = {}
    for each in applied():
        if each.binds not in ("", ALWAYS):
            named.setdefault(each.binds, []).append(in_language(each.title))
    return [(code, "; ".join(titles)) for code, titles in named.items()]


def citation(criterion: str) -> Citation | None:
    found = criteria().get(criterion)
    return found.citation if found else None


def questions() -> tuple[Asked, ...]:
    """Everything an assessment has to answer, in the order of the corpus."""
    return tuple(asked for criterion in applied() for asked in questions_of(criterion))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """As the law asks; what it asks no more stands last."""
    place = {asked.key: number for number, asked in enumerate(questions())}
    return sorted(findings, key=lambda row: place.get((row.criterion, row.limb, row.standard), len(place)))


def limbs_in_order(limbs: Iterable[str]) -> list[str]:
    """As the law has them; one that the law in force does not have stands last."""
    place = {limb: number for number, limb in enumerate(_limbs())}
    return sorted(limbs, key=lambda limb: (place.get(limb, len(place)), limb))


def _limbs() -> list[str]:
    """Of every criterion, those of the authority's own regime first."""
    own = applied()
    others = [each for each in criteria().values() if each not in own]
    return [str(limb["id"]) for criterion in (*own, *others) for limb in criterion.limbs]


def question_for(criterion: str, limb: str, standard: str) -> Asked | None:
    """Of any criterion of the law: what was signed under another regime stays readable."""
    found = criteria().get(criterion)
    asked = questions_of(found) if found else []
    return next((each for each in asked if (each.limb, each.standard) == (limb, standard)), None)


def plain(limb: str) -> str:
    """The short name of a limb, from its id."""
    return limb.replace("_", " ")


def limb_name(limb: str) -> str:
    """The title of a limb in the reader's language; its id where the law in force has no such limb."""
    limbs = (each for criterion in criteria().values() for each in criterion.limbs)
    titles = (in_language(each.get("title")) for each in limbs if each["id"] == limb)
    return next((title for title in titles if title), plain(limb))


def words_of(finding: Finding) -> str:
    """What a finding answers, in words: the limb, then the question."""
    asked = question_for(finding.criterion, finding.limb, finding.standard)
    title, text = (asked.limb_title, asked.text) if asked else (finding.limb, finding.standard)
    return f"{title}{colon()} {text}"


def questions_of(criterion: Criterion) -> list[Asked]:
    return [asked for limb in criterion.limbs for asked in _limb(criterion, limb)]


def _limb(criterion: Criterion, limb: Mapping[str, object]) -> list[Asked]:
    effect = Effect.DENY if limb.get("effect", criterion.effect) == "deny" else Effect.WEIGH
    listed = cast("Sequence[Mapping[str, Any]]", limb.get("harms", ()))
    harms = tuple(Harm(str(harm["id"]), in_language(harm["text"])) for harm in listed)
    own = cast("Sequence[Mapping[str, object]]", limb.get("standards") or criterion.standards)
    standards = [{"id": ESTABLISHED, "text": limb["ask"]}] if limb.get("ask") else own
    last = standards[-1]["id"]
    return [
        Asked(
            criterion=criterion.id,
            limb=str(limb["id"]),
            standard=str(standard["id"]),
            effect=effect,
            binds=criterion.binds if effect is Effect.DENY else "",
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
