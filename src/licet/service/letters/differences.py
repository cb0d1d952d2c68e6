"""What one text says otherwise than another, word by word; and the paragraphs of a letter that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

_WORD = re.compile(r"\s+|\S+")
_BLOCKS = frozenset(
    {"p", "li", "dt", "dd", "h1", "h2", "h3", "th", "td", "caption", "blockquote", "div", "br"}
)
# The day, the number, the state of the ledger and the version of the software are other in every letter.
_OF_THE_MOMENT = frozenset({"licet-letter__number", "licet-letter__date", "licet-letter__about"})
_EMPTY = frozenset({"br", "img", "hr"})


@dataclass(frozen=True, slots=True)
class Piece:
    """`how` is "same", "gone" or "new"."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A text that differs, in pieces; `name` says which, where texts have names."""

    pieces: tuple[Piece, ...]
    name: object = ""


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    return tuple(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    gone = came = ""
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if how != "equal" or (
            not before.strip() and (gone or came)
        ):  # a lone space between changed words goes with them
            gone, came = gone + before, came + after
            continue
        yield from _changed_to(gone, came)
        yield Piece("same", before)
        gone = came = ""
    yield from _changed_to(gone, came)


def _changed_to(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if came:
        yield Piece("new", came)


def of_texts(
    before: Mapping[str, str], after: Mapping[str, str], names: Mapping[str, object]
) -> list[Change]:
    """The named texts that differ, in the order of `after`."""
    return [
        Change(pieces(before.get(key, ""), text), names.get(key, key))
        for key, text in after.items()
        if before.get(key, "") != text
    ]


def of_letters(before: str, after: str) -> list[Change]:
    """The paragraphs of two letters that differ, in the order of the letter."""
    old, new = paragraphs_in(before), paragraphs_in(after)
    found: list[Change] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            found += _changed(old[a:b], new[c:d])
    return found


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Paragraph against paragraph as far as both go; what is left over went or came whole."""
    for index in range(max(len(old), len(new))):
        before = old[index] if index < len(old) else ""
        after = new[index] if index < len(new) else ""
        yield Change(pieces(before, after))


def paragraphs_in(html: str) -> list[str]:
    reader = _Paragraphs()
    reader.feed(html)
    reader.close()
    return [text for text in (" ".join(each.split()) for each in reader.found) if text]


class _Paragraphs(HTMLParser):
    """The texts of a letter, block by block, without those that every letter has of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = [""]
        self.inside: list[bool] = []  # of each open element: whether it is left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.found.append("")
        if tag not in _EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            self.inside.append(self.left_out or not _OF_THE_MOMENT.isdisjoint(classes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.found.append("")
        if tag not in _EMPTY and self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.found[-1] += data

    @property
    def left_out(self) -> bool:
        return bool(self.inside and self.inside[-1])
