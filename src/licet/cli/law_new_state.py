"""`licet law new-state`: a state's law from its answers to a short list of questions, peers' choices beside each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from licet.law import Corpus, load
from licet.law.kit import QUESTIONS, Question, choices, questions_for, read_answers, write_state
from licet.law.kit.questions import NOT_CHECKED, OPEN, TERMS_OF
from licet.law.loading import load_corpus
from licet.law.places import configured

from .exits import OK, BadInput

WIDTH = 100
Ask = Callable[[str], str]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, help="the overlay to write into; the state gets a folder in it"
    )
    parser.add_argument(
        "--answers", metavar="FILE", type=Path, help="take the answers from this file and ask nothing"
    )
    parser.add_argument(
        "--questions", action="store_true", help="only show the questions, with what others chose"
    )


def run(args: argparse.Namespace) -> int:
    corpus = load()
    if args.questions:
        print("\n".join(line for one in QUESTIONS for line in shown(corpus, one)))
        return OK
    if args.out is None:
        raise BadInput("--out: name the folder to write the state into.")
    if args.answers is None:
        args.answers = asked(corpus, args.out, input)
    answers = read_answers(args.answers)
    if answers.state in corpus.regimes:
        raise BadInput(
            f"state: this law has {answers.state} already. Change its files, or choose another code."
        )
    try:
        paths = write_state(answers, args.out, datetime.now(tz=UTC).date())
    except FileExistsError as error:
        raise BadInput(f"--out: {error.filename} is there already. Name another folder.") from None
    load_corpus([*configured(), args.out])
    for path in paths:
        print(path)
    print(
        f"The law loads with it. Now: LICET_LAW={':'.join(map(str, [*configured(), args.out]))} licet law test"
    )
    return OK


def shown(corpus: Corpus, question: Question) -> Iterator[str]:
    """The question, its possible answers, and what other states chose."""
    yield f"{question.name}: {question.asks}"
    if question.is_term:
        yield f"  answers: {', '.join((*question.answers, OPEN, NOT_CHECKED))}"
    for one in choices(corpus, question):
        said = "no answer is written out; its authority judges" if one.text is None else one.text["en"]
        mark = f" ({one.mark})" if one.mark else ""
        yield from wrap(
            f"{one.title['en']}: {said}{mark}", WIDTH, initial_indent="  - ", subsequent_indent="    "
        )
    yield ""


# --- asking on a terminal --------------------------------------------------------------------------------


def asked(corpus: Corpus, out: Path, ask: Ask) -> Path:
    """Ask everything and write the answers to a file beside the state's folder, to be read like any other."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "answers.json"
    if path.exists():
        raise BadInput(f"{path} is there already. Use it with --answers, or remove it.")
    try:
        text = json.dumps(_everything(corpus, ask), ensure_ascii=False, indent=1)
    except EOFError:
        raise BadInput("The answers ended before the questions did; nothing was written.") from None
    path.write_text(text + "\n", encoding="utf-8")
    print(f"Your answers are in {path}.", file=sys.stderr)
    return path


def _everything(corpus: Corpus, ask: Ask) -> dict[str, Any]:
    made: dict[str, Any] = {"is": "new_state", "state": ask("Code of the state, such as XE: ").strip()}
    made["title"] = _both(ask, "Its name")
    bases = ", ".join(TERMS_OF)
    made["base"] = _among(
        ask, f"What it stands on ({bases} - the Wassenaar lists, the Union's regulation): ", tuple(TERMS_OF)
    )
    made["covers"] = ask("First day that this sheet covers (YYYY-MM-DD): ").strip()
    made["law"] = _sourced(ask, "What its law governs and what makes the list binding", None)
    made["answers"] = {}
    for question in questions_for(made["base"]):
        print("\n".join(shown(corpus, question)))
        made["answers"][question.name] = _answered(ask, question, made["law"]["citation"])
    return made


def _answered(ask: Ask, question: Question, law: dict[str, str]) -> Any:
    choices = (*question.answers, OPEN, NOT_CHECKED) if question.is_term else ("yes", NOT_CHECKED)
    prompt = "Your answer" if question.is_term else "Do you know?"
    answer = _among(ask, f"{prompt} ({', '.join(choices)}): ", choices)
    if answer in (OPEN, NOT_CHECKED):
        return answer
    sourced = _sourced(ask, "What the text says", law)
    return ({"answer": answer} if question.is_term else {}) | sourced


def _sourced(ask: Ask, what: str, law: dict[str, str] | None) -> dict[str, Any]:
    text = _both(ask, f"{what}, in your own words")
    known = law or {}
    citation = {
        "instrument": ask(f"Instrument{_kept(known, 'instrument')}: ").strip() or known.get("instrument", ""),
        "pinpoint": ask("Article or section: ").strip(),
        "edition": ask(f"Edition{_kept(known, 'edition')}: ").strip() or known.get("edition", ""),
        "url": ask(f"Public address{_kept(known, 'url')}: ").strip() or known.get("url", ""),
    }
    marks = ("verified", "partial", "unverified")
    return {
        "text": text,
        "mark": _among(ask, f"How well checked ({', '.join(marks)}): ", marks),
        "citation": citation,
    }


def _kept(known: dict[str, str], key: str) -> str:
    return f" (empty: {known[key]})" if known.get(key) else ""


def _both(ask: Ask, what: str) -> dict[str, str]:
    return {"en": ask(f"{what}, in English: ").strip(), "fr": ask(f"{what}, in French: ").strip()}


def _among(ask: Ask, prompt: str, valid: tuple[str, ...]) -> str:
    while (answer := ask(prompt).strip()) not in valid:
        print(f"Write one of: {', '.join(valid)}.")
    return answer
