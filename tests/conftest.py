from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cast import assemble
from database import _django_db_helper, as_owner, databases, django_db_setup

from licet.service.people.models import User

# The databases under test (database.py): an ordinary test is rolled back, one that commits gets a copy of its own.
__all__ = ["_django_db_helper", "as_owner", "databases", "django_db_setup"]


@pytest.fixture(autouse=True)
def own_data_directory(tmp_path: Path, settings: Any) -> None:
    """No test writes where a real installation keeps its files."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "files"


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
