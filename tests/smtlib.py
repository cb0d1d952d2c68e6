"""A reader of the SMT-LIB that Licet writes: terms are evaluated under one full assignment, without a solver."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

TOKENS = re.compile(r"\|[^|]*\||[()]|[^\s()|]+|;[^\n]*")
Term = Any


def read(text: str) -> Script:
    tokens = (t for t in TOKENS.findall("\n".join(x for x in text.splitlines() if not x.startswith(";"))))
    return Script(list(_terms(tokens)))


def _terms(tokens: Iterator[str]) -> Iterator[Term]:
    for token in tokens:
        if token == "(":
            yield list(_terms(tokens))
        elif token == ")":
            return
        else:
            yield token.strip("|")


class Script:
    def __init__(self, lines: list[Term]) -> None:
        self.sorts = {
            line[1][0][0]: [cell[0] for cell in line[2][0]]
            for line in lines
            if line[0] == "declare-datatypes"
        }
        self.constants = {line[1]: line[2] for line in lines if line[0] == "declare-const"}
        self.functions = {line[1]: line[4] for line in lines if line[0] == "define-fun"}
        self.assertions = [line[1] for line in lines if line[0] == "assert"]

    def choices(self, constant: str) -> list[Any]:
        kind = self.constants[constant]
        return [False, True] if kind == "Bool" else self.sorts[kind]

    def sound(self, given: Mapping[str, Any]) -> bool:
        return all(self.value(term, given) for term in self.assertions)

    def value(self, term: Term, given: Mapping[str, Any]) -> Any:
        if isinstance(term, str):
            if term in ("true", "false"):
                return term == "true"
            if term in self.functions:
                return self.value(self.functions[term], given)
            return given.get(term, int(term) if term.isdigit() else term)
        word, *parts = term
        if word == "ite":
            return self.value(parts[1] if self.value(parts[0], given) else parts[2], given)
        told = [self.value(part, given) for part in parts]
        meanings: dict[str, Callable[[], Any]] = {
            "and": lambda: all(told), "or": lambda: any(told), "not": lambda: not told[0],
            "=": lambda: told[0] == told[1], "+": lambda: sum(told), ">=": lambda: told[0] >= told[1],
        }  # fmt: skip
        return meanings[word]()
