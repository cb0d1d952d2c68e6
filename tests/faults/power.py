"""The library that records what reaches the disk, or lets the disk be full: built for this machine."""

from __future__ import annotations

import subprocess
from pathlib import Path


def recorder(folder: Path) -> Path:
    library = folder / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return library
