"""A fault in the law, said so that whoever wrote the file can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class CorpusError(Exception):
    """The corpus is refused. `others` holds the further faults found in the same reading."""

    def __init__(self, file: str, line: int, fault: str, remedy: str) -> None:
        super().__init__(file, line, fault, remedy)
        self.file = file
        self.line = line
        self.fault = fault
        self.remedy = remedy
        self.others: tuple[CorpusError, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.fault}. {self.remedy}."


def nearest(name: str, valid: Iterable[str], most: int = 12) -> str:
    """The remedy for an unknown name: the valid name most like it, else the valid names."""
    names = sorted(valid)
    folded = {known.casefold(): known for known in names}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.7)
    if close:
        return f"The nearest valid name is {folded[close[0]]}"
    listed = ", ".join(names[:most]) + (", …" if len(names) > most else "")
    return f"Valid here: {listed}" if names else "Nothing is declared here yet"
