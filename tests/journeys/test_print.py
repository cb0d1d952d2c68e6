"""A case on paper: few sheets, and nothing on them that can only be clicked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from walker import Walker

from licet.service.casework.models import Case
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.records.models import Installation
from licet.service.site.demo import load

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]

SHEETS = 8


@pytest.fixture
def case(people: dict[str, User]) -> Case:
    Installation.objects.create(demo=True)
    load()
    deliver_all()
    return Case.objects.get()


def test_a_case_is_read_on_few_sheets(
    walk: Callable[..., Walker], people: dict[str, User], case: Case
) -> None:
    olga = walk(people["olga"])
    olga.go(f"/cases/{case.pk}/", briefly=True)
    sheets = [page.extract_text() for page in PdfReader(BytesIO(olga.page.pdf(format="A4"))).pages]
    text = "".join(" ".join(sheets).split())
    assert len(sheets) <= SHEETS
    for kept in ("The chain", "Claimed by the exporter", "Safeguards and due diligence", "What happened"):
        assert "".join(kept.split()) in text, kept
    for clicked in ("Take the case", "Sign out", "On this page"):
        assert "".join(clicked.split()) not in text, clicked


def test_no_sheet_ends_with_the_head_of_a_table(
    walk: Callable[..., Walker], people: dict[str, User], case: Case
) -> None:
    olga = walk(people["olga"])
    olga.go(f"/cases/{case.pk}/", briefly=True)
    heads = ("On claims", "Found by the authority")
    for page in PdfReader(BytesIO(olga.page.pdf(format="A4"))).pages:
        words = " ".join(page.extract_text().split())
        assert not words.endswith(heads), words[-60:]
