"""Run every benchmark in a process of its own, one after the other, so that none disturbs the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# What fills a database, what takes many minutes, and what puts others into a table: `make bench-pages`, `make bench-reasoning`.
APART = {"load", "copy_load", "page_table", "questions", "reasoning_table", "policy_bench"}


def main() -> int:
    here = Path(__file__).parent
    chosen = sys.argv[1:] or sorted({path.stem for path in here.glob("[a-z]*.py")} - APART)
    failed = [
        name for name in chosen if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"]).returncode
    ]
    print(f"Failed: {', '.join(failed)}" if failed else "All benchmarks ran.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
