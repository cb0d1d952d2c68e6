"""`Law`: the compiled law of a corpus, asked about documents."""

from __future__ import annotations

import fcntl
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

from licet import __version__
from licet.law import fingerprint
from licet.law.model import Corpus, Criterion, Fact, Regime
from licet.law.places import configured, shipped
from licet.reasoning.answers import Answer, Missed, Missing, Result
from licet.reasoning.chain import Chain, DayLaw
from licet.reasoning.check import Indication, Row, answer_row, covers, outside
from licet.reasoning.counts import configured_counts, counted
from licet.reasoning.document import Document
from licet.reasoning.errors import not_among
from licet.reasoning.explain import Explainer
from licet.reasoning.outcomes import possible
from licet.reasoning.questions import always_asked, next_questions
from licet.reasoning.reading import as_of_day, read_document
from licet.reasoning.store import load_corpus, load_period
from licet.reasoning.views import World

INDICATION = "licet.indication/1"
MANY_DAYS = 64


@dataclass(slots=True)
class Law:
    """The law as data and as diagrams. Periods are read from disk when a question first falls into them."""

    corpus: Corpus
    starts: list[date]
    folder: Path
    _days: dict[date, DayLaw] = field(default_factory=dict)
    _editions: dict[date, dict[str, str]] = field(default_factory=dict)
    _alone: RLock = field(
        default_factory=RLock
    )  # what documents share of a day's law is written by one at a time
    counts: Path | None = field(default_factory=configured_counts)
    """An authority's own counts of facts, to choose the next question (`licet.reasoning.counts`)."""
    _facts: dict[str, Fact] = field(init=False)

    def __post_init__(self) -> None:
        self._facts = counted(self.corpus.facts, self.counts)

    @classmethod
    def load(cls, roots: Sequence[Path] | None = None, compiled_dir: Path | None = None) -> Law:
        """Cheap where compiled law for these files exists; else the law is read, checked and compiled first."""
        chosen = list(configured() if roots is None else roots)
        key = fingerprint(chosen)
        for place in [compiled_dir] if compiled_dir else compiled_places(chosen):
            found = load_corpus(place / key)
            if found:
                return cls(*found, place / key)
        return cls._compiled(chosen, key, compiled_dir or writable_place())

    @classmethod
    def _compiled(cls, roots: Sequence[Path], key: str, place: Path) -> Law:
        # imported here: with compiled law at hand nobody needs CUDD or YAML
        from licet.law import load
        from licet.reasoning.compiler import compile_corpus

        with alone(place, key):  # several processes that start together wait for the one that compiles
            if load_corpus(place / key) is None:
                compile_corpus(load(list(roots)), key, place)
        found = load_corpus(place / key)
        assert found, "what was just compiled can be read"
        return cls(*found, place / key)

    # --- the law itself ---------------------------------------------------------------------------

    @property
    def digest(self) -> str:
        return self.corpus.digest

    @property
    def editions(self) -> dict[str, str]:
        """The newest edition of each regime's instruments this corpus knows, by instrument."""
        return self.editions_on(date.max)

    def editions_on(self, day: date) -> dict[str, str]:
        if day in self._editions:
            return dict(self._editions[day])
        if len(self._editions) == MANY_DAYS:
            self._editions.clear()
        found: dict[str, tuple[date, str]] = {}
        for rule in self.corpus.rules.values():
            for e in rule.editions:
                if e.valid_from <= day and e.citation.instrument:
                    entry = (e.valid_from, e.citation.edition)
                    found[e.citation.instrument] = max(entry, found.get(e.citation.instrument, entry))
        self._editions[day] = {instrument: edition for instrument, (_, edition) in sorted(found.items())}
        return dict(self._editions[day])

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self.corpus.facts

    @property
    def regimes(self) -> Mapping[str, Regime]:
        return self.corpus.regimes

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        return self.corpus.criteria

    def day(self, as_of: date) -> DayLaw:
        """The law of the period the day falls in; before the first, the first serves to read the document."""
        start = self.starts[max(0, bisect_right(self.starts, as_of) - 1)]
        if start not in self._days:
            self._days[start] = DayLaw(self.corpus, World(load_period(self.folder, start), self._facts))
        return self._days[start]

    # --- questions --------------------------------------------------------------------------------

    def read(self, raw: object, as_of: date | None = None, *, plain: bool = False) -> Document:
        day = as_of_day(raw, as_of)
        domains = self.day(day).world.period.domains
        return read_document(raw, corpus=self.corpus, domains=domains, as_of=day, plain=plain)

    def check(
        self,
        document: Mapping[str, Any],
        as_of: date | None = None,
        *,
        explain: bool = True,
        entries: bool = True,
    ) -> Row:
        """The indication for a document. `as_of` is used where the document names no day. `explain`: with reasons;
        `entries`: those of every entry and kind too, which are most of the work and of the answer."""
        with self._alone:
            return self._check(document, as_of, explain, entries)

    def _check(self, document: Mapping[str, Any], as_of: date | None, explain: bool, entries: bool) -> Row:
        read = self.read(document, as_of)
        chain = self._chain(read)
        indication = Indication(chain, Explainer(chain), explain, entries)
        regimes = {id: self._regime(indication, self.corpus.regimes[id]) for id in read.regimes}
        return {
            "schema": INDICATION,
            "as_of": read.as_of.isoformat(),
            "law": {"digest": self.digest, "editions": self.editions_on(read.as_of)},
            "software": f"licet {__version__}",
            "input_digest": digest_of(document),
            "contradictions": indication.contradictions(),
            "ccic": indication.ccic(),
            "regimes": regimes,
        }

    def argue(self, document: Mapping[str, Any], as_of: date | None = None) -> Row:
        """The proofs behind `check`: for each duty and leg the tree that leads to its answer (`licet.argument/1`)."""
        from licet.reasoning.proof import argument

        indication = self.check(document, as_of)
        with self._alone:
            return argument(self._chain(self.read(document, as_of)), indication)

    def compare(self, document: Mapping[str, Any], as_of: date | None = None, *, there: bool = False) -> Row:
        """One chain under all of its regimes, leg by leg, with the cause of each difference. `there`: under each, as if
        the exporter were established in that state."""
        from licet.reasoning.compare import COMPARISON, Side, leg_row, moved

        whole = self.read(document, as_of)
        regimes = {id: self.corpus.regimes[id] for id in whole.regimes}
        covered = {id: regime for id, regime in regimes.items() if covers(regime, whole.as_of)}
        sides: dict[str, dict[str, Side]] = {leg.id: {} for leg in whole.legs}
        with self._alone:
            chain = self._chain(whole)
            explainer = Explainer(chain)
            for id, regime in covered.items():
                if there:
                    chain = self._chain(self.read(moved(document, id), whole.as_of))
                    explainer = Explainer(chain)
                for leg in whole.legs:
                    sides[leg.id][id] = Side.of(regime, chain, explainer, leg.id)
        return {
            "schema": COMPARISON,
            "as_of": whole.as_of.isoformat(),
            "law": {"digest": self.digest},
            "software": f"licet {__version__}",
            "input_digest": digest_of(document),
            "there": there,
            "regimes": {id: {"title": dict(r.title), "covered": id in covered} for id, r in regimes.items()},
            "transfers": {leg.id: leg_row(leg.item, leg.act, sides[leg.id]) for leg in whole.legs},
        }

    def _chain(self, read: Document) -> Chain:
        day = self.day(read.as_of)
        day.world.make_room()
        return Chain(day, read)

    def _regime(self, indication: Indication, regime: Regime) -> Row:
        document = indication.chain.document
        if not covers(regime, document.as_of):
            legs = [(leg.id, leg.item) for leg in document.legs]
            return outside(regime, dict(self.corpus.rules), legs)
        row = indication.regime(regime)
        asked = next_questions(indication.chain, [regime], limit=3, goal="licence")
        row["questions"] = asked + always_asked(
            indication.chain, regime, {(q["fact"], q["scope"]) for q in asked}
        )
        return row

    def next_questions(
        self, document: Mapping[str, Any], limit: int = 3, goal: str = "licence", as_of: date | None = None
    ) -> list[Row]:
        """The facts to ask next across the document's regimes, the most telling first."""
        if goal not in ("licence", "classify"):
            raise not_among("goal", "a goal", goal, ("licence", "classify"))
        read = self.read(document, as_of)
        regimes = [self.corpus.regimes[id] for id in read.regimes]
        with self._alone:
            covering = [r for r in regimes if covers(r, read.as_of)]
            return next_questions(self._chain(read), covering, limit=limit, goal=goal)

    def results(
        self, document: Mapping[str, Any], rules: Iterable[str], as_of: date
    ) -> tuple[dict[str, Result], dict[str, tuple[str, ...]]]:
        """As `check`, without reasons: the result of each rule, and the possible outcomes of each regime.

        The rules have to be in force under the document's regimes, and each regime has to cover the day.
        """
        read = self.read(document, as_of)
        with self._alone:
            chain = self._chain(read)
            found = {id: chain.result(id) for id in rules}
            return found, {id: possible(chain, self.corpus.regimes[id]) for id in read.regimes}

    def evaluate_rule(self, rule_id: str, document: Mapping[str, Any], as_of: date | str) -> Row:
        """One rule over a lawyer's document: the union over its transfers."""
        if rule_id not in self.corpus.rules:
            raise not_among("rule", "a rule of this law", rule_id, self.corpus.rules)
        day = as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
        read = self.read({k: v for k, v in document.items() if k != "as_of"}, day, plain=True)
        if day < self.starts[0]:
            gap = Missing("outside.period", "outside.period", "")
            answer = Answer(Result.UNKNOWN, Missed([gap]))
            return answer_row(answer) | {"missing": ["outside.period"]}
        with self._alone:
            chain = self._chain(read)
            answer = chain.union(rule_id)
            row = Indication(chain, Explainer(chain)).row(rule_id, answer, [leg.id for leg in read.legs])
        return row | {"missing": sorted({m.key for m in answer.missing})}


@contextmanager
def alone(place: Path, key: str) -> Iterator[None]:
    """Holds the place's lock for this law; it falls with the process. Who waited looks again for what was made."""
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{key}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document's canonical JSON (RFC 8785)."""
    import rfc8785

    return sha256(rfc8785.dumps(dict(document))).hexdigest()


def compiled_places(roots: Sequence[Path]) -> list[Path]:
    """Where compiled law may lie: beside the shipped law, then where this machine keeps its own."""
    beside = shipped().parent / ("_compiled" if shipped().name == "_law" else ".compiled")
    return [place for place in (beside, data_place()) if place is not None]


def data_place() -> Path | None:
    stated = os.environ.get("LICET_DATA_DIR")
    return Path(stated) / "compiled" if stated else None


def writable_place() -> Path:
    """`LICET_DATA_DIR/compiled` where that is set, else `.compiled` of a checkout, else a folder of the user's."""
    stated = data_place()
    if stated:
        return stated
    inside_wheel = shipped().name == "_law"
    return Path.home() / ".cache" / "licet" / "compiled" if inside_wheel else shipped().parent / ".compiled"
