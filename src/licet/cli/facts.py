"""`licet facts`: every fact that can be asked, with its question and its possible answers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from licet.law import Corpus, load
from licet.law.model import Fact, Frame, Scope

from .exits import OK


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text in English, or JSON in all languages"
    )


def run(args: argparse.Namespace) -> int:
    corpus = load()
    if args.format == "json":
        print(json.dumps(as_json(corpus), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_text(corpus)))
    return OK


def frames(fact: Fact) -> list[str]:
    """The frames in which the fact can be stated: `item.kind` is also asked of the related item."""
    if fact.scope is Scope.PARTY:
        return [frame.value for frame in Frame if frame.value not in {"item", "target", "transfer", "file"}]
    return ["item", "target"] if fact.scope is Scope.ITEM else [fact.scope.value]


def as_json(corpus: Corpus) -> dict[str, object]:
    return {
        "schema": "licet.facts/1",
        "law": {"digest": corpus.digest},
        "facts": [fact_as_json(fact) for fact in corpus.facts.values()],
    }


def fact_as_json(fact: Fact) -> dict[str, object]:
    return {
        "id": fact.id,
        "scope": fact.scope.value,
        "frames": frames(fact),
        "type": fact.type.value,
        "ask": dict(fact.ask),
        "help": dict(fact.help),
        "options": [{"value": option.value, "label": dict(option.label)} for option in fact.options],
        "unit": fact.unit,
    }


def as_text(corpus: Corpus) -> Iterator[str]:
    for scope in Scope:
        facts = [fact for fact in corpus.facts.values() if fact.scope is scope]
        if facts:
            yield f"{scope.value} ({', '.join(frames(facts[0]))})"
            for fact in facts:
                yield from fact_as_text(fact)


def fact_as_text(fact: Fact) -> Iterator[str]:
    kind = f"{fact.type.value} in {fact.unit}" if fact.unit else fact.type.value
    yield f"  {fact.id}  [{kind}]  {fact.ask['en']}"
    for option in fact.options:
        yield f"      {option.value}: {option.label['en']}"
