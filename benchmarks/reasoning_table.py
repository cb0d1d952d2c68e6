"""The reasoning in one table, with the bars beside it, written into docs/benchmarks.md.

    python -m benchmarks.reasoning_table [cases]

Runs `benchmarks.check_latency` and `benchmarks.questions` (1,000 sampled cases unless another number is given) in processes of
their own, and `benchmarks.bulk` unless LICET_BENCH_BULK is `no`; what the last prints is put below the table as it is.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs/benchmarks.md"
BEGIN, END = "<!-- reasoning: begin -->", "<!-- reasoning: end -->"
BARS = {
    "check without explanations, again": "< 5 ms",
    "explanation of one measure": "< 2 ms",
    "next questions": "≤ 3 ms at p95",
    "cold process": "< 700 ms",
}
SHARE = 0.70
"""Of the questions a depth-first engine asks."""

Times = dict[str, dict[str, float]]
Counts = dict[str, dict[str, float]]


def main() -> int:
    cases = sys.argv[1:2] or ["1000"]
    times: dict[str, Any] = json.loads(run("check_latency", "--json"))
    counts: dict[str, Any] = json.loads(run("questions", *cases, "--json"))
    bulk = "" if os.environ.get("LICET_BENCH_BULK") == "no" else run("bulk")
    text = "\n".join(
        [
            where(times["law"]),
            "",
            *latencies(times["times"]),
            "",
            *asked(counts["ways"], cases[0]),
            floor(counts),
        ]
    )
    told = f"{text}\n\n```\n{bulk.strip()}\n```" if bulk else text
    DOCUMENT.write_text(replaced(DOCUMENT.read_text("utf-8"), told), "utf-8")
    print(told)
    return 0


def run(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    return subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True).stdout


def where(law: str) -> str:
    load = os.getloadavg()[0]
    day = datetime.now(UTC).date()
    return (
        f"{day}, {os.cpu_count()} processors, Python {platform.python_version()}, load of the machine at the end {load:.1f}; {law}."
        " Times of the processor in ms; a cold process by the clock."
    )


def latencies(times: Times) -> list[str]:
    rows = ["| what | median | p95 | bar |", "|---|---|---|---|"]
    for name, row in times.items():
        rows.append(f"| {name} | {row['median']:.1f} | {row['p95']:.1f} | {BARS.get(name, '–')} |")
    return rows


def asked(counts: Counts, cases: str) -> list[str]:
    """Questions until nothing would change the answer, and ours as a share of depth-first."""
    rows = [
        f"| questions to a decision, {int(cases):,} sampled cases | mean | median | most |",
        "|---|---|---|---|",
    ]
    for name, row in counts.items():
        rows.append(f"| {name} | {row['mean']:.1f} | {row['median']:.0f} | {row['most']:.0f} |")
    share = counts["ours"]["mean"] / counts["depth-first"]["mean"]
    return [*rows, "", f"Ours are {share:.2f} × depth-first (bar: ≤ {SHARE:.2f})."]


def floor(counts: dict[str, Any]) -> str:
    """How far ours could be from depth-first at most."""
    seeds, hindsight = counts["by seed"], counts["hindsight"]
    return (
        f"By seed: {', '.join(f'{share:.2f}' for share in seeds)}. Whoever knew every answer beforehand, and asked only the fewest facts that settle a case, would"
        f" still ask {hindsight['share']:.2f} × depth-first ({hindsight['cases']} cases, `benchmarks/hindsight.py`): no order of single questions gets below."
    )


def replaced(document: str, told: str) -> str:
    """What stands between the marks, by what was measured now."""
    before, begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{DOCUMENT.name} has no place for the table: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{told}\n\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
