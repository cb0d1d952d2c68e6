"""Licet: an open export-control system for commercial cyber intrusion capabilities."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("licet")
