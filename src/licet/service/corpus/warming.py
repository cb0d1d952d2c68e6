"""The law is read before the first request, not by whoever asks first."""

from __future__ import annotations

import logging

from django.utils import timezone

from licet.service.base.warming import before_serving

from .health import is_compiled
from .in_force import ask_again, standing
from .services import ask

log = logging.getLogger(__name__)


@before_serving
def which_law() -> None:
    ask_again()
    standing()


@before_serving
def the_law() -> None:
    """Today's law, and a first answer from it. Where it is not compiled that would take minutes: then the first to ask waits."""
    if not is_compiled():
        log.warning("The law is not compiled: the first answer will take minutes. Run `licet law compile`.")
        return
    ask({"facts": {}}, as_of=timezone.localdate())
