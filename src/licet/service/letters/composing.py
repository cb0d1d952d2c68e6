"""From a typed context to the letter: cleaned, filled into the adopted wording, put into its template. Nothing is stored here."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from licet.service.records.selectors import latest_checkpoint

from . import wording
from .codes import grouped
from .contexts import Letter
from .models import Adoption
from .selectors import adopted

T = TypeVar("T")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter before it is drawn: what is shown on screen, and what the sheet adds to it."""

    title: str
    body: str
    language: str
    number: str
    code: str
    address: str
    authority: str
    sample: bool = False

    @property
    def printed_code(self) -> str:
        return grouped(self.code)


def compose(
    letter: Letter, *, number: str, code: str, texts: wording.Texts | None = None, mark: str = ""
) -> Composed:
    """The letter in its own language, autoescaped. `texts` tries a wording that is not adopted; `mark` names
    the label that says why this is no letter: "sample" or "preview"."""
    letter = cleaned(letter)
    with override(letter.language):
        version = None if texts else adopted(letter.kind, letter.language)
        says = wording.filled(texts or texts_of(version, letter), letter)
        context = {
            "letter": letter,
            "says": says,
            "number": number,
            "version": version,
            "software": letter.law.software if letter.law else software(),
            "checkpoint": latest_checkpoint(),
            "mark": mark,
        }
        body = render_to_string(letter.template, context)
        heading = wording.fill((texts or texts_of(version, letter))[wording.HEADING], letter.values())
    return Composed(
        title=f"{heading}, {number}",
        body=body,
        language=letter.language,
        number=number,
        code=code,
        address=check_address(number, code),
        authority=letter.authority,
        sample=bool(mark),
    )


def texts_of(version: Adoption | None, letter: Letter) -> wording.Texts:
    """The adopted texts; a text that Licet added since then is the shipped one."""
    own: dict[str, str] = version.wording.texts if version else {}
    return {name: own.get(name, text) for name, text in wording.shipped(letter.kind, letter.language).items()}


def software() -> str:
    from licet import __version__

    return f"licet {__version__}"


def check_address(number: str, code: str) -> str:
    """Where anybody who holds the letter can ask whether it is genuine."""
    return f"{check_page()}?number={number}&code={grouped(code)}"


def check_page() -> str:
    return f"{settings.PUBLIC_URL}{reverse('letters:check')}"


def cleaned(letter: T) -> T:
    """The same values without control characters and without marks that turn the direction of what follows them."""
    return cast("T", _cleaned(letter))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(each for each in value if _stays(each))
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **changes)
    return value


def _stays(character: str) -> bool:
    if character in "\n\t":
        return True
    return character not in _BIDI and unicodedata.category(character) not in ("Cc", "Cs", "Co")
