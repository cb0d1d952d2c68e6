"""Is it law? Own files on top of a base are read, looked up and checked as `licet law test` does, in a folder that is gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from licet.law import Corpus, CorpusError
from licet.law.bundles import write
from licet.law.clauses import load_clauses
from licet.law.loading import load_corpus
from licet.law.nodes import Fields, Text, read
from licet.law.places import shown
from licet.law.topics import load_guidance

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """`file` is the name in the own law, or says which file of the base no longer agrees with it."""

    file: str
    line: int
    fault: str
    remedy: str


class LawRefused(Exception):
    """The own law is not taken; `faults` says where and what to do."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{faults[0].file}:{faults[0].line}: {faults[0].fault}")
        self.faults = list(faults)


@contextmanager
def on_disk(own: Files) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="licet-own-law-") as folder:
        yield write(own, Path(folder))


def checked(base: Sequence[Path], own: Files) -> Corpus:
    """The law that both make together. Raises LawRefused with every fault."""
    with on_disk(own) as folder:
        try:
            corpus = load_corpus([*base, folder])
            load_guidance([*base, folder], corpus)
            load_clauses([*base, folder])
        except CorpusError as error:
            raise LawRefused([named(each, folder) for each in (error, *error.others)]) from None
    return corpus


def named(error: CorpusError, folder: Path) -> Fault:
    """With the file as its author knows it."""
    file = error.file.removeprefix(f"{shown(folder)}/").removeprefix(f"{folder}/")
    return Fault(file if file != error.file else base_name(file), error.line, error.fault, error.remedy)


def base_name(file: str) -> str:
    """A file of the base, without where it lies on this machine."""
    return _("%(file)s (of the law it stands on)") % {"file": "/".join(Path(file).parts[-2:])}


def put_on_top(known: Files, new: Files) -> dict[str, bytes]:
    """`known` with the new files: one of the same name goes, and one that holds the same document under another name."""
    replaced = set(_documents(new))
    kept = {
        name: content
        for name, content in known.items()
        if name not in new and not replaced & set(_documents({name: content}))
    }
    return {**kept, **new}


def _documents(files: Files) -> Iterator[tuple[str, str]]:
    """Kind and id of each file that has them; what cannot be read is named later."""
    with on_disk(files) as folder:
        for name in files:
            try:
                document = read(folder / name)
            except CorpusError:
                continue
            if found := _identity(document):
                yield found


def _identity(document: Fields) -> tuple[str, str] | None:
    kind, id = document.fields.get("is"), document.fields.get("id")
    if isinstance(kind, Text) and isinstance(id, Text):
        return kind.text, id.text
    return None
