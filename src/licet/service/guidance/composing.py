"""A topic's page as plain data: the lawyer's prose, and beside it what the rules themselves say today.

The same data is shown to the public, frozen when somebody puts it forward, and compared with today's to find out whether
an adopted page still says what the law says. It holds no day and no address of a page, so that only meaning changes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from licet.law.canonical import plain
from licet.law.checks import led_to
from licet.law.model import Citation, Corpus, Mark, RuleException
from licet.law.topics import Point, Topic
from licet.reasoning.grounding import in_force
from licet.service import corpus
from licet.service.base.templatetags.base import day as in_words
from licet.service.classification.comparing import says_words
from licet.service.corpus.in_force import standing
from licet.service.corpus.reading import decides, linked, source, text_of
from licet.service.corpus.words import code_of, kind_words, mark_words, words

from .topics import example_says, guidance

Row = dict[str, Any]
MOST_NAMED = 4
"""States that are named one by one; more say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Page:
    """A topic in every language, with what the rules it names mean."""

    topic: str
    contents: dict[str, Row]
    meanings: dict[str, str]
    digest: str


def page(topic: Topic, day: date) -> Page:
    return _page(corpus.law().digest, standing().bundle, topic.id, day)


@lru_cache(maxsize=64)
def _page(law_digest: str, bundle: str, topic: str, day: date) -> Page:
    found = guidance().topics[topic]
    contents = {language: content(found, language, day) for language, _name in settings.LANGUAGES}
    known = meanings(found)
    return Page(topic, contents, known, digest_of(contents, known))


def digest_of(contents: Row, known: Row) -> str:
    both = {"contents": contents, "meanings": known}
    return sha256(json.dumps(both, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content(topic: Topic, language: str, day: date) -> Row:
    with override(language):
        composer = _Composer(corpus.law().corpus, day)
        sections = [
            {"id": id, "heading": heading, "lines": lines}
            for id, heading, lines in composer.sections(topic)
            if lines
        ]
        return {"title": words(topic.title), "summary": words(topic.summary), "sections": sections}


def meanings(topic: Topic) -> dict[str, str]:
    """For every rule the topic names, a hash of what it says; for entries, of all that leads to them as well."""
    rules = corpus.law().corpus.rules
    cited = {id for points in topic.parts.values() for point in points for id in point.rests_on}
    found = {id: _meaning([id]) for id in sorted({*topic.kinds, *topic.duties, *cited}) if id in rules}
    return found | {id: _meaning(sorted(led_to([id], rules))) for id in topic.entries if id in rules}


def _meaning(ids: Iterable[str]) -> str:
    rules = corpus.law().corpus.rules
    said = json.dumps([plain(rules[id]) for id in ids], sort_keys=True)
    return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Composer:
    corpus: Corpus
    day: date

    def sections(self, topic: Topic) -> Iterator[tuple[str, str, list[Row]]]:
        parts = {name: [self.point(each) for each in points] for name, points in topic.parts.items()}
        yield "about", _("What it is about"), parts["about"]
        yield "controlled", _("What is controlled"), [*self.rules(topic.kinds), *self.rules(topic.entries)]
        yield "free", _("What is not"), [*parts["not_controlled"], *self.exceptions(topic.entries)]
        yield "acts", _("What you do, and what it asks"), parts["acts"]
        yield "duties", _("The duties"), list(self.rules(topic.duties))
        yield "do", _("What to do"), parts["what_to_do"]
        yield "flags", _("Red flags"), parts["red_flags"]
        yield "examples", _("Worked examples"), list(self.examples(topic.examples))
        yield "open", _("What is not known"), [*parts["not_known"], *self.doubted(topic)]
        yield "breach", _("If one does not comply"), parts["consequences"]

    # --- what the rules say ---------------------------------------------------------------------------

    def rules(self, ids: Iterable[str]) -> Iterator[Row]:
        for rule in (self.corpus.rules[id] for id in ids if id in self.corpus.rules):
            if in_force(rule.editions, self.day) is None:
                continue
            asks = kind_words(rule.kind) if rule.kind else ""
            deadline = words(rule.deadline) if rule.deadline else ""
            yield _row(
                head=linked(rule, self.day).title,
                id=rule.id,
                text=" ".join(part for part in (asks, deadline, text_of(rule, self.day)) if part),
                note=linked(rule, self.day).note,
                named_by=self.named_by(rule.id),
            )

    def named_by(self, id: str) -> list[str]:
        """The states that name an entry; a list that many took over is named once, with its first."""
        regimes = self.corpus.regimes.values()
        naming = [r for r in regimes if id in {source(self.corpus, x) for x in r.entries}]
        first = self.corpus.regimes.get(id.partition(".")[0])
        if first in naming and len(naming) > MOST_NAMED:
            return [_("%(first)s, and the states that adopt its list") % {"first": words(first.title)}]
        return [words(r.title) for r in naming]

    def exceptions(self, entries: Iterable[str]) -> Iterator[Row]:
        """Every exception once, with the entries it frees from."""
        found: dict[str, tuple[RuleException, list[str]]] = {}
        for id in entries:
            rule = self.corpus.rules.get(id)
            edition = in_force(rule.editions, self.day) if rule else None
            for x in edition.exceptions if edition else ():
                found.setdefault(words(x.title), (x, []))[1].append(code_of(id))
        for title, (x, codes) in found.items():
            text = _("An exception to %(codes)s.") % {"codes": ", ".join(codes)}
            yield _row(
                head=title,
                id=x.id,
                text=text,
                cited=cited(x.citation),
                url=x.citation.url,
                note=doubt(x.mark),
            )

    def doubted(self, topic: Topic) -> Iterator[Row]:
        """The rules of this topic that were not checked against their text."""
        named = [*topic.kinds, *topic.entries, *topic.duties]
        for rule in (self.corpus.rules[id] for id in named if id in self.corpus.rules):
            if in_force(rule.editions, self.day) and not decides(rule, self.day):
                yield _row(
                    id=rule.id, head=linked(rule, self.day).title, text=_("This rule never decides anything.")
                )

    # --- the lawyer's prose ------------------------------------------------------------------------------

    def point(self, point: Point) -> Row:
        citation = point.citation
        return _row(
            text=words(point.text),
            sources=[each for id in point.rests_on for each in self.source_of(id)],
            cited=cited(citation) if citation else "",
            url=citation.url if citation else "",
            note=mark_words(point.mark) if point.mark else "",
        )

    def source_of(self, id: str) -> Iterator[Row]:
        if id in self.corpus.rules:
            rule = linked(self.corpus.rules[id], self.day)
            yield _row(id=id, text=rule.title, note=rule.note)
            return
        for rule_ in self.corpus.rules.values():
            edition = in_force(rule_.editions, self.day)
            for x in edition.exceptions if edition else ():
                if x.id == id:
                    yield _row(id=id, text=words(x.title), note=doubt(x.mark))
                    return

    # --- worked examples ---------------------------------------------------------------------------------

    def examples(self, ids: Iterable[str]) -> Iterator[Row]:
        for id in ids:
            example, said = guidance().examples[id], example_says(id)
            answers = [] if said is None else list(self.answers(example.legs, said))
            none = "" if answers else " " + _("The law of this site cannot answer it.")
            yield _row(head=words(example.title), text=words(example.shows) + none, says=answers)

    def answers(self, legs: Any, said: Row) -> Iterator[Row]:
        on = in_words(date.fromisoformat(said["as_of"]))
        for leg, named in legs.items():
            for regime, row in said["transfers"][leg]["regimes"].items():
                codes = ", ".join(code_of(entry) for entry in row["entries"])
                answer = says_words(row["says"]) + (f" ({codes})" if codes else "")
                title = words(said["regimes"][regime]["title"])
                yield {"leg": words(named), "regime": title, "on": on, "answer": answer}


def _row(**parts: Any) -> Row:
    return {name: value for name, value in parts.items() if value}


def cited(citation: Citation) -> str:
    return f"{citation.instrument}, {citation.pinpoint} ({citation.edition})"


def doubt(mark: Mark) -> str:
    return "" if mark is Mark.VERIFIED else mark_words(mark)
