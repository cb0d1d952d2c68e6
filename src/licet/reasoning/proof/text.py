"""An argument as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from licet.law.model import Corpus
from licet.reasoning.proof.render import Paragraph, paragraphs
from licet.reasoning.proof.stating import Stating

WIDTH = 100


def text(argument: Mapping[str, Any], corpus: Corpus, register: str, language: str = "en") -> str:
    """For a terminal."""
    stating = Stating(corpus, language)
    lines: list[str] = []
    for part in paragraphs(argument, register, stating):
        lines += [""] if part.heading else []
        indent = "  " * part.depth
        first = f"{part.number:>3}  " if part.number else "- " if part.depth else ""
        lines += _wrapped(f"{part.text} {follows(part, stating)}".strip(), first + indent)
        if part.source:
            lines += _wrapped(part.source, " " * len(first) + indent + "§ ")
    return "\n".join(lines) + "\n"


def follows(part: Paragraph, stating: Stating) -> str:
    """From which paragraphs this one follows."""
    if not part.rests:
        return ""
    key = "follows_one" if len(part.rests) == 1 else "follows"
    return stating.say(key, numbers=", ".join(map(str, part.rests)))


def _wrapped(told: str, first: str) -> list[str]:
    rest = " " * len(first)
    return wrap(
        told,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
