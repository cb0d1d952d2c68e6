"""The topics are composed before the first request, not for whoever reads them first."""

from __future__ import annotations

from django.utils import timezone

from licet.service.base.warming import before_serving
from licet.service.corpus.health import is_compiled

from .composing import page
from .topics import guidance


@before_serving
def the_topics() -> None:
    if is_compiled():
        for topic in guidance().topics.values():
            page(topic, timezone.localdate())
