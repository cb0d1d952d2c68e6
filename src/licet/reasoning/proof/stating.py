"""Facts, values and sources in words, in the reader's language and with the names the reader knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from licet.law.model import Corpus, FactType
from licet.reasoning.proof.words import BY, OPS, said

Row = Mapping[str, Any]


def as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Stating:
    """`names`: of parties, items and transfers, where the document has only ids; `country` and `day` put a code and an
    ISO date as the reader is used to."""

    corpus: Corpus
    language: str = "en"
    names: Mapping[str, str] = field(default_factory=dict)
    country: Callable[[str], str] = as_it_is
    day: Callable[[str], str] = as_it_is

    def say(self, key: str, **values: object) -> str:
        return said(self.language, key, **values)

    def text(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or texts.get("en", "")

    def name(self, scope: str) -> str:
        return self.names.get(scope, scope)

    # --- facts --------------------------------------------------------------------------------------

    def ask(self, fact: str) -> str:
        known = self.corpus.facts.get(fact)
        return self.text(known.ask) if known else fact

    def stated(self, row: Row) -> str:
        return f"{self.ask(row['fact'])} ({self.name(row['scope'])}) {self.value(row['fact'], row['value'])}"

    def fact(self, row: Row) -> str:
        """What is known of a fact, by whom, and what the rule asks of it."""
        about = self.say("about", name=self.name(row["scope"])) if row["scope"] else ""
        values = {"ask": self.ask(row["fact"]), "about": about, "asked": self._asked(row)}
        if row["value"] is None:
            return self.say("fact_open", **values)
        who = self.say("and").join(BY[by][self.language == "fr"] for by in row["by"] if by in BY)
        values |= {
            "value": self.value(row["fact"], row["value"]),
            "by": self.say("by", who=who) if who else "",
        }
        return self.say("fact_between" if row["result"] == "unknown" else "fact", **values)

    def _asked(self, row: Row) -> str:
        asked = row["asked"]
        if "group" in asked:
            return self.say("asked_group", group=self.text(asked["title"]))
        if "op" in asked:
            op = OPS[asked["op"]][self.language == "fr"]
            return self.say("asked_limit", op=op, bound=self._scalar(row["fact"], asked["bound"]))
        if asked["one_of"] == [True]:
            return ""
        values = self.say("or").join(self._scalar(row["fact"], v) for v in asked["one_of"])
        return self.say("asked_of", values=values)

    def value(self, fact: str, value: Any) -> str:
        if isinstance(value, Mapping):
            return self._several(fact, value)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self.say("and").join(self.value(fact, part) for part in value)
        return self._scalar(fact, value)

    def _several(self, fact: str, value: Mapping[str, Any]) -> str:
        if "one_of" in value:
            return self.say("or").join(self._scalar(fact, part) for part in value["one_of"])
        ends = {k: self._scalar(fact, value[k]) for k in ("min", "max") if value.get(k) is not None}
        if len(ends) == 2:
            return self.say("between", low=ends["min"], high=ends["max"])
        return self.say("from", low=ends["min"]) if "min" in ends else self.say("up_to", high=ends["max"])

    def _scalar(self, fact: str, value: Any) -> str:
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        known = self.corpus.facts.get(fact)
        if known is None:
            return str(value)
        if known.type == FactType.COUNTRY:
            return self.country(str(value))
        if known.type == FactType.DATE:
            return self.day(str(value))
        if known.type == FactType.NUMBER:
            return f"{value:g}".replace(".", "," if self.language == "fr" else ".")
        option = next((o for o in known.options if o.value == value), None)
        return self.text(option.label) if option else str(value)

    # --- sources ------------------------------------------------------------------------------------

    def source(self, row: Row, full: bool) -> str:
        """Where a rule or exception is written; `full`: with its edition, days in force and address."""
        if "citation" not in row or "see" in row:
            return ""
        told = self.cited(row["citation"])
        if not full:
            return told + self._doubt(row)
        return told + self._edition(row) + self._doubt(row)

    def cited(self, citation: Row) -> str:
        return self.say("cited", instrument=citation["instrument"], pinpoint=citation["pinpoint"])

    def _edition(self, row: Row) -> str:
        citation, told = row["citation"], ""
        if citation["edition"]:
            told += self.say("edition", edition=citation["edition"])
        if row.get("in_force"):
            start, end = row["in_force"]["from"], row["in_force"]["to"]
            key = "in_force_to" if end else "in_force_from"
            told += self.say(key, start=self.day(start), end=self.day(end) if end else "")
        return told + (f" <{citation['url']}>" if citation["url"] else "")

    def _doubt(self, row: Row) -> str:
        return "" if row["mark"] == "verified" else self.say(f"mark_{row['mark']}")
