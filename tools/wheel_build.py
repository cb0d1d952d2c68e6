"""Build hook: a wheel carries the law already compiled, so that an installed `licet check` answers at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledLawHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the law into build/law and add it to the wheel; an editable install compiles in `make run`."""
        if version == "editable":
            return
        out = Path(self.root) / "build" / "law"
        command = [sys.executable, "-m", "licet.cli.main", "law", "compile", "--out", str(out)]
        subprocess.run(command, check=True, cwd=self.root)
        build_data["force_include"][str(out)] = "licet/_compiled"
