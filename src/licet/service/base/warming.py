"""What a server process does before it takes the first request, so that no reader waits for it. Each app registers its own."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path

from django.template import TemplateDoesNotExist, engines
from django.urls import get_resolver

log = logging.getLogger(__name__)

Warming = Callable[[], None]
_warmings: list[Warming] = []

# Python's own (700, 10, 10) looks through young objects every few milliseconds of a page and through all of them every
# few pages; few objects of a page outlive it, and what does is mostly the law and the templates.
THRESHOLDS = (10_000, 20, 20)


def before_serving(function: Warming) -> Warming:
    """Call the function below once in each server process, before it serves."""
    _warmings.append(function)
    return function


def warm() -> None:
    """Read what every page needs, then let the garbage collector pass over it for good.

    What fails here is only told: the page that needs it tells the reader, and `licet doctor` the operator.
    """
    for function in (_addresses, _templates, *_warmings):
        try:
            function()
        except Exception:
            log.exception("Could not be read before the start: %s", function.__name__)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


def _addresses() -> None:
    get_resolver().reverse_dict  # noqa: B018  made when it is first asked for


def _templates() -> None:
    """All of our own; a template is read and compiled once in a process."""
    django = engines["django"]
    for folder in django.template_dirs:
        if "licet" not in Path(folder).parts:
            continue
        for path in Path(folder).rglob("*.html"):
            try:
                django.get_template(str(path.relative_to(folder)))
            except TemplateDoesNotExist:
                log.warning("The template %s extends what is not there.", path)
