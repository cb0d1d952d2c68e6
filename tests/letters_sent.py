"""What the tests of letters share: finding the letter that an act brought."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import officer_walk as walk
from pypdf import PdfReader

from licet.service.casework.models import Case
from licet.service.files.storage import path_of
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter, LetterKind
from licet.service.people.models import User


def letter_of(case: Case, kind: str) -> Letter:
    """The letter of this kind about the case, once the jobs have run."""
    deliver_all()
    found: Letter = Letter.objects.get(subject_id=case.pk, kind=kind)
    return found


def granted(elena: User, olga: User, paul: User, **changes: Any) -> Letter:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(**changes)))
    return letter_of(case, LetterKind.LICENCE)


def in_french(case: Case) -> Case:
    """The exporter asked for letters in French."""
    type(case.application).objects.filter(pk=case.application_id).update(language="fr")
    return walk.fresh(case)


def content_of(letter: Letter) -> bytes:
    return path_of(letter.pdf_sha256).read_bytes()


def reader_of(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """The text of all pages, with the breaks of lines taken out."""
    return " ".join(" ".join(page.extract_text().split()) for page in reader_of(content).pages)
