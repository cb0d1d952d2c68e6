"""An argument in words, for one of three readers, in English or French.

* `exporter`: the answer, the facts that decide it, what to find out. A few lines.
* `officer`: every step with the rule's id, the facts with who stated them, what is open and for whom.
* `court`: the same steps numbered, each rule with its full citation, edition, days in force and address, and the digests
  by which anybody can have the argument made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from licet.reasoning.proof.stating import Stating
from licet.reasoning.proof.words import OUTCOMES, RESULTS, WHY, said

Row = Mapping[str, Any]
MOST_FACTS = 6
"""Facts the short argument names; of the others it says how many there are."""


@dataclass(slots=True)
class Paragraph:
    """`number` is 0 where nothing need be referred to; `rule` is the id of the rule it speaks of; `rests` are the numbers of
    the paragraphs it follows from."""

    text: str
    number: int = 0
    depth: int = 0
    rule: str = ""
    source: str = ""
    heading: bool = False
    rests: list[int] = field(default_factory=list)


def paragraphs(argument: Row, register: str, stating: Stating) -> list[Paragraph]:
    """The whole argument, in reading order."""
    return list(_Telling(argument, register, stating).all())


@dataclass(slots=True)
class _Telling:
    argument: Row
    register: str
    stating: Stating
    _last: int = 0
    _proved: dict[int, int] = field(default_factory=dict)  # step → the paragraph that shows it

    @property
    def full(self) -> bool:
        return self.register != "exporter"

    @property
    def court(self) -> bool:
        return self.register == "court"

    def say(self, key: str, **values: object) -> str:
        return said(self.stating.language, key, **values)

    def word(self, table: Mapping[str, tuple[str, str]], key: str) -> str:
        return table[key][self.stating.language == "fr"]

    def all(self) -> Iterator[Paragraph]:
        yield Paragraph(self.say("head", day=self.stating.day(self.argument["as_of"])))
        for clash in self.argument["contradictions"]:
            facts = "; ".join(self.stating.ask(fact) for fact in clash["facts"])
            reason = self.stating.text(clash["reason"])
            scope = self.stating.name(clash["scope"])
            yield Paragraph(self.say("clash", scope=scope, facts=facts, reason=reason))
        for regime in self.argument["regimes"].values():
            yield from self._regime(regime)
        if self.full:
            law, given = self.argument["law"]["digest"], self.argument["input_digest"]
            if not self.court:
                law, given = law[:12], given[:12]
            yield Paragraph(self.say("digests", law=law, input=given, software=self.argument["software"]))

    def number(self) -> int:
        """The next paragraph's; only a court's are numbered."""
        self._last += 1
        return self._last if self.court else 0

    # --- a regime -----------------------------------------------------------------------------------

    def _regime(self, row: Row) -> Iterator[Paragraph]:
        yield Paragraph(self.stating.text(row["title"]), heading=True)
        if not row["covered"]:
            yield Paragraph(self.say("not_covered"))
            return
        yield Paragraph(self._outcome(row["outcome"]))
        for measure in row["measures"]:
            yield from self._measure(measure)
        for family in row["not_checked"]:
            matter = self.say("matters" if family["relevant"] == "true" else "may_matter")
            title = self.stating.text(family["title"])
            yield Paragraph(self.say("not_checked", title=title, matter=matter))
        questions = [self.stating.ask(q["fact"]) for q in row["questions"] if q["settles"]]
        if questions:
            yield Paragraph(self.say("find_out", questions=" ".join(questions)))

    def _outcome(self, outcome: Row) -> str:
        options = [self.word(OUTCOMES, code) for code in outcome["possible"]]
        return options[0] if outcome["settled"] else self.say("not_settled", options=" ".join(options))

    # --- a duty -------------------------------------------------------------------------------------

    def _measure(self, row: Row) -> Iterator[Paragraph]:
        verdict = Paragraph(self._verdict(row), self.number(), 0, row["id"], heading=self.full)
        yield verdict
        for note in self._notes(row):
            yield Paragraph(note)
        if row["result"] == "true":
            yield from self._duty(row)
        yield from self._legs(verdict, row) if self.full else self._short(row)

    def _notes(self, row: Row) -> Iterator[str]:
        if row["basis_open"]:
            yield self.say("basis_open")
        if row["refer"]:
            yield self.say("refer")
        if row["result"] == "true" and row["mark"] == "partial":
            yield self.say("partial")
        if row["rests_on_unverified"] and row["result"] in ("true", "false"):
            yield self.say("unverified", ids=", ".join(row["rests_on_unverified"]))

    def _verdict(self, row: Row) -> str:
        title = self.stating.text(row["title"])
        if row["result"] == "unknown":
            reasons = ", ".join(self.word(WHY, why) for why in row["unknown_because"])
            return self.say("measure_open", title=title, reasons=reasons)
        return self.say("measure", title=title, result=self.word(RESULTS, row["result"]))

    def _duty(self, row: Row) -> Iterator[Paragraph]:
        who = [self.stating.name(b["party"]) for b in row["duty_bearers"] if b["result"] == "true"]
        if who:
            yield Paragraph(self.say("bearer", who=", ".join(dict.fromkeys(who))))
        if row["deadline"]:
            yield Paragraph(self.say("deadline", text=self.stating.text(row["deadline"])))

    def _short(self, row: Row) -> Iterator[Paragraph]:
        """An exporter is told which term the authority has to judge, not only that there is one."""
        if row["result"] == "unknown":
            proofs = (proof for leg in row["transfers"] for proof in leg["proofs"])
            claims = (self._claim(step) for proof in proofs for step in _open_judgements(proof))
            yield from (Paragraph(claim) for claim in dict.fromkeys(claims))
        known = [fact for fact in row["facts"] if fact["value"] is not None]
        told = [fact for fact in known if fact["value"] is not False] if row["result"] == "true" else known
        if told:
            facts = "; ".join(self.stating.stated(fact) for fact in told[:MOST_FACTS])
            rest = len(known) - len(told[:MOST_FACTS])
            yield Paragraph(self.say("because_more" if rest else "because", facts=facts, rest=rest))
        sources = [self.stating.cited(citation) for citation in row["citations"][:3]]
        if sources and row["result"] == "true":
            yield Paragraph(self.say("sources", sources="; ".join(dict.fromkeys(sources))))

    def _legs(self, verdict: Paragraph, row: Row) -> Iterator[Paragraph]:
        if row["together"]:
            yield Paragraph(self.say("together"))
        for leg in row["transfers"]:
            result = self.word(RESULTS, leg["result"])
            names = {"leg": self.stating.name(leg["transfer"]), "item": self.stating.name(leg["item"])}
            text = self.say("leg", **names, result=result)
            told = Paragraph(text, self.number(), 1)
            if leg["result"] == row["result"] or row["together"]:
                self._rest(verdict, told)
            yield from self._leg(told, leg)

    def _leg(self, told: Paragraph, leg: Row) -> Iterator[Paragraph]:
        """One proof is the leg's own; several stand below it together."""
        [first, *others] = leg["proofs"]
        if others:
            told.text = f"{told.text} {self.say('together')}"
            yield told
            for proof in leg["proofs"]:
                yield from self._step(told, proof)
            return
        told.text = f"{told.text} {self._lead(first)}".strip()
        told.source = self.stating.source(first, self.court)
        yield told
        yield from self._inside(told, first)

    # --- steps --------------------------------------------------------------------------------------

    def _inside(self, above: Paragraph, row: Row) -> Iterator[Paragraph]:
        """What stands below a step: the parts of its body, then the exceptions considered."""
        if row.get("step"):
            self._proved[row["step"]] = above.number
        for child in _spliced(row):
            yield from self._step(above, child)

    def _step(self, above: Paragraph, row: Row) -> Iterator[Paragraph]:
        row = _single(row)
        rule = row["id"] if row["kind"] in ("rule", "exception") else ""
        told = Paragraph("", self.number(), above.depth + 1, rule, self.stating.source(row, self.court))
        told.text = f"{self._claim(row)} {self._lead(row)}".strip()
        self._rest(above, told)
        yield told
        if "see" not in row:
            yield from self._inside(told, row)

    def _rest(self, above: Paragraph, below: Paragraph) -> None:
        if below.number:
            above.rests.append(below.number)

    def _claim(self, row: Row) -> str:
        kind, result = row["kind"], row["result"]
        title = self.stating.text(row["title"]) if row.get("title") else row.get("id", "")
        if kind == "rule":
            return self._rule(row, title)
        if kind == "exception":
            return self.say(f"exception_{result}", title=title)
        if kind == "fact":
            return self.stating.fact(row)
        if kind in ("judgement", "outside"):
            title = self.say("relation_depth") if title == "relation_depth" else title
            return self.say(f"{kind}_{result}", title=title.rstrip("."))
        if kind == "unverified":
            return self.say("unchecked")
        return self.say("always" if result == "true" else "never") if kind == "fixed" else ""

    def _rule(self, row: Row, title: str) -> str:
        result = self.word(RESULTS, row["result"])
        if "see" in row:
            key = "see" if self.court else "see_above"
            return self.say(key, title=title, result=result, number=self._proved.get(row["see"], ""))
        if "citation" not in row:
            return self.say("not_in_force", title=title, id=row["id"])
        return self.say("rule", title=title, id=row["id"], result=result)

    def _lead(self, row: Row) -> str:
        """The sentence that leads over to the parts."""
        if "see" in row:
            return ""
        if row.get("by_cases"):
            return self.say(f"by_cases_{row['result']}")
        body = _body(row)
        if body is None or body["kind"] not in LEADS:
            return ""
        values = {"least": body.get("least"), "parts": body.get("parts")}
        return self.say(f"{body['kind']}_{body['result']}", **values)


LEADS = ("all", "any", "at_least", "not")
SPLICED = ("all", "any", "at_least")


def _open_judgements(row: Row) -> Iterator[Row]:
    if row["kind"] == "judgement" and row["result"] == "unknown":
        yield row
    for child in row.get("children", ()):
        yield from _open_judgements(child)


def _single(row: Row) -> Row:
    """A connective of which one part decides is that part."""
    while row["kind"] in SPLICED and len(row["children"]) == 1:
        row = row["children"][0]
    return row


def _body(row: Row) -> Row | None:
    """The connective whose sentence the step itself says."""
    if row["kind"] in LEADS:
        return row
    inner = [c for c in row["children"] if c["kind"] not in ("exception", "unverified")]
    if row["kind"] not in ("rule", "exception") or len(inner) != 1:
        return None
    found = _single(inner[0])
    return found if found["kind"] in SPLICED else None


def _spliced(row: Row) -> Sequence[Row]:
    """The parts of a step; a connective that the step itself says gives way to its own parts."""
    found: list[Row] = []
    for child in row["children"]:
        inner = _single(child)
        own = row["kind"] in ("rule", "exception") and child["kind"] not in ("exception", "unverified")
        found += inner["children"] if own and inner["kind"] in SPLICED else [inner]
    return found
