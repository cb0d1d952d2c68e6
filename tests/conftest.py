from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cast import assemble
from database import _django_db_helper, as_owner, databases, django_db_setup
from django.utils import translation

from licet.service.corpus import in_force
from licet.service.people.models import User

# The databases under test (database.py): an ordinary test is rolled back, one that commits gets a copy of its own.
__all__ = ["_django_db_helper", "as_owner", "databases", "django_db_setup"]


@pytest.fixture(autouse=True)
def own_data_directory(tmp_path: Path, settings: Any) -> None:
    """No test writes where a real installation keeps its files."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "files"


@pytest.fixture(autouse=True)
def law_as_it_came() -> Iterator[None]:
    """What one test brought into force is not the next one's law."""
    yield
    in_force.forget()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in French leaves the thread in French; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def letters_drawn_quickly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter follows from many acts; only tests marked `drawn` lay it out as a PDF and sign it."""
    if request.node.get_closest_marker("drawn") is None:
        quick = "licet.service.letters.services.issuing.draw"
        monkeypatch.setattr(quick, lambda letter: f"%PDF-1.7 {letter.number}".encode())


@pytest.fixture(autouse=True)
def no_bench_unasked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker would calculate the gaps of the office's law, half a minute each; only the bench's own tests let it."""
    if "bench" not in request.path.parts:
        monkeypatch.setattr("licet.service.bench.chores.calculate_for_everybody", lambda today: 0)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The whole cast; see cast.py."""
    return assemble()


@pytest.fixture
def elena(people: dict[str, User]) -> User:
    """Exporter, Perceptor Systems."""
    return people["elena"]


@pytest.fixture
def rival(people: dict[str, User]) -> User:
    """Exporter, Rival Ltd: sees nothing of Perceptor's."""
    return people["rival"]


@pytest.fixture
def olga(people: dict[str, User]) -> User:
    """Licensing officer."""
    return people["olga"]


@pytest.fixture
def tomas(people: dict[str, User]) -> User:
    """Technical assessor."""
    return people["tomas"]


@pytest.fixture
def amina(people: dict[str, User]) -> User:
    """Adviser in the foreign ministry."""
    return people["amina"]


@pytest.fixture
def paul(people: dict[str, User]) -> User:
    """Approver."""
    return people["paul"]


@pytest.fixture
def audra(people: dict[str, User]) -> User:
    """Auditor."""
    return people["audra"]
