"""What a browser fetches beside the page: packed where it can be, and not more than a slow line bears."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

from django.test import Client

from licet.service import base

FOLDER = Path(base.__file__).parent / "static" / "base"
FIRST_VISIT = 70_000
"""Bytes: some ten seconds on a line of 56 kbit/s."""


def fetched(address: str) -> bytes:
    """As it goes over the line."""
    answer = Client().get(address, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200, address
    return b"".join(answer) if answer.streaming else answer.content


def test_the_packed_style_is_the_style() -> None:
    packed = (FOLDER / "licet.css.gz").read_bytes()
    assert gzip.decompress(packed) == (FOLDER / "licet.css").read_bytes()
    assert fetched("/static/base/licet.css") == packed


def test_a_browser_that_cannot_unpack_gets_it_as_it_is() -> None:
    answer = Client().get("/static/base/licet.css", headers={"accept-encoding": "identity"})
    assert not answer.has_header("Content-Encoding")
    assert b"".join(answer) == (FOLDER / "licet.css").read_bytes()


def test_every_vendored_file_is_the_one_that_was_built() -> None:
    told = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", (FOLDER / "VENDOR.md").read_text(), re.M))
    built = {path.name for path in FOLDER.iterdir() if path.suffix in {".css", ".gz", ".svg", ".woff2"}}
    assert set(told) == built
    for name, digest in told.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_the_first_visit_is_light(db: None) -> None:
    page = fetched("/")
    wanted = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page))
    assert wanted
    fonts = ["/static/base/public-sans-400.woff2", "/static/base/public-sans-700.woff2"]
    together = len(page) + sum(len(fetched(address)) for address in [*map(bytes.decode, wanted), *fonts])
    assert together < FIRST_VISIT
