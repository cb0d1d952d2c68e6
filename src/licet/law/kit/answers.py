"""Reading the answers to the starter kit's questions. Each fault names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..countries import COUNTRIES
from ..fields import Record, Source
from ..model import Citation, Mark
from ..model import Text as Texts
from ..nodes import Fields, Node, Text, read
from ..places import shown
from ..regimes import PARAMETERS
from .questions import NOT_CHECKED, OPEN, TERMS_OF, Question, questions_for

KEYS = ("is", "state", "title", "base", "covers", "law", "answers")
LAW_KEYS = ("text", "mark", "citation")
GIVEN_KEYS = ("answer", *LAW_KEYS)
NEW_STATE = "new_state"
CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with its source. `answer` is empty where the question is answered in words."""

    answer: str
    text: Texts
    mark: Mark
    citation: Citation


@dataclass(frozen=True, slots=True)
class Answers:
    state: str
    title: Texts
    base: str
    covers: date
    law: Given
    given: Mapping[str, Given]  # by question; what the state leaves open is not in it


def read_answers(path: Path) -> Answers:
    """Raises CorpusError, carrying every other fault of the file."""
    faults: list[object] = []
    source = Source(shown(path), faults)  # type: ignore[arg-type]
    answers = _answers(source, read(path))
    if faults:
        first, *others = sorted(faults, key=lambda fault: fault.line)  # type: ignore[attr-defined]
        first.others = tuple(others)  # type: ignore[attr-defined]
        raise first  # type: ignore[misc]
    return answers


def _answers(source: Source, document: Fields) -> Answers:
    record = Record(source, document, "answers", KEYS)
    if "is" not in record or source.text(record.fields["is"], "is") != NEW_STATE:
        source.fault(document.line, "The file does not say what it is", f"Begin it with is: {NEW_STATE}")
    state = record.read("state", lambda node, name: _state(source, node, name), "")
    base = record.read("base", lambda node, name: source.one_of(node, name, TERMS_OF), "")
    law = record.read("law", lambda node, _: _law(source, node), _nothing())
    return Answers(
        state=state,
        title=record.texts("title"),
        base=base,
        covers=record.day("covers"),
        law=law,
        given=record.read("answers", lambda node, _: _given(source, node, base, law), {}),
    )


def _state(source: Source, node: Node, name: str) -> str:
    code = source.matching(node, name, CODE, "XE")
    if code and code not in COUNTRIES:
        source.fault(
            node.line, f"{name} is {code!r}", "Give the ISO 3166-1 code, or XB to XZ for an invented state"
        )
    return code


def _law(source: Source, node: Node) -> Given:
    record = Record(source, node, "law", LAW_KEYS)
    return Given("", record.texts("text"), record.mark(), record.citation())


def _nothing() -> Given:
    return Given("", {}, Mark.UNVERIFIED, Citation("", "", "", ""))


def _given(source: Source, node: Node, base: str, law: Given) -> Mapping[str, Given]:
    asked = {one.name: one for one in questions_for(base)}
    record = Record(source, node, "answers", asked)
    found: dict[str, Given] = {}
    for name, question in asked.items():
        part = record.fields.get(name)
        said = part.text.strip() if isinstance(part, Text) else ""
        if part is not None and not said:
            found[name] = _one(source, name, part, question, law)
        elif question.is_term and said in ("", NOT_CHECKED):
            found[name] = _not_checked(law)
        elif part is not None and said not in (OPEN, NOT_CHECKED):
            source.fault(
                part.line,
                f"{name} has no source",
                f"Write answer, text and mark, or {OPEN}, or {NOT_CHECKED}",
            )
    return found


def _not_checked(law: Given) -> Given:
    text = {
        "en": "Not checked: nothing was read on this point.",
        "fr": "Non vérifié : rien n'a été lu sur ce point.",
    }
    nowhere = replace(law.citation, pinpoint="no provision was read on this point")
    return Given(NOT_CHECKED, text, Mark.UNVERIFIED, nowhere)


def _one(source: Source, name: str, node: Node, question: Question, law: Given) -> Given:
    record = Record(source, node, name, GIVEN_KEYS if question.is_term else LAW_KEYS)
    answer = ""
    if question.is_term:
        answer = record.read(
            "answer", lambda part, _: source.one_of(part, f"{name}.answer", question.answers), ""
        )
    citation = record.optional("citation", lambda part, _: source.citation(part), law.citation)
    return Given(answer, record.texts("text"), record.mark(), citation)


assert set(PARAMETERS) == {one.name for one in questions_for("") if not one.is_term}
