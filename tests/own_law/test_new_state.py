"""The how-to for lawyers, walked: a state that nobody had becomes law of this office, from questions to the first answer."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest
from cast import client_for, post
from django.core.files.uploadedfile import SimpleUploadedFile
from own_law_walk import examined, today, zipped

from licet.cli.main import main
from licet.law.bundles import files_of
from licet.law.places import examples, shipped
from licet.service import corpus
from licet.service.corpus import in_force
from licet.service.own_law.models import Draft
from licet.service.people.models import User
from licet.service.records.verify import differences

pytestmark = pytest.mark.django_db
ANSWERS = examples() / "new-state" / "state-e.yaml"


def test_one_more_state_from_the_questions_to_its_first_answer(
    olga: User, paul: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Step 1 and 2: the kit writes the files. 3: they are put forward, and examined. 4: another person signs. 5: it answers."""
    answer_without_other_states(tmp_path, monkeypatch, settings)
    assert "XE" not in corpus.law().regimes
    assert main(["law", "new-state", "--answers", str(ANSWERS), "--out", str(tmp_path / "our-law")]) == 0
    upload = SimpleUploadedFile("our-law.zip", zipped(dict(files_of(tmp_path / "our-law"))))
    day = {"starts_on_day": today().day, "starts_on_month": today().month, "starts_on_year": today().year}
    given = {"note": "State E joins the comparison.", "how": "on_top", "upload": upload, **day}
    post(client_for(olga), "/own-law/put-forward/", given)
    found = examined(Draft.objects.get())
    report = found.report or {}
    assert report["new_regimes"] == ["XE"]
    assert report["tests"]["failed"] == [] and report["tests"]["gaps"] == []
    assert {row["how"] for row in report["rules"]} == {"added"}
    assert report["examples"]["count"] == report["chains"]["count"] == 0, "no other state's answer moves"
    assert report["bench"] == {}
    page = f"/own-law/{found.draft_id}/"
    assert "Sign this law" in client_for(paul).get(page).content.decode()
    post(client_for(paul), page, {"digest": found.digest, "read": "on"})
    assert "XE" in corpus.law().regimes
    assert client_for(paul).get("/law/regimes/XE/").status_code == 200
    assert licensable()
    assert differences() == []


def answer_without_other_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The law as it ships but for the sheets of single states, which a new one does not touch: a third of it."""
    root = tmp_path / "law"
    copytree(shipped(), root, ignore=ignore_patterns("states", "guidance"))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LICET_LAW", str(root))
    settings.LAW_ROOTS, settings.HOME_REGIMES = str(root), ["EU"]


def licensable() -> bool:
    """Spyware offered as a service from an office in state E: its sheet says that access given abroad is an export."""
    in_force.ask_again()
    document = json.loads((examples() / "saas-access.json").read_bytes())
    found = corpus.law().compare({**document, "regimes": ["XE"]}, there=True)
    return "XE" in found["regimes"] and bool(found["transfers"])
