"""Ways to spend less on drawing pages of which only a part differs from one input to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.forms.widgets import Select
from django.template import Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

LONG = 30  # options, from which on a list is remembered
PLAIN = 60  # letters; what was sent instead of an option is drawn anew when it is longer


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages are answered but not drawn: drawing costs most of the time, and breaks least."""
    draw = Template._render  # type: ignore[attr-defined]
    Template._render = lambda template, context: mark_safe("")  # type: ignore[attr-defined]
    try:
        yield
    finally:
        Template._render = draw  # type: ignore[attr-defined]


@contextmanager
def long_lists_remembered() -> Iterator[None]:
    """A list of countries looks the same whenever name, options, attributes and language are the same, but for the option
    that is chosen. Drawn once, it is put into every later page as it was; what is none of its options is drawn anew."""
    draw, drawn = Select.render, dict[Any, SafeString]()

    def remembered(
        widget: Select, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        key = _sameness(widget, name, value, attrs)
        if key is None:
            return draw(widget, name, value, attrs, renderer)
        if key not in drawn:
            drawn[key] = draw(widget, name, value, attrs, renderer)
        return drawn[key]

    Select.render = remembered  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        Select.render = draw  # type: ignore[method-assign]


def _sameness(widget: Select, name: str, value: Any, attrs: Any) -> Any:
    """All that a list's markup comes from, but for which of its own options is chosen; None for one to draw anew."""
    options = list(widget.choices)
    if len(options) < LONG or any(isinstance(words, list | tuple) for _, words in options):
        return None
    words = tuple((str(option), str(words)) for option, words in options)
    sent = "" if any(value == option for option, _ in words) else repr(value)
    if len(sent) > PLAIN:
        return None
    return (
        type(widget),
        name,
        sent,
        repr(attrs),
        repr(widget.attrs),
        widget.is_required,
        get_language(),
        words,
    )
