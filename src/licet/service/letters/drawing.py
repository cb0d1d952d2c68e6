"""The letter as a signed PDF: the body, and below it how to check the letter, with a QR code."""

from __future__ import annotations

import logging
from io import BytesIO

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from . import pdf, signing
from .composing import Composed, check_page

log = logging.getLogger(__name__)
QR = "letter:qr.svg"


def draw(letter: Composed) -> bytes:
    """The signed PDF, or nothing where the library is missing: the letter itself is not held up."""
    try:
        drawn = sheet(letter)
    except pdf.PdfUnavailable as missing:
        log.warning("Letter %s has no PDF: %s", letter.number, missing)
        return b""
    return signing.sign(drawn, letter.number)


def sheet(letter: Composed) -> bytes:
    """The PDF without a signature; samples stay so."""
    context = {
        "letter": letter,
        "body": mark_safe(letter.body),  # noqa: S308 - our own autoescaped template
        "check_page": check_page(),
        "qr": QR,
    }
    with override(letter.language):
        html = render_to_string("letters/document.html", context)
    return pdf.render(html, {QR: qr(letter.address)})


def qr(address: str) -> bytes:
    """The address as a QR code, as SVG without any style of its own."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, border=2, scale=4)
    return drawn.getvalue()
