from __future__ import annotations

from .explain import ExplainForm

__all__ = ["ExplainForm"]
