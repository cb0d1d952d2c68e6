"""The chart of the registers: a Vega-Lite specification, drawn as SVG on the server and kept by its content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from .counting import Year

A_WEEK = 7 * 24 * 3600
MOST_STEPS = 8
FONT = "Public Sans, Arial, sans-serif"
INK, QUIET = "#0b0c0c", "#505a5f"
FILLS = ["#1d5f63", "#d98c1f"]
"""Definitive, temporary: apart in brightness too, for who sees no colours and for a printer without them."""


def by_year(years: Sequence[Year]) -> dict[str, Any]:
    """Bars of lines by year of issue, definitive below and temporary above; years without a line stay as gaps."""
    kinds = [_("Definitive"), _("Temporary")]
    rows = [
        {"year": str(year), "kind": kind, "lines": lines, "order": order}
        for year, found in _every_year(years)
        for order, (kind, lines) in enumerate(zip(kinds, found, strict=True))
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 740,
        "height": 340,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "#ffffff",
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": _("Year of issue"), "axis": {"labelAngle": 0}},
            "y": {
                "field": "lines",
                "type": "quantitative",
                "title": _("Register lines"),
                "axis": {"tickCount": _steps(years), "tickMinStep": 1},
            },
            "color": {"field": "kind", "title": None, "scale": {"domain": kinds, "range": FILLS}},
            "order": {"field": "order", "type": "quantitative"},
        },
        "config": {
            "font": FONT,
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "gridColor": "#d8dadb",
            },
            "legend": {"labelColor": INK, "labelFontSize": 13, "orient": "top"},
            "view": {"stroke": None},
        },
    }


def _steps(years: Sequence[Year]) -> int:
    """No more steps than lines, so that no grid line stands at half a line."""
    return max(1, min(MOST_STEPS, max((year.total for year in years), default=1)))


def _every_year(years: Sequence[Year]) -> list[tuple[int, tuple[int, int]]]:
    found = {row.year: (row.definitive, row.temporary) for row in years}
    if not found:
        return []
    return [(year, found.get(year, (0, 0))) for year in range(min(found), max(found) + 1)]


def svg(specification: dict[str, Any]) -> str:
    """The drawing of a specification; the same specification is drawn once."""
    text = json.dumps(specification, sort_keys=True)
    key = f"chart:{sha256(text.encode()).hexdigest()}"
    found: str | None = cache.get(key)
    if found is None:
        import vl_convert  # loaded when a chart is first drawn: it is large

        found = vl_convert.vegalite_to_svg(text)
        cache.set(key, found, A_WEEK)
    return found
