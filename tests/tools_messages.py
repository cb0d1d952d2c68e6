"""tools/messages.py, which stands outside the packages, as a module the tests can import."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "messages", Path(__file__).parents[1] / "tools" / "messages.py"
)
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules["messages"] = _module
_spec.loader.exec_module(_module)

CATALOGUE = _module.CATALOGUE
collect = _module.collect
strings = _module.strings
