"""HTML to tagged PDF (PDF/UA-1). The renderer can open nothing but this package's own static files.

WeasyPrint needs Debian's libpango; it is imported here alone and only when a PDF is made, so that the site starts without.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

SCHEME = "static:"


class PdfUnavailable(Exception):
    """The library that draws PDF is not installed; the message says what to install."""


class Refused(ValueError):
    """The letter asked for something outside the package's own static files."""


class PackageOnly:
    """WeasyPrint's only way out: `static:<path>` inside the package, and pictures made for this one letter, handed in by
    name. It has no handler for anything else."""

    _fail_on_errors = True  # WeasyPrint asks: a refusal stops the letter, it is not passed over

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.pictures = pictures

    def __call__(self, url: str, headers: object = None) -> Any:
        from weasyprint.urls import URLFetcherResponse

        drawn = self.pictures.get(url)
        content, media_type = (drawn, "image/svg+xml") if drawn else read_static(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


def read_static(url: str) -> tuple[bytes, str]:
    found = finders.find(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    if not isinstance(found, str):
        raise Refused(f"A letter may not load {url!r}.")
    return Path(found).read_bytes(), mimetypes.guess_type(found)[0] or "application/octet-stream"


def library() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise PdfUnavailable(how_to_install()) from missing
    return weasyprint


def how_to_install() -> str:
    return _(
        "PDF needs the library Pango, which is not installed here. On Debian: apt-get install libpango-1.0-0"
        " libpangoft2-1.0-0. The letter can be read and printed from the screen meanwhile."
    )


def render(html: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of a whole HTML document. `pictures`: SVG made for it, by the address it is asked for under."""
    weasyprint = library()
    document = weasyprint.HTML(string=html, url_fetcher=PackageOnly(pictures or {}))
    try:
        written: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as fatal:  # no Exception: a job would not survive it
        raise Refused(str(fatal)) from fatal
    return written
