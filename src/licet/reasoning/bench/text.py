"""What the policy bench found, in plain words for a terminal. English only, as the rest of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

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
    "condition": "{who} asks in {rule} for {condition}: {en}",
    "open": "{who} leaves open {id}: {en}",
    "together": "No single rule or condition explains this",
    "more": "And there are more; ask for them with --most",
}


def diff(report: Row) -> str:
    one, other = report["one"], report["other"]
    names = {"one": _name(one), "other": _name(other)}
    lines = [f"{names['one']} against {names['other']}. It is not a decision of any authority."]
    if one["home"]:
        lines.append(
            f"The exporter sits in {one['home']}, and is read as sitting in {other['home']} on the other side."
        )
    lines += _differences(report["differences"], names)
    return "\n".join([*lines, "", f"Law {one['law']['digest'][:12]}, {report['software']}."]) + "\n"


def _name(side: Row) -> str:
    return f"{side['title']['en']} on {side['as_of']}"


def amendment(report: Row) -> str:
    names = {"one": "the law", "other": "the amendment"}
    lines = [f"The law of {report['as_of']} against the amendment. It is not a decision of any authority."]
    for regime, rows in report["regimes"].items():
        lines += ["", f"== {regime} =="]
        lines += _differences(rows, names)
    if report["past_cases"]:
        lines += ["", *_past(report["past_cases"])]
    digests = report["before"]["digest"][:12], report["after"]["digest"][:12]
    return "\n".join([*lines, "", f"Law {digests[0]}, amended {digests[1]}, {report['software']}."]) + "\n"


def _past(cases: Row) -> Iterator[str]:
    yield f"{cases['rows']:,} past cases, {cases['touched']:,} of them answered otherwise by some measure:"
    for row in cases["changes"]:
        yield f"  {row['measure']}: {RESULTS.get(row['before'], row['before'])} before, {RESULTS.get(row['after'], row['after'])} after: {row['rows']:,}"


def _differences(rows: list[Row], names: Mapping[str, str]) -> Iterator[str]:
    if not rows:
        yield "They answer every case alike."
    last: object = None
    for row in rows:
        head = row["subject"], row["one"], row["other"]
        if head != last:
            yield ""
            yield f"{_subject(row['subject'])}: {names['one']} {RESULTS[row['one']]}, {names['other']} {RESULTS[row['other']]}"
        last = head
        yield from _wrapped(_cause(row["cause"], names) + ".", "  - ")
        if "facts" in row:
            yield from _facts(row["facts"])


def _subject(subject: Row) -> str:
    if subject["kind"] == "permission":
        return "Permission needed"
    return OUTCOMES.get(str(subject["id"]), str(subject["id"]))


def _cause(cause: Row, names: Mapping[str, str]) -> str:
    title = cause.get("title", {}).get("en", "")
    who = names.get(cause.get("side", ""), "")
    values = {"id": "", "rule": "", "condition": "", **cause, "en": title, "who": who}
    text = CAUSES[cause["kind"]].format(**values)
    return text[:1].upper() + text[1:]


def _facts(facts: Row) -> Iterator[str]:
    so = [key if value is True else f"{key} = {value}" for key, value in facts.items() if value is not False]
    not_so = [key for key, value in facts.items() if value is False]
    yield from _wrapped("Example: " + "; ".join(so), "    ")
    if not_so:
        yield from _wrapped("and not: " + "; ".join(not_so), "    ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def gaps(report: Row) -> str:
    return "\n".join(_gaps(report)) + "\n"


def _gaps(report: Row) -> Iterator[str]:
    title = f"{report['kind_title']['en']} under {_name(report)}"
    yield f"{title}, an exporter in {report['home']}. It is not a decision of any authority."
    if report["never_caught"]:
        yield from _wrapped("Never caught, whatever the item: " + ", ".join(report["never_caught"]) + ".", "")
    yield ""
    count = report["witness_count"]
    yield "There is no gap." if not count else f"There is a gap. {count} smallest ways to be in it:"
    for row in report["witnesses"]:
        yield from _wrapped(f"{row['record']}: {'; '.join(row['so'])}", "  - ")
        yield from _facts(row["facts"])
        if row["not_checked"]:
            yield from _wrapped("not checked, and it may matter: " + ", ".join(row["not_checked"]), "    ")
    if report["open_example"] is not None:
        yield ""
        yield "Left open, so neither caught nor released:"
        yield from _facts(report["open_example"])
    if report["near_misses"]:
        yield ""
        yield "Near misses: if just this condition were otherwise, the duty would come about"
        yield "(* explains cases that those above it do not):"
    for row in report["near_misses"] or ():
        sure = "" if row["would_be"] == "true" else ", perhaps"
        sign = "*" if row["new"] else " "
        yield from _wrapped(
            f"{row['exception'] or row['rule']}: {row['condition']} → {', '.join(row['measures'])}{sure}",
            f" {sign} ",
        )
