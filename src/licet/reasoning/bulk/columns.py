"""What the columns of a table mean: each is a fact as in a flat document, named as there.

One row is one transfer of one item. An empty cell says nothing: the fact is unknown on that row. A text cell may hold
several values with a bar between them (`AT|NO`), and a list cell several values: one of these, nobody knows which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from licet.law.model import Corpus, Fact, FactType, Scope
from licet.reasoning.domains import Domain, boolean_domain
from licet.reasoning.errors import InputError, not_among
from licet.reasoning.expressions import ITEM_FRAMES, Var, flat_facts
from licet.reasoning.reading import judged_fact
from licet.reasoning.statements import Known, Reader

DAY = "as_of"
"""The column that says of each row on which day the law is asked about."""
BETWEEN = "|"
SPEAKERS = ("exporter", "authority")


@dataclass(frozen=True, slots=True)
class Column:
    """A fact of the table. `by`: who states it, for all rows alike."""

    name: str
    var: Var
    fact: Fact
    by: str

    @property
    def yes_or_no(self) -> bool:
        return self.fact.type == FactType.BOOLEAN

    def domain(self, domains: Mapping[str, Domain]) -> Domain:
        return domains.get(self.fact.id) or boolean_domain(self.fact.id)

    def stated(self, value: object) -> dict[str, object]:
        """The cell as a document states it."""
        status = "found" if self.by == "authority" else "claimed"
        return {"value": value, "by": self.by, "status": status}

    def known(self, domain: Domain, value: object) -> Known | None:
        """What counts of the cell. Raises InputError where the value is none of the fact's."""
        return Reader(self.fact, domain).read(self.stated(value), self.name)

    def mask(self, domain: Domain, value: object) -> int:
        """The cells of the domain that are possible where this was said."""
        known = self.known(domain, value)
        return domain.full if known is None else known.mask

    def value(self, cell: object) -> object:
        """What a cell says: one value, a list of which one holds, or None. Raises InputError."""
        if isinstance(cell, list):
            return [part for part in cell if part is not None] or None
        if not isinstance(cell, str):
            return cell
        parts = [self._scalar(part.strip()) for part in cell.split(BETWEEN)] if cell.strip() else [None]
        return parts[0] if len(parts) == 1 else parts

    def _scalar(self, text: str) -> object:
        if self.yes_or_no:
            if text.lower() not in ("true", "false"):
                raise InputError(
                    self.name, f"{text!r} is neither true nor false; leave an unknown cell empty."
                )
            return text.lower() == "true"
        if self.fact.type == FactType.NUMBER:
            try:
                return float(text)
            except ValueError:
                raise InputError(self.name, f"{text!r} is not a number.") from None
        return text


def columns_of(
    corpus: Corpus, names: Sequence[str], *, by: str = "exporter", kept: Collection[str] = ()
) -> list[Column]:
    """The facts among a table's columns; `kept` columns and the day are none. Raises InputError at the first bad name."""
    if by not in SPEAKERS:
        raise not_among("by", "someone who can state facts", by, SPEAKERS)
    for name in names:
        if names.count(name) > 1:
            raise InputError(name, "Two columns have this name; a fact has one column.")
    for name in kept:
        if name not in names:
            raise not_among(name, "a column of this table, so it cannot be kept", name, names)
    facts = flat_facts(corpus)
    found = [_column(corpus, facts, name, by) for name in names if name != DAY and name not in kept]
    if not found:
        raise InputError("columns", f"No column names a fact. A column is named like {next(iter(facts))!r}.")
    return found


def _column(corpus: Corpus, facts: Mapping[str, str], name: str, by: str) -> Column:
    if name.startswith("judgement."):
        if name.removeprefix("judgement.") not in corpus.judgements:
            terms = [f"judgement.{term}" for term in corpus.judgements]
            raise not_among(name, "a term of judgement", name, terms)
        if by != "authority":
            raise InputError(name, "Only what the authority has found settles a term of judgement.")
        return Column(name, Var(ITEM_FRAMES[0], name), judged_fact(name), by)
    if name not in facts:
        error = not_among(name, "a fact of this law", name, facts)
        raise InputError(
            name, f"{error.reason} A column that is no fact can be kept (--keep).", error.nearest
        )
    return Column(name, Var(name.partition(".")[0], facts[name]), corpus.facts[facts[name]], by)


def template(corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
    """Every column a table may have: name, type, possible values, question. In the order of the vocabulary."""
    yield DAY, "date", "2026-11-21", "On which day is the law asked about?"
    for name, id in flat_facts(corpus).items():
        fact = corpus.facts[id]
        options = BETWEEN.join(option.value for option in fact.options)
        frame = name.partition(".")[0]
        of = "" if fact.scope.value == frame or fact.scope == Scope.FILE else f"{frame}: "
        yield name, fact.type.value, options or EXAMPLES[fact.type], of + fact.ask["en"]


EXAMPLES = {
    FactType.BOOLEAN: "true|false",
    FactType.COUNTRY: "AT",
    FactType.NUMBER: "256",
    FactType.DATE: "2026-11-21",
    FactType.CHOICE: "",
}
