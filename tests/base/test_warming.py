"""What a server process has read before it takes a request."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.template import engines
from django.utils import timezone

from licet.service.base import warming
from licet.service.corpus import services
from licet.service.corpus import warming as corpus_warming


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_the_law_has_answered_before_anybody_asks() -> None:
    services._answer.cache_clear()
    warming.warm()
    services.ask({"facts": {}}, as_of=timezone.localdate())
    known = services._answer.cache_info()
    assert (known.hits, known.misses) == (1, 1)


def test_a_law_that_is_not_compiled_is_left_to_the_first_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(corpus_warming, "is_compiled", lambda: False)
    monkeypatch.setattr(corpus_warming, "ask", lambda *args, **kwargs: asked.append(args))
    corpus_warming.the_law()
    assert asked == []


def test_every_page_of_ours_is_read_as_a_template() -> None:
    django = engines["django"]
    loader = django.engine.template_loaders[0]  # type: ignore[attr-defined]
    loader.reset()
    warming.warm()
    read = {str(key) for key in loader.get_template_cache}
    assert {"base/page.html", "casework/case.html", "registers/index.html"} <= read


def test_what_fails_does_not_keep_the_server_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[str] = []

    def broken() -> None:
        raise RuntimeError("the disk is gone")

    told: list[str] = []
    monkeypatch.setattr(warming, "_warmings", [broken, lambda: reached.append("the next")])
    monkeypatch.setattr(warming.log, "exception", lambda text, name: told.append(name))
    warming.warm()
    assert (told, reached) == (["broken"], ["the next"])


def test_the_garbage_collector_passes_over_what_stays() -> None:
    gc.unfreeze()
    warming.warm()
    assert gc.get_freeze_count() > 50_000  # the law and the templates alone are more
    assert gc.get_threshold() == warming.THRESHOLDS
