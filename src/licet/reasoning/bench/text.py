"""What the policy bench found, in plain words for a terminal. English only, as the rest of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from licet.law.model import Corpus
from licet.reasoning.bench import words
from licet.reasoning.compare_text import OUTCOMES
from licet.reasoning.render import WIDTH

Row = Mapping[str, Any]
RESULTS = {"true": "yes", "false": "no", "unknown": "open"}
CAUSES = {
    "changed": "{id} was changed: {en}",
    "added": "{id} was added: {en}",
    "removed": "{id} was removed: {en}",
    "group": "The members of {id} changed: {en}",
    "listed": "{id} lists it in one of the two only",
    "own": "Only {who} has {id}: {en}",
    "condition": "{who} asks in {rule} ({en}): {condition}",
    "open": "{who} leaves open {id}: {en}",
    "together": "No single rule or condition explains this",
    "more": "And there are more; ask for them with --most",
}


def diff(report: Row, corpus: Corpus) -> str:
    one, other = report["one"], report["other"]
    names = {"one": _name(one), "other": _name(other)}
    lines = [f"{names['one']} against {names['other']}. It is not a decision of any authority."]
    if one["home"]:
        lines.append(
            f"The exporter sits in {one['home']}, and is read as sitting in {other['home']} on the other side."
        )
    lines += _differences(report["differences"], names, corpus)
    return "\n".join([*lines, "", f"Law {one['law']['digest'][:12]}, {report['software']}."]) + "\n"


def _name(side: Row) -> str:
    return f"{side['title']['en']} on {side['as_of']}"


def amendment(report: Row, corpus: Corpus) -> str:
    """`corpus`: the amended law, which has the names of all that is new."""
    names = {"one": "the law", "other": "the amendment"}
    lines = [f"The law of {report['as_of']} against the amendment. It is not a decision of any authority."]
    for regime, rows in report["regimes"].items():
        lines += ["", f"== {regime} =="]
        lines += _differences(rows, names, corpus)
    if report["past_cases"]:
        lines += ["", *_past(report["past_cases"], corpus)]
    digests = report["before"]["digest"][:12], report["after"]["digest"][:12]
    return "\n".join([*lines, "", f"Law {digests[0]}, amended {digests[1]}, {report['software']}."]) + "\n"


def _past(cases: Row, corpus: Corpus) -> Iterator[str]:
    yield f"{cases['rows']:,} past cases, {cases['touched']:,} of them answered otherwise by some measure:"
    for row in cases["changes"]:
        yield f"  {words.titles(corpus, [row['measure']])}: {RESULTS.get(row['before'], row['before'])} before, {RESULTS.get(row['after'], row['after'])} after: {row['rows']:,}"


def _differences(rows: list[Row], names: Mapping[str, str], corpus: Corpus) -> Iterator[str]:
    if not rows:
        yield "They answer every case alike."
    last: object = None
    for row in rows:
        head = row["subject"], row["one"], row["other"]
        if head != last:
            yield ""
            yield f"{_subject(row['subject'], corpus)}: {names['one']} {RESULTS[row['one']]}, {names['other']} {RESULTS[row['other']]}"
        last = head
        yield from _wrapped(_cause(row["cause"], names, corpus) + ".", "  - ")
        if "facts" in row:
            yield from _facts(row["facts"], corpus)


def _subject(subject: Row, corpus: Corpus) -> str:
    if subject["kind"] == "permission":
        return "Permission needed"
    id = str(subject["id"])
    return OUTCOMES.get(id) or words.titles(corpus, [id])


def _cause(cause: Row, names: Mapping[str, str], corpus: Corpus) -> str:
    title = cause.get("title", {}).get("en", "")
    who = names.get(cause.get("side", ""), "")
    values = {"id": "", "rule": "", "condition": "", **cause, "en": title, "who": who}
    if cause["kind"] == "condition":
        values["condition"] = words.condition(corpus, cause["rule"], cause["condition"])
    text = CAUSES[cause["kind"]].format(**values)
    return text[:1].upper() + text[1:]


def _facts(facts: Row, corpus: Corpus) -> Iterator[str]:
    """Each fact by its question, the id beside it."""
    yield "    Example:"
    for key, value in facts.items():
        if value is not False:
            yield from _wrapped(words.stated(corpus, key, value), "      + ")
    for key, value in facts.items():
        if value is False:
            yield from _wrapped(words.stated(corpus, key, value), "      - not: ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def gaps(report: Row, corpus: Corpus) -> str:
    return "\n".join(_gaps(report, corpus)) + "\n"


def _gaps(report: Row, corpus: Corpus) -> Iterator[str]:
    title = f"{report['kind_title']['en']} under {_name(report)}"
    yield f"{title}, an exporter in {report['home']}. It is not a decision of any authority."
    if report["never_caught"]:
        caught = words.acts(corpus, report["never_caught"])
        yield from _wrapped(f"Never caught, whatever the item: {caught}.", "")
    yield ""
    yield from _witnesses(report, corpus)
    if report["open_example"] is not None:
        yield ""
        yield "Left open, so neither caught nor released:"
        yield from _facts(report["open_example"], corpus)
    if report["near_misses"]:
        yield ""
        yield "Near misses: if just this condition were otherwise, the duty would come about"
        yield "(* explains cases that those above it do not):"
    for row in report["near_misses"] or ():
        yield from _near_miss(row, corpus)
    if report["not_turned"]:
        yield ""
        yield f"Conditions left out, because the diagrams had become too large: {report['not_turned']}."


def _witnesses(report: Row, corpus: Corpus) -> Iterator[str]:
    count = report["witness_count"]
    yield "There is no gap." if not count else f"There is a gap. {count} smallest ways to be in it:"
    for row in report["witnesses"]:
        yield f"  - {row['record']}"
        for key in row["so"]:
            yield from _wrapped(words.stated(corpus, key, True), "    ")
        yield from _facts(row["facts"], corpus)
        if row["not_checked"]:
            unchecked = words.families(corpus, report["regime"], row["not_checked"])
            yield from _wrapped(f"not checked, and it may matter: {unchecked}", "    ")


def _near_miss(row: Row, corpus: Corpus) -> Iterator[str]:
    sure = "" if row["would_be"] == "true" else ", perhaps"
    where = f"{row['title']['en']} [{row['exception'] or row['rule']}]"
    condition = words.condition(corpus, row["rule"], row["condition"])
    text = f"{where}: {condition} → {words.titles(corpus, row['measures'])}{sure}"
    yield from _wrapped(text, f" {'*' if row['new'] else ' '} ")
