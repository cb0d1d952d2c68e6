"""SIGKILL at seeded moments to server, worker and sequencer: no acknowledged act is lost, none is done twice.

`LICET_FAULT_ACTS` makes the run longer (`make faults`: a thousand acts on each database), `LICET_FAULT_SEED` repeats one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from faults.machine import Machine
from faults.rounds import under_fire

pytestmark = [pytest.mark.fault, pytest.mark.timeout(3600)]
ACTS = int(os.environ.get("LICET_FAULT_ACTS", "25"))
SEED = int(os.environ.get("LICET_FAULT_SEED", "20261122"))


def test_killed_at_any_moment_no_act_is_lost_or_doubled(
    machine: Callable[..., AbstractContextManager[Machine]], capsys: pytest.CaptureFixture[str]
) -> None:
    with machine() as made:
        figures = under_fire(made, seed=SEED, acts=ACTS, rounds=max(1, ACTS // 250))
    assert figures.acts >= ACTS
    assert figures.kills.total() > 0
    with capsys.disabled():
        sys.stdout.write(f"\n{'PostgreSQL' if made.url else 'SQLite'}, seed {SEED}: {figures}\n")
