"""An indication in plain words, for a terminal: the short answer, why, what to find out, what was not checked.

English only, as the rest of the command line; pages render the same indication in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from licet.law.model import Corpus

Row = Mapping[str, Any]
WIDTH = 100
SAYS = {
    "prohibited": "This is prohibited.",
    "arms_regime": "The arms regime applies, with its own authority and tests.",
    "individual_licence": "An individual licence is required.",
    "licence": "A licence is required.",
    "notify_and_wait": "The authority must be notified, and its answer waited for.",
    "authorised_generally": "A general authorisation covers this, if its conditions are met.",
    "inform": "Someone must be informed.",
    "record": "A record must be kept.",
    "nothing_found_in_scope": "Not controlled by the rules checked here.",
}
MAYBE = {
    "prohibited": "it is prohibited",
    "arms_regime": "the arms regime applies",
    "individual_licence": "an individual licence is required",
    "licence": "a licence is required",
    "notify_and_wait": "the authority must be notified and its answer waited for",
    "authorised_generally": "a general authorisation covers it",
    "inform": "someone must be informed",
    "record": "a record must be kept",
    "nothing_found_in_scope": "the rules checked here require nothing",
}
WHY = {
    "facts": "facts are missing",
    "law_unverified": "it turns on law that was not verified against its source",
    "judgement": "it turns on a term that a person must judge",
    "outside_corpus": "it turns on law that is not in this corpus",
}


def render(indication: Row, corpus: Corpus) -> str:
    """The whole indication as text."""
    return "\n".join(_Rendering(indication, corpus).lines()).rstrip() + "\n"


class _Rendering:
    def __init__(self, indication: Row, corpus: Corpus) -> None:
        self.indication, self.corpus = indication, corpus

    def lines(self) -> Iterator[str]:
        yield f"Indication for {self.indication['as_of']}. It is not a decision of the authority."
        for clash in self.indication["contradictions"]:
            yield from self._clash(clash)
        for item, row in self.indication["ccic"].items():
            yield from self._ccic(item, row)
        for id, regime in self.indication["regimes"].items():
            yield ""
            yield from self._regime(id, regime)
        yield ""
        law = self.indication["law"]["digest"][:12]
        yield f"Law {law}, {self.indication['software']}, input {self.indication['input_digest'][:12]}."

    def _clash(self, clash: Row) -> Iterator[str]:
        facts = ", ".join(clash["facts"])
        text = f"Contradiction ({clash['scope']}): {facts}. {clash['reason']['en']}"
        yield from _wrapped(text, "! ")

    def _ccic(self, item: str, row: Row) -> Iterator[str]:
        kinds = [self._title(k) for k, result in row["kinds"].items() if result == "true"]
        words = {
            "true": f"yes ({'; '.join(kinds)})",
            "false": "no",
            "unknown": "not known; treat it as one until it is",
            "contradictory": "what is stated contradicts itself; treat it as one",
        }
        yield f"Is {item} a commercial cyber intrusion capability? {words[row['result']]}."

    # --- a regime ---------------------------------------------------------------------------------

    def _regime(self, id: str, row: Row) -> Iterator[str]:
        yield f"== {id}: {row['scope']['title']['en']} =="
        yield ""
        yield "Short answer"
        yield from _wrapped(short_answer(row), "  ")
        yield from self._why(row)
        yield from self._find_out(row)
        yield from self._not_checked(row)
        yield from self._legs(row)

    def _why(self, row: Row) -> Iterator[str]:
        telling = [m for m in row["measures"] if m["result"] != "false"]
        if not telling:
            telling = list(row["measures"])
        if telling:
            yield ""
            yield "Why"
        for measure in telling:
            yield from self._measure(measure)

    def _measure(self, measure: Row) -> Iterator[str]:
        words = {"true": "yes", "false": "no", "unknown": "open", "contradictory": "contradictory"}
        head = f"{measure['title']['en']} ({measure['id']}): {words[measure['result']]}"
        reasons = [WHY[why] for why in measure["unknown_because"]]
        if reasons:
            head += f", because {' and '.join(reasons)}"
        yield from _wrapped(head + ".", "  * ", "    ")
        facts = [self._fact(fact) for fact in measure["because"]["facts"]]
        if facts:
            yield from _wrapped("Stated: " + "; ".join(facts) + ".", "      ")
        if measure["result"] == "true":
            yield from self._grounds(measure)
        for citation in measure["citations"][:4]:
            yield from _wrapped(_cite(citation), "      § ", "        ")
        if measure["rests_on_unverified"] and measure["result"] in ("true", "false"):
            yield from _wrapped(
                "Rests on law not verified: " + ", ".join(measure["rests_on_unverified"]) + ".", "      ! "
            )
        if measure["result"] == "true" and measure["mark"] == "partial":
            yield "      Part of this was checked against secondary sources only."

    def _grounds(self, measure: Row) -> Iterator[str]:
        if measure["basis_open"]:
            yield "      Under which rule is still open; it is required under one or another."
        for basis in measure["basis"]:
            if basis["result"] == "true":
                yield from _wrapped(f"Ground: {self._title(basis['id'])} ({basis['id']}).", "      ")
        bearers = [f"{b['party']} as {b['role'].replace('_', ' ')}" for b in measure["duty_bearers"]]
        if bearers:
            yield f"      Who must act: {', '.join(bearers)}."
        if measure["deadline"]:
            yield from _wrapped(f"When: {measure['deadline']['en']}", "      ")

    def _find_out(self, row: Row) -> Iterator[str]:
        if row["questions"]:
            yield ""
            yield "What to find out"
        for question in row["questions"]:
            fact = self.corpus.facts.get(question["fact"])
            ask = fact.ask["en"] if fact else question["fact"]
            end = "" if question["settles"] else " (the law asks it anyway)"
            yield from _wrapped(f"{ask} [{question['key']} of {question['scope']}]{end}", "  ? ", "    ")
        judgements = {
            m["fact"].removeprefix("judgement.")
            for measure in row["measures"]
            for m in measure["missing"]
            if m["fact"].startswith("judgement.")
        }
        for term in sorted(judgements):
            text = self.corpus.judgements.get(term, {}).get("en", term)
            yield from _wrapped(f"For the authority to judge: {text}", "  ? ", "    ")

    def _not_checked(self, row: Row) -> Iterator[str]:
        families = [f for f in row["scope"]["not_checked"] if f["relevant"] != "false"]
        if families:
            yield ""
            yield "What was not checked"
        for family in families:
            matter = "it matters here" if family["relevant"] == "true" else "it may matter here"
            yield from _wrapped(f"{family['title']['en']}: {matter}.", "  - ", "    ")

    def _legs(self, row: Row) -> Iterator[str]:
        yield ""
        yield "Leg by leg"
        for id, leg in row["transfers"].items():
            act = f", {leg['act']}".replace("_", " ") if isinstance(leg["act"], str) else ""
            yield f"  {id} ({leg['item']}{act})"
            yield from self._leg(leg)

    def _leg(self, leg: Row) -> Iterator[str]:
        for word, result in (("Listed under", "true"), ("Perhaps listed under", "unknown")):
            entries = [id for id, entry in leg["entries"].items() if entry["result"] == result]
            if entries:
                yield from _wrapped(f"{word}: {', '.join(entries)}.", "    ", "      ")
        for word, result in (("Required", "true"), ("Open", "unknown"), ("Contradictory", "contradictory")):
            found = [self._title(id) for id, m in leg["measures"].items() if m["result"] == result]
            if found:
                yield from _wrapped(f"{word}: {'; '.join(found)}.", "    ", "      ")
        if all(m["result"] == "false" for m in leg["measures"].values()):
            yield "    Nobody's duty under the rules checked here."

    # --- words ------------------------------------------------------------------------------------

    def _title(self, rule_id: str) -> str:
        rule = self.corpus.rules.get(rule_id)
        return rule.title["en"] if rule else rule_id

    def _fact(self, row: Row) -> str:
        fact = self.corpus.facts.get(row["fact"])
        ask = fact.ask["en"].rstrip("?") if fact else row["key"]
        return f"{ask}: {value_text(row['value'])}"


def short_answer(row: Row) -> str:
    """One or two sentences on the outcome."""
    possible: Sequence[str] = row["outcome"]["possible"]
    if row["outcome"]["settled"]:
        return SAYS[possible[0]]
    if not row["scope"]["checked"]:
        return "Not known: on this day the law is outside what this corpus covers."
    options = [MAYBE[code] for code in possible]
    listed = options[0] if len(options) == 1 else f"{', '.join(options[:-1])} or {options[-1]}"
    return f"Not settled yet. It may be that {listed}."


def value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if "one_of" in value:
            return " or ".join(value_text(part) for part in value["one_of"])
        low, high = value.get("min"), value.get("max")
        if low is not None and high is not None:
            return f"between {low} and {high}"
        return f"at least {low}" if low is not None else f"at most {high}"
    if isinstance(value, list):
        return " and ".join(value_text(part) for part in value)
    return str(value).replace("_", " ")


def _cite(row: Row) -> str:
    return f"{row['instrument']}, {row['pinpoint']} ({row['edition']})"


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    later = " " * len(first) if rest is None else rest
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=later) or [first]
