"""An office that answers from the small law as it came, until somebody signs a law of its own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import officer_law
import officer_walk as walk
import pytest
from django.utils import timezone

from licet.reasoning import Law
from licet.service import corpus
from licet.service.own_law import services
from licet.service.own_law.models import Draft, Examination, Signature
from licet.service.people.models import User

ANSWERS = corpus.law  # before any test puts another in its place
FREED = (
    officer_law.LICENCE.replace("when: ZZ.4D004", "when: {all: [ZZ.4D004, {not: {to.country: [XA]}}]}")
    + """\
tests:
  - name: to XA
    because: The amendment frees what goes there.
    as_of: 2026-11-21
    facts: {item.spies: yes, to.country: XA}
    expect: {ZZ.ART3: "false"}
"""
)
NAME = "licence.yaml"


@pytest.fixture
def answering(
    db: None, tmp_path: Path, small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Path]:
    """The folder of the law as it came; a test that changes its files upgrades Licet."""
    root = officer_law.write(tmp_path / "as-it-came")
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    settings.LAW_ROOTS, settings.HOME_REGIMES = str(root), ["ZZ"]
    corpus.in_force._as_it_came.cache_clear()
    yield root
    corpus.in_force._as_it_came.cache_clear()


@pytest.fixture
def lawmaking(answering: Path, small_law: Law, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    """The whole office at work under it."""
    walk.set_up_office(small_law, monkeypatch, settings)
    for place in ("licet.service.corpus.law", "licet.service.corpus.services.law"):
        monkeypatch.setattr(place, ANSWERS)
    return answering


def today() -> date:
    return timezone.localdate()


def drafted(author: User, own: dict[str, str] | None = None, **more: Any) -> Draft:
    files = {NAME: FREED} if own is None else own
    given: dict[str, Any] = {
        "note": "Nothing to XA needs a licence.",
        "starts_on": today(),
        "today": today(),
    } | more
    return services.put_forward(
        actor=author, own={name: text.encode() for name, text in files.items()}, **given
    )


def examined(draft: Draft) -> Examination:
    """As the worker does."""
    found: Examination = draft.examinations.latest("id")
    services.run(found.pk, today())
    found.refresh_from_db()
    return found


def signed(author: User, signer: User, own: dict[str, str] | None = None, **more: Any) -> Signature:
    draft = drafted(author, own, **more)
    return services.sign(actor=signer, draft=draft, digest=examined(draft).digest, today=today())


def zipped(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def text(response: Any) -> str:
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())
