"""`licet law export`: files a solver reads, that say what the diagrams say; and faults named."""

from __future__ import annotations

from pathlib import Path

import pytest
import smtlib
from pysat.formula import CNF
from pysat.solvers import Minisat22

from licet.cli.main import main
from licet.reasoning import Law

DAY = "2026-11-21"


def test_the_shipped_law_as_clauses_is_sound_and_each_measure_can_hold_and_fail(tmp_path: Path) -> None:
    """Nothing known: what can hold and fail by the diagrams can by another solver that reads the file alone."""
    out = tmp_path / "eu.cnf"
    assert main(["law", "export", "--regime", "EU", "--as-of", DAY, "--out", str(out)]) == 0
    numbers = {
        line.split()[3]: int(line.split()[2])
        for line in out.read_text(encoding="utf-8").splitlines()
        if line.startswith("c rule ")
    }
    law = Law.load()
    assert set(numbers) == {*law.regimes["EU"].entries, *law.regimes["EU"].measures}
    answers = law.check({"facts": {}, "regimes": ["EU"], "as_of": DAY}, explain=False)["regimes"]["EU"][
        "measures"
    ]
    with Minisat22(bootstrap_with=CNF(from_file=str(out)).clauses) as solver:
        for answer in answers:
            number = numbers[answer["id"]]
            can = solver.solve(assumptions=[number]), solver.solve(assumptions=[-number])
            assert {(True, True): "unknown", (False, True): "false", (True, False): "true"}[can] == answer[
                "result"
            ]


def test_the_shipped_law_as_terms_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "export", "--regime", "EU", "--as-of", DAY, "--format", "smtlib"]) == 0
    script = smtlib.read(capsys.readouterr().out)
    assert {"EU.ART3", "EU.4D004"} <= set(script.functions)
    given = {name: script.choices(name)[0] for name in script.constants}
    assert script.value("EU.ART3", given) in (True, False)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--regime", "EY"], "'EY' is not a regime of this law"),
        (["--regime", "EU", "--as-of", "2001-01-01"], "is not in this corpus"),
        (["--regime", "EU", "--rule", "EU.ART33"], "Did you mean 'EU.ART3'?"),
        (["--regime", "EU", "--out", "/nowhere/at/all.cnf"], "--out"),
    ],
)
def test_what_cannot_be_exported_is_bad_input(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "export", *more]) == 2
    assert said in capsys.readouterr().err
