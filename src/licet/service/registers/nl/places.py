"""Where goods come from, go to and pass through, in Dutch: `Chili via België`, `Duitsland en VK`, `Diverse landen`.

`places.csv` names the countries (Unicode CLDR's Dutch names, with older, shorter and misspelt ones of the registers
beside them), former states under their withdrawn codes, groups, and names that fit two states and so get no code.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

_VIA = re.compile(r"\s+via\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*[,;/+&\n]\s*")
_AND = re.compile(r"\s+en\s+", re.IGNORECASE)
# "Wereld muv gevoelige landen en China": what follows is left out, or perhaps not; no country may be read there.
_EXCEPT = re.compile(
    r"\b(muv|m\.u\.v\.|behalve|uitgezonderd|exclusief|excl\.?|zonder|met uitzondering)(\s|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    name: str  # as written, spaces tidied
    country: str = ""  # empty for groups and for names that are not in the gazetteer
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    to: tuple[Place, ...]
    via: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    country: str
    kind: str


@cache
def read_route(text: str) -> Route:
    """Destinations, and the countries on the way. What is not known is kept as written. Registers repeat themselves: remembered."""
    to, *via = _VIA.split(" ".join(text.split()))
    return Route(tuple(_places(to)), tuple(place for part in via for place in _places(part)))


def _places(text: str) -> Iterator[Place]:
    text = text.strip()
    known = _gazetteer().get(_key(text))
    if known:
        yield from _named(text, known)
    elif _EXCEPT.search(text):
        yield Place(text, is_group=True)
    else:
        for part in filter(None, _LISTED.split(text)):
            yield from _joined(part)


def _joined(text: str) -> Iterator[Place]:
    """`Argentinië en Brazilië` is two, `Trinidad en Tobago` one: split only into names that are all known."""
    pieces = _AND.split(text)
    cover = _cover(tuple(pieces))
    for name in cover or (text,):
        known = _gazetteer().get(_key(name))
        yield from _named(name, known) if known else iter([Place(name)])


def _cover(pieces: tuple[str, ...]) -> tuple[str, ...] | None:
    """The pieces grouped into known names, the longest first; nothing if that cannot be done."""
    if not pieces:
        return ()
    for length in range(len(pieces), 0, -1):
        name = " en ".join(pieces[:length])
        rest = _cover(pieces[length:]) if _key(name) in _gazetteer() else None
        if rest is not None:
            return (name, *rest)
    return None


def _named(name: str, known: _Known) -> Iterator[Place]:
    place = Place(name)
    match known.kind:
        case "unknown":
            return
        case "group":
            place = replace(place, is_group=True)
        case _:
            place = replace(place, country=known.country)
    yield place


def _key(name: str) -> str:
    """Without accents, hyphens, case: `Zuid Korea` is `Zuid-Korea`, `Ijsland` is `IJsland`."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join(plain.replace("-", " ").replace("’", "'").casefold().split())


@cache
def _gazetteer() -> dict[str, _Known]:
    text = files(__package__).joinpath("places.csv").read_text(encoding="utf-8")
    return {_key(row["name"]): _Known(row["code"], row["kind"]) for row in csv.DictReader(text.splitlines())}
