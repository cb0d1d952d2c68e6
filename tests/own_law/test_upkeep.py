"""What an operator is told of the own law, and what the hourly housekeeping makes ready."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from own_law_walk import signed, today

from licet.service.base.health import Result
from licet.service.corpus import chores, in_force
from licet.service.corpus.health import the_law
from licet.service.files.storage import path_of
from licet.service.own_law.health import own_law
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("answering")


def changed(root: Path, old: str, new: str) -> None:
    """Another version of Licet comes with another law."""
    [path] = [each for each in root.rglob("*.yaml") if old in each.read_text()]
    path.write_text(path.read_text().replace(old, new))


def test_without_own_law_all_is_fine() -> None:
    assert own_law().result is Result.FINE


def test_on_the_law_of_this_version_all_is_fine(olga: User, paul: User) -> None:
    signed(olga, paul)
    assert own_law().result is Result.FINE


def test_after_an_upgrade_that_it_fits_somebody_is_asked_to_sign_again(
    olga: User, paul: User, answering: Path
) -> None:
    signed(olga, paul)
    changed(answering, "to.country: [XZ]", "to.country: [XZ, XY]")
    found = own_law()
    assert found.result is Result.WARNING
    assert "goes on answering from what was signed" in found.says
    assert "no longer fits" not in found.says
    assert "The office’s own law" in found.remedy


def test_after_an_upgrade_that_it_does_not_fit_the_first_fault_is_named(
    olga: User, paul: User, answering: Path
) -> None:
    """The new version calls the entry otherwise; the own rule still names the old one."""
    signed(olga, paul)
    for path in answering.rglob("*.yaml"):
        path.write_text(path.read_text().replace("ZZ.4D004", "ZZ.4D005"))
    found = own_law()
    assert found.result is Result.WARNING
    assert "licence.yaml, line" in found.says
    assert "The nearest valid name is ZZ.4D005" in found.says
    assert the_law().result is Result.FINE, "what was signed goes on"


def test_a_bundle_that_is_gone_is_a_fault(olga: User, paul: User) -> None:
    made = signed(olga, paul)
    path_of(made.draft.bundle).unlink()
    found = own_law()
    assert found.result is Result.FAULT
    assert "backup" in found.remedy


def test_what_begins_later_lies_ready_before_its_day(olga: User, paul: User) -> None:
    signed(olga, paul, starts_on=today() + timedelta(days=2))
    shutil.rmtree(in_force.compiled_place())
    in_force._signed.cache_clear()
    assert chores.law_in_force() == 1
    assert chores.law_in_force() == 0
