"""From the UN's XML file to entries: names and aliases of every quality, birth, nationality, reference, the raw text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.imports import FileRefused, Progress, Rejected, no_progress

ROOT = "CONSOLIDATED_LIST"
KINDS = {"INDIVIDUAL": "person", "ENTITY": "organisation"}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_CHUNK = 64 * 1024
MOST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    quality: str


@dataclass(frozen=True, slots=True)
class Entry:
    line: int
    digest: str
    raw: str
    kind: str
    number: str
    reference: str
    name: str
    names: tuple[Name, ...]
    list_type: str
    listed_on: date | None
    comments: str
    born: tuple[str, ...]
    nationalities: tuple[str, ...]
    addresses: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    generated_at: datetime
    rows: int = 0
    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


class _Collector:
    """The parser's target: builds one entry at a time and notes where it stands in the file."""

    def __init__(self) -> None:
        self.parser: Any = None  # expat, for positions
        self.root: tuple[str, dict[str, str]] | None = None
        self.found: list[
            tuple[Element, int, int, int]
        ] = []  # element, line, first byte, first byte of the end tag
        self._builder: TreeBuilder | None = None
        self._within = ""
        self._line = self._begins = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.root is None:
            self.root = tag, attributes
        if self._builder is None and tag in KINDS:
            self._builder, self._within = TreeBuilder(), tag
            self._line, self._begins = self.parser.CurrentLineNumber, self.parser.CurrentByteIndex
        if self._builder is not None:
            self._builder.start(tag, attributes)

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        if self._builder is None:
            return
        self._builder.end(tag)
        if tag == self._within:
            place = self._line, self._begins, self.parser.CurrentByteIndex
            self.found.append((self._builder.close(), *place))
            self._builder = None

    def close(self) -> None:
        return None


def read(content: bytes, progress: Progress = no_progress) -> Reading:
    """Raises `FileRefused` when the file as a whole cannot be used."""
    _refuse_other_encodings(content)
    collector = _parse(content, progress)
    reading = Reading(_generated_at(collector))
    seen: dict[str, int] = {}
    for element, line, begins, ends in collector.found:
        raw = content[begins:ends].decode() + f"</{element.tag}>"
        reading.rows += 1
        if fault := _fault(element, raw, line, seen):
            reading.rejected.append(Rejected(line=line, reason=fault))
        else:
            reading.entries.append(_entry(element, raw, line))
    if not reading.entries:
        raise FileRefused(
            _("The list has no entries, so every party would pass."),
            _("Fetch the list again from its publisher."),
        )
    return reading


def _refuse_other_encodings(content: bytes) -> None:
    if not content.strip():
        raise FileRefused(_("The file is empty."), _("Fetch the list again from its publisher."))
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", content.lstrip(b"\xef\xbb\xbf"))
    try:
        if declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
            raise FileRefused(
                _("The file says it is in %(encoding)s, not UTF-8.") % {"encoding": declared[1].decode()},
                _("Fetch the list as its publisher provides it."),
                line=1,
            )
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            _("Line %(line)s is not UTF-8.") % {"line": line},
            _("Fetch the list as its publisher provides it."),
            line=line,
        ) from None


def _parse(content: bytes, progress: Progress) -> _Collector:
    collector = _Collector()
    parser = DefusedXMLParser(target=collector, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    collector.parser = parser.parser
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            progress(min(start + _CHUNK, len(content)), len(content))
        parser.close()
    except ParseError as error:
        line = error.position[0]
        raise FileRefused(
            _("Line %(line)s is not well-formed XML (%(fault)s).") % {"line": line, "fault": error},
            _("The file may be cut off or altered. Fetch the list again."),
            line=line,
        ) from None
    except DefusedXmlException:
        raise FileRefused(
            _("The file declares a document type or entities of its own, which a list never does."),
            _("Do not trust it. Fetch the list from its publisher."),
            line=parser.parser.CurrentLineNumber,
        ) from None
    return collector


def _generated_at(collector: _Collector) -> datetime:
    tag, attributes = collector.root or ("", {})
    if tag != ROOT:
        raise FileRefused(
            _("The file begins with <%(tag)s>; the UN's list begins with <%(root)s>.")
            % {"tag": tag, "root": ROOT},
            _("Choose the profile that fits the file."),
            line=1,
        )
    text = attributes.get("dateGenerated", "")
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        aware.astimezone(UTC)
        return aware
    except (ValueError, OverflowError):  # the second: a moment that no calendar reaches in every time zone
        raise FileRefused(
            _("dateGenerated is “%(text)s”: it is not known when the list was published.") % {"text": text},
            _("Fetch the list as its publisher provides it."),
            line=1,
        ) from None


def _fault(element: Element, raw: str, line: int, seen: dict[str, int]) -> str:
    """Only what makes an entry useless or doubled; an entry with a damaged date is still screened against."""
    if not _texts(element, *_NAME_PARTS):
        return _("The entry has no name.")
    number = _text(element, "DATAID")
    if not number:
        return _("The entry has no number (DATAID).")
    if len(number) > MOST_NUMBER:
        return _("The entry’s number (DATAID) is longer than %(most)s characters.") % {"most": MOST_NUMBER}
    if (earlier := seen.setdefault(raw, line)) != line:
        return _("The same entry stands on line %(line)s already.") % {"line": earlier}
    return ""


def _entry(element: Element, raw: str, line: int) -> Entry:
    name = " ".join(_texts(element, *_NAME_PARTS))
    return Entry(
        line=line,
        digest=hashlib.sha256(raw.encode()).hexdigest(),
        raw=raw,
        kind=KINDS[element.tag],
        number=_text(element, "DATAID"),
        reference=_text(element, "REFERENCE_NUMBER"),
        name=name,
        names=tuple(_names(element, name)),
        list_type=_text(element, "UN_LIST_TYPE"),
        listed_on=_day(_text(element, "LISTED_ON")),
        comments=(element.findtext("COMMENTS1") or "").strip(),
        born=tuple(filter(None, map(_birth, element.findall("INDIVIDUAL_DATE_OF_BIRTH")))),
        nationalities=tuple(_values(element, "NATIONALITY")),
        addresses=tuple(_joined(element, "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS")),
        documents=tuple(_joined(element, "INDIVIDUAL_DOCUMENT")),
    )


def _names(element: Element, primary: str) -> Iterator[Name]:
    yield Name(primary, "primary")
    if original := _text(element, "NAME_ORIGINAL_SCRIPT"):
        yield Name(original, "original script")
    for alias in (*element.iterfind("INDIVIDUAL_ALIAS"), *element.iterfind("ENTITY_ALIAS")):
        if name := _text(alias, "ALIAS_NAME"):
            yield Name(name, _text(alias, "QUALITY").lower() or "unspecified")


def _birth(element: Element) -> str:
    """As published: a day, a year, “about” a year, or between two years."""
    known = _text(element, "DATE")[:10] or _text(element, "YEAR")
    years = _texts(element, "FROM_YEAR", "TO_YEAR")
    text = known or "–".join(years) or _text(element, "NOTE")
    return f"c. {text}" if text and _text(element, "TYPE_OF_DATE") == "APPROXIMATELY" else text


def _day(text: str) -> date | None:
    """The day of an XML date, which may carry a time zone."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _values(element: Element, tag: str) -> Iterator[str]:
    for value in element.iterfind(f"{tag}/VALUE"):
        if text := _tidy(value.text):
            yield text


def _joined(element: Element, *tags: str) -> Iterator[str]:
    """Each address or document on one line, its parts in the published order."""
    for child in element:
        if child.tag in tags and (parts := [text for part in child if (text := _tidy(part.text))]):
            yield ", ".join(parts)


def _texts(element: Element, *tags: str) -> list[str]:
    return [text for tag in tags if (text := _text(element, tag))]


def _text(element: Element, tag: str) -> str:
    return _tidy(element.findtext(tag))


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())
