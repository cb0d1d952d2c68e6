"""Writing a state: its regime, the rules that make it a state's own, and the lawyer's tests that come with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from json import dumps
from pathlib import Path

from ..model import Citation
from . import skeletons
from .answers import Answers, Given
from .questions import NOT_CHECKED, QUESTIONS, UNION, WASSENAAR
from .skeletons import Test

LEAVES = "leaves_the_state"


@dataclass(frozen=True, slots=True)
class Written:
    """A rule of role act, as text."""

    id: str
    title: Mapping[str, str]
    source: Given
    when: str
    tests: Sequence[Test] = field(default_factory=tuple)


TITLES = {
    "GOVERNS": {"en": "{en}: what its law governs", "fr": "{fr} : ce que régit son droit"},
    "EXPORT": {"en": "{en}: what leaves the state", "fr": "{fr} : ce qui quitte l'État"},
    "saas_access": {
        "en": "{en}: use of software that stays at home",
        "fr": "{fr} : usage d'un logiciel resté sur place",
    },
    "cloud_upload": {
        "en": "{en}: storing on a server abroad",
        "fr": "{fr} : stockage sur un serveur étranger",
    },
    "deemed_export": {"en": "{en}: showing something at home", "fr": "{fr} : divulgation sur place"},
    "human_rights_catch_all": {
        "en": "{en}: unlisted items and human rights",
        "fr": "{fr} : biens non inscrits et droits de l'homme",
    },
    "server_abroad": {
        "en": "{en}: making available from a server abroad",
        "fr": "{fr} : mise à disposition depuis un serveur étranger",
    },
    "national_option_suspicion": {
        "en": "{en}: grounds for suspecting",
        "fr": "{fr} : raisons de soupçonner",
    },
}


def write_state(answers: Answers, folder: Path, today: date) -> list[Path]:
    """Write the state's folder; nothing that is there is overwritten. Raises FileExistsError."""
    place = folder / answers.state.lower()
    place.mkdir(parents=True, exist_ok=False)
    paths = []
    for name, text in files_of(answers, today).items():
        (place / name).write_text(text, encoding="utf-8")
        paths.append(place / name)
    return paths


def files_of(answers: Answers, today: date) -> dict[str, str]:
    rules = {"governs": _governs(answers)}
    if answers.base == WASSENAAR:
        rules["export"] = _export(answers)
    rules |= {f"stance-{name.replace('_', '-')}": _stance(answers, name) for name in terms_given(answers)}
    texts = {f"{name}.yaml": _rule(answers, rule, today) for name, rule in rules.items()}
    return {"regime.yaml": _regime(answers)} | texts


def terms_given(answers: Answers) -> list[str]:
    return [one.name for one in QUESTIONS if one.is_term and one.name in answers.given]


# --- rules ---------------------------------------------------------------------------------------------


def _governs(answers: Answers) -> Written:
    if answers.base == UNION:
        when = (
            "{any: [{actor.country: [XX]}, {all: [{not: {actor.country: {in: eu_customs_territory}}}, {from.country: [XX]}]}, "
            "{all: [{transfer.act: [transit]}, {via.country: [XX]}]}]}"
        )
    else:
        when = (
            "{all: [{any: [{from.country: [XX]}, {actor.country: [XX]}, {all: [{transfer.act: [transit]}, {via.country: [XX]}]}]}, "
            "{any: [{not: {to.country: [XX]}}, {transfer.act: [release_at_home]}]}]}"
        )
    return _act(answers, "GOVERNS", "GOVERNS", answers.law, when, skeletons.governs(answers))


def _export(answers: Answers) -> Written:
    when = "{all: [{from.country: [XX]}, {not: {to.country: [XX]}}]}"
    return _act(answers, "EXPORT", "EXPORT", answers.law, when, skeletons.export(answers))


def _stance(answers: Answers, name: str) -> Written:
    given = answers.given[name]
    answers_to = next(one for one in QUESTIONS if one.name == name).answers
    when = "always" if given.answer == NOT_CHECKED else answers_to[given.answer]
    return _act(
        answers, f"STANCE.{name.upper()}", name, given, when, skeletons.stance(answers, name, given.answer)
    )


def _act(answers: Answers, id: str, title: str, source: Given, when: str, tests: Iterable[Test]) -> Written:
    titles = {language: text.format(**answers.title) for language, text in TITLES[title].items()}
    return Written(f"{answers.state}.{id}", titles, source, when.replace("XX", _code(answers)), tuple(tests))


def _code(answers: Answers) -> str:
    """Quoted, so that no reader of YAML takes Norway for a no."""
    return dumps(answers.state)


# --- as YAML -------------------------------------------------------------------------------------------


def _rule(answers: Answers, rule: Written, today: date) -> str:
    lines = [
        "is: rule",
        f"id: {rule.id}",
        "role: act",
        "on: transfer",
        f"title: {_texts(rule.title)}",
        "editions:",
        f"  - from: {answers.covers}",
        f"    recorded: {today}",
        f"    mark: {rule.source.mark}",
        f"    citation: {_citation(rule.source.citation)}",
        "    text:",
        *(f"      {language}: {_text(rule.source.text[language])}" for language in ("en", "fr")),
        f"    when: {rule.when}",
    ]
    if rule.tests:
        lines += ["tests:", *(line for test in rule.tests for line in test.lines())]
    return "\n".join(lines) + "\n"


def _regime(answers: Answers) -> str:
    stances = {name: f"{answers.state}.STANCE.{name.upper()}" for name in terms_given(answers)}
    if answers.base == WASSENAAR:
        stances = {LEAVES: f"{answers.state}.EXPORT", **stances}
    lines = [
        "is: regime",
        f"id: {_code(answers)}",
        f"title: {_texts(answers.title)}",
        f"based_on: {answers.base}",
        f"governs: {answers.state}.GOVERNS",
        f"covers: {{from: {answers.covers}}}",
        *(["stances:"] if stances else []),
        *(f"  {term}: {rule}" for term, rule in stances.items()),
        *_parameters(answers),
    ]
    return "\n".join(lines) + "\n"


def _parameters(answers: Answers) -> list[str]:
    given = [
        (one.name, answers.given[one.name])
        for one in QUESTIONS
        if not one.is_term and one.name in answers.given
    ]
    lines = ["parameters:"] if given else []
    for name, one in given:
        lines += [
            f"  - parameter: {name}",
            f"    mark: {one.mark}",
            f"    citation: {_citation(one.citation)}",
            f"    text: {_texts(one.text)}",
        ]
    return lines


def _texts(texts: Mapping[str, str]) -> str:
    return f"{{en: {_text(texts['en'])}, fr: {_text(texts['fr'])}}}"


def _text(text: str) -> str:
    return dumps(text, ensure_ascii=False)


def _citation(one: Citation) -> str:
    parts = {"instrument": one.instrument, "pinpoint": one.pinpoint, "edition": one.edition, "url": one.url}
    return "{" + ", ".join(f"{key}: {_text(value)}" for key, value in parts.items()) + "}"
