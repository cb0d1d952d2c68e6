"""A comparison in plain words, for a terminal. English only, as the rest of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from licet.reasoning.render import SAYS, WIDTH

Row = Mapping[str, Any]
ANSWERS = {
    **SAYS,
    "cannot_say": "Cannot be said.",
    "if_informed": "Only if the authority says so: nothing unless it sends a notice.",
}
RESULTS = {
    "true": "yes",
    "false": "no",
    "unknown": "cannot be said",
    "contradictory": "what is stated contradicts itself",
    "if_informed": "only if the authority sends a notice",
}
CAUSES = {
    "stance": "its stance is: {title}",
    "entry": "only its list names this: {title}",
    "holds": "this holds: {title}",
    "fails": "this does not hold: {title}",
    "takes_away": "this applies and takes the duty away: {title}",
    "left_open": "its rules as written out here do not settle this; its authority judges: {title}",
    "unverified": "this was not checked against its text: {title}",
    "outside": "this other law may matter and is not written out: {title}",
    "informed": "it turns on a notice of the authority: {title}",
    "fact": "this is not known: {title}",
    "no_duty": "its rules have no such duty",
}
OUTCOMES = {
    "prohibited": "Prohibited",
    "arms_regime": "Arms regime",
    "individual_licence": "Individual licence",
    "licence": "Licence",
    "notify_and_wait": "Tell the authority and wait",
    "authorised_generally": "General authorisation",
    "inform": "Inform",
    "record": "Keep records",
}


def render(comparison: Row) -> str:
    return "\n".join(_lines(comparison)).rstrip() + "\n"


def _lines(comparison: Row) -> Iterator[str]:
    regimes = {id: row["title"]["en"] for id, row in comparison["regimes"].items()}
    yield f"Comparison for {comparison['as_of']}. It is not a decision of any authority."
    if comparison["there"]:
        yield "Each state's rules are asked as if the exporter were established there."
    for id, row in comparison["regimes"].items():
        if not row["covered"]:
            yield f"{regimes[id]}: on this day its law is outside what this corpus covers."
    for id, leg in comparison["transfers"].items():
        yield ""
        yield from _leg(id, leg, regimes)
    yield ""
    digests = comparison["law"]["digest"][:12], comparison["input_digest"][:12]
    yield f"Law {digests[0]}, {comparison['software']}, input {digests[1]}."


def _leg(id: str, leg: Row, regimes: Mapping[str, str]) -> Iterator[str]:
    act = f", {leg['act']}".replace("_", " ") if isinstance(leg["act"], str) else ""
    yield f"== {id} ({leg['item']}{act}): {'the regimes differ' if leg['differs'] else 'the regimes agree'} =="
    width = max(map(len, regimes.values()), default=0)
    for regime, row in leg["regimes"].items():
        yield f"  {regimes[regime]:<{width}}  {ANSWERS[row['says']]}"
    yield from _left_open(leg["regimes"], regimes)
    for row in leg["outcomes"]:
        if row["differs"]:
            yield ""
            yield from _outcome(row, regimes)


def _left_open(rows: Row, regimes: Mapping[str, str]) -> Iterator[str]:
    """Why nothing can be said, even where all states leave it open alike."""
    told = {id: tuple(map(said, row["open"])) for id, row in rows.items() if row["open"]}
    if told:
        yield ""
        yield "  Why it cannot be said"
        yield from _alike(told, regimes)


def _outcome(row: Row, regimes: Mapping[str, str]) -> Iterator[str]:
    """States that answer alike for the same reasons share one heading: fifteen of them would hide the one that differs."""
    yield f"  {OUTCOMES[row['outcome']]}: why they differ"
    results = {id: RESULTS[side["result"]] for id, side in row["regimes"].items()}
    told = {id: tuple(map(said, side["causes"])) for id, side in row["regimes"].items()}
    yield from _alike(told, regimes, results)


def _alike(
    told: Mapping[str, tuple[str, ...]], regimes: Mapping[str, str], results: Mapping[str, str] | None = None
) -> Iterator[str]:
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for id, causes in told.items():
        alike.setdefault((f": {results[id]}" if results else "", causes), []).append(regimes[id])
    for (result, causes), titles in alike.items():
        head = f"{', '.join(titles)}{result}"
        yield from wrap(head, WIDTH, initial_indent="    ", subsequent_indent="    ")
        for cause in causes:
            yield from wrap(cause, WIDTH, initial_indent="      - ", subsequent_indent="        ")


def said(cause: Row) -> str:
    """One cause with its rule and where it stands."""
    text = CAUSES[cause["kind"]].format(title=cause["title"]["en"] if "title" in cause else "")
    if "citation" in cause:
        cited = cause["citation"]
        text += f" ({cause['id']}; {cited['instrument']}, {cited['pinpoint']}; {cause['mark']})"
    return f"{text}." if not text.endswith((".", "?")) else text
