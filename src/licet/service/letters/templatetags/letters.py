"""The fixed words of letters: `{% load letters %}`."""

from __future__ import annotations

from django import template

from licet.service.letters import wording

register = template.Library()


@register.simple_tag
def label(name: str, **values: object) -> str:
    """`{% label "submitted" date=… %}`: escaped by the template as any other text."""
    return wording.label(name, **values)
