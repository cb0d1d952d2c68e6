"""The chain as a picture: parties as boxes, legs as arrows with a card that names their items, who must ask, who hosts.

`layout` says where everything goes, the template draws it, and a table beside it says the same in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.chains.models import Chain, Item, Transfer
from licet.service.chains.reading import parties_in
from licet.service.chains.splitting import BY_CODE
from licet.service.classification.presenting import LegView
from licet.service.parties.models import Party

from .layout import Link, Place, Size, lay_out
from .text_fitting import fitted, is_rtl

BOX, CARD, PART_CARD = 188, 192, 132
PAD = 12
LINE = 18
NAME, SMALL = 15, 13
"""Font sizes; nothing smaller is drawn."""
ROLES = 2
"""How many roles of a party are named; the rest stand on its own page."""
INDENT = 24
"""Room for a leg's number before its item."""

DUTY, OPEN, NOBODY, STATED, PART = "duty", "open", "nobody", "stated", "part"
"""Somebody must ask; cannot be said yet; nobody must; nothing was asked of the rules; a part without a leg of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    x: int
    y: int
    text: str
    kind: str = "note"
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rectangle with lines of text; `kind` says how it looks."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Arrow:
    out: str
    back: str
    card: Drawn

    @property
    def kind(self) -> str:
        return self.card.kind


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: list[Drawn]
    arrows: list[Arrow]

    @property
    def kinds(self) -> set[str]:
        return {arrow.kind for arrow in self.arrows}


@dataclass(frozen=True, slots=True)
class _Row:
    """A piece of text before it is known where it goes. `down` is 0 for what stands beside the row before."""

    text: str
    kind: str = "note"
    indent: int = 0
    down: int = 1


def _height(rows: Sequence[_Row]) -> int:
    return 2 * PAD + LINE * sum(row.down for row in rows) - 4


def _set(rows: Sequence[_Row], place: Place, width: int, kind: str) -> Drawn:
    lines: list[Line] = []
    y = place.y + PAD - 6
    for row in rows:
        y += LINE * row.down
        rtl = is_rtl(row.text)
        lines.append(Line(place.x + (width - PAD if rtl else PAD + row.indent), y, row.text, row.kind, rtl))
    return Drawn(place.x, place.y, width, _height(rows), kind, lines)


def draw(chain: Chain, legs: Sequence[Transfer], answers: Sequence[LegView] = ()) -> Picture:
    """Legs numbered from 1 as given; `answers` are what the rules say of them, in the same order, if that is known.
    Legs that differ in nothing but their item share an arrow."""
    boxes = {str(party.pk): _box(party, roles) for party, roles in _parties(chain).items()}
    cards = [*_cards(legs, answers), *_parts(legs)]
    layout = lay_out(
        {key: Size(BOX, _height(rows)) for key, rows in boxes.items()},
        [Link(card.source, card.target, Size(card.width, _height(card.rows))) for card in cards],
    )
    return Picture(
        layout.width,
        layout.height,
        [_set(rows, layout.boxes[key], BOX, "party") for key, rows in boxes.items()],
        [
            Arrow(route.out, route.back, _set(card.rows, route.label, card.width, card.kind))
            for card, route in zip(cards, layout.routes, strict=True)
        ],
    )


def _parties(chain: Chain) -> dict[Party, list[str]]:
    """Each party once, in the order it was added, with its roles in a word."""
    roles: dict[Party, list[str]] = defaultdict(list)
    for row in parties_in(chain):
        roles[row.party].append(str(row.get_role_display()).partition(" (")[0])
    return roles


def _box(party: Party, roles: Sequence[str]) -> list[_Row]:
    width = BOX - 2 * PAD
    return [
        *_rows(party.name, "name", width, NAME, 3),
        *_rows(name_of(party.country), "note", width, SMALL, 2),
        *_rows(", ".join(roles[:ROLES]) + ("…" if len(roles) > ROLES else ""), "note", width, SMALL, 2),
    ]


def _rows(text: str, kind: str, width: int, size: int, lines: int) -> list[_Row]:
    return [_Row(line, kind) for line in fitted(text, width, size, lines)]


@dataclass(frozen=True, slots=True)
class _Card:
    source: str
    target: str
    kind: str
    rows: list[_Row]

    @property
    def width(self) -> int:
        return PART_CARD if self.kind == PART else CARD


Says = tuple[str, tuple[tuple[str, str], ...]]
"""How a group of legs looks, and the looks and lines below its items."""


def _cards(legs: Sequence[Transfer], answers: Sequence[LegView]) -> Iterator[_Card]:
    groups: dict[tuple[str, str, Says], list[tuple[int, Transfer]]] = defaultdict(list)
    one_product = len({leg.item.sold_as for leg in legs}) == 1
    for number, leg in enumerate(legs, 1):
        says = _says(leg, answers[number - 1] if answers else None)
        groups[str(leg.source_id), str(leg.destination_id), says].append((number, leg))
    for (source, target, (kind, notes)), members in groups.items():
        rows = [row for number, leg in members for row in _item(number, leg, one_product)]
        for look, note in notes:
            rows += _rows(note, look, CARD - 2 * PAD, SMALL, 3)
        yield _Card(source, target, kind, rows)


def _item(number: int, leg: Transfer, one_product: bool) -> Iterator[_Row]:
    yield _Row(str(number), "number")
    name = _part_name(leg.item) if one_product else leg.item.name
    for n, line in enumerate(fitted(name, CARD - 2 * PAD - INDENT, NAME, 2)):
        yield _Row(line, "item", INDENT, down=int(n > 0))


def _part_name(item: Item) -> str:
    """“Agent” for “Agent of Lynx Platform”: where one product is split, its name on every card tells nothing."""
    part = str(BY_CODE[item.part].label) if item.part in BY_CODE else ""
    return part if part and item.name.startswith(part) and item.name.endswith(item.sold_as) else item.name


def _says(leg: Transfer, answer: LegView | None) -> Says:
    around = tuple(("note", text) for text in _around(leg))
    if answer is None:
        return STATED, around
    if answer.uncontrolled and not answer.alarm:
        return STATED, (*around, ("note", _("Nobody must ask")))
    if answer.uncontrolled:
        return NOBODY, (*around, (NOBODY, _("Nobody must ask")))
    held = [regime for regime in answer.regimes if regime.controlled]
    if not held:
        return OPEN, (*around, (OPEN, _("Cannot be said yet")))
    return DUTY, (*around, *((DUTY, _asks(regime.bearers, regime.title)) for regime in held))


def _asks(bearers: Sequence[str], regime: str) -> str:
    if not bearers:
        return _("Must be asked for: %(regime)s") % {"regime": regime}
    return _("Must ask (%(regime)s): %(who)s") % {"regime": regime, "who": ", ".join(bearers)}


def _around(leg: Transfer) -> Iterator[str]:
    """Who else has a hand in the leg."""
    ends = {leg.source_id, leg.destination_id}
    if leg.actor_id not in ends:
        yield _("Arranged by %(name)s") % {"name": leg.actor.name}
    for party in leg.via.all():
        yield _("Through %(name)s") % {"name": party.name}
    for code in leg.via_countries:
        yield _("Through %(name)s") % {"name": name_of(code)}
    if leg.host:
        yield _("Hosted by %(name)s") % {"name": leg.host.name}
    if leg.accessor and leg.accessor_id != leg.destination_id:
        yield _("Reached by %(name)s") % {"name": leg.accessor.name}


def _parts(legs: Sequence[Transfer]) -> Iterator[_Card]:
    """A thin line for each party that has a hand in a leg without being one of its ends."""
    parts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, leg in enumerate(legs, 1):
        for word, source, target in _hands(leg):
            parts[source, target, word].append(number)
    for (source, target, word), numbers in parts.items():
        text = word % {"numbers": ", ".join(map(str, numbers))}
        yield _Card(source, target, PART, _rows(text, PART, PART_CARD - 2 * PAD, SMALL, 2))


def _hands(leg: Transfer) -> Iterator[tuple[str, str, str]]:
    ends = {leg.source_id, leg.destination_id}
    target = str(leg.destination_id)
    if leg.actor_id not in ends:
        yield _("arranges %(numbers)s"), str(leg.actor_id), target
    for party in leg.via.all():
        if party.pk not in ends:
            yield _("passes on %(numbers)s"), str(party.pk), target
    if leg.host_id and leg.host_id not in ends:
        yield _("hosts %(numbers)s"), str(leg.host_id), target
    if leg.accessor_id and leg.accessor_id not in ends:
        yield _("reaches %(numbers)s"), target, str(leg.accessor_id)
