"""The wording of a letter: texts with named placeholders, and nothing else that could run.

A text is paragraphs divided by empty lines; a paragraph whose lines all begin with “- ” is a list. `{deal}` stands for a
value of the letter; the names are published for each kind of letter. Everything is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

import yaml
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .contexts import CONTEXTS, Letter
from .models import LetterKind

HEADING = "heading"
LONGEST = 4000
_PLACE = re.compile(r"\{([^{}\n]*)\}")

Texts = Mapping[str, str]


@lru_cache
def _shipped(kind: str) -> Mapping[str, Mapping[str, str]]:
    source = files(__package__).joinpath("texts", f"{LetterKind(kind)}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(source)
    return loaded


def shipped(kind: str, language: str) -> dict[str, str]:
    """The texts that come with Licet, by name, in the order of the letter."""
    return {name: text[language].strip() for name, text in _shipped(kind).items()}


@lru_cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The fixed words of letters, by name and language."""
    source = files(__package__).joinpath("texts", "labels.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(source)
    return loaded


def label(name: str, /, **values: object) -> str:
    """A fixed word or sentence in the language of the moment, with its values in place."""
    language = (get_language() or "en").partition("-")[0]
    text = labels()[name].get(language) or labels()[name]["en"]
    return fill(text, {place: str(value) for place, value in values.items()})


def placeholders(kind: str) -> Mapping[str, str | Promise]:
    """The names that can stand in the texts of this kind of letter, with what they mean."""
    return CONTEXTS[kind].places


def faults(kind: str, texts: Texts) -> dict[str, str]:
    """What is wrong with each text, by its name; empty if all are sound."""
    found: dict[str, str] = {}
    for name in _shipped(kind):
        fault = fault_of(kind, name, texts.get(name, ""))
        if fault or (fault := _left_out(kind, name, texts.get(name, ""))):
            found[name] = fault
    return found


def _left_out(kind: str, name: str, text: str) -> str:
    """An appeal is not worded away: who decides on it and within which time stand wherever the shipped text has them."""
    shipped_text = shipped(kind, "en")[name]
    for place in ("{appeal_body}", "{appeal_days}"):
        if place in shipped_text and place not in text:
            return _("Keep %(place)s in this text: the reader must learn how to appeal.") % {"place": place}
    return ""


def require_sound(kind: str, texts: Texts) -> None:
    """Raise a ValidationError that names each faulty text and the remedy."""
    if found := faults(kind, texts):
        raise ValidationError(found)


def fault_of(kind: str, name: str, text: str) -> str:
    """The first fault of one text, with its line and the remedy; empty if it is sound."""
    if not text.strip():
        return _("Write this text; a letter is not issued with a gap.")
    if len(text) > LONGEST:
        return _("Shorten this text to %(limit)d characters or fewer.") % {"limit": LONGEST}
    if name == HEADING and "\n" in text.strip():
        return _("Write the heading on one line.")
    for number, line in enumerate(text.splitlines(), start=1):
        if fault := _line_fault(kind, line):
            return _("Line %(number)d: %(fault)s") % {"number": number, "fault": fault}
    return ""


def _line_fault(kind: str, line: str) -> str:
    known = placeholders(kind)
    for name in _PLACE.findall(line):
        if name not in known:
            return _unknown(name, list(known))
    if "{" in _PLACE.sub("", line) or "}" in _PLACE.sub("", line):
        return _("a brace stands alone. Braces only enclose the name of a placeholder, as in {reference}.")
    return ""


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name.strip().lower(), known, n=1, cutoff=0.4)
    text = _("there is no placeholder {%(name)s}.") % {"name": name}
    if near:
        return f"{text} " + _("Did you mean {%(near)s}?") % {"near": near[0]}
    return f"{text} " + _("Valid here: %(names)s.") % {"names": ", ".join(f"{{{each}}}" for each in known)}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder replaced, once: what a value contains is never read as a placeholder."""
    return _PLACE.sub(lambda match: values[match[1]], text)


def filled(texts: Texts, letter: Letter) -> dict[str, SafeString]:
    """Every text of a letter as HTML; the heading as plain text, still escaped by its template."""
    values = letter.values()
    html: dict[str, SafeString] = {name: paragraphs(text, values) for name, text in texts.items()}
    html[HEADING] = format_html("{}", fill(texts[HEADING], values).strip())
    return html


def paragraphs(text: str, values: Mapping[str, str]) -> SafeString:
    """Paragraphs and lists of a text. It is divided before it is filled: a value opens no paragraph."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe("\n".join(_paragraph(part, values) for part in parts if part.strip()))  # noqa: S308 - each is escaped


def _paragraph(part: str, values: Mapping[str, str]) -> SafeString:
    lines = [line.strip() for line in part.strip().splitlines()]
    if all(line.startswith("- ") for line in lines):
        rows = format_html_join("", "<li>{}</li>", ((fill(line[2:], values),) for line in lines))
        return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', rows)
    return format_html('<p class="govuk-body">{}</p>', fill(" ".join(lines), values))
