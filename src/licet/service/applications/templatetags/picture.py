"""The boxes of the chain's picture. Put together here: a template took longer over a box than over the rest of the picture."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..picture import Drawn

register = template.Library()


@register.simple_tag
def picture_box(box: Drawn) -> SafeString:
    """A rectangle and its lines of text."""
    lines = ((line.kind, line.x, line.y, RTL if line.rtl else "", line.text) for line in box.lines)
    return format_html(
        '<rect class="licet-chain__box licet-chain__box--{}" x="{}" y="{}" width="{}" height="{}"/>{}',
        box.kind,
        box.x,
        box.y,
        box.width,
        box.height,
        format_html_join("", TEXT, lines),
    )


TEXT = '<text class="licet-chain__text licet-chain__text--{}" x="{}" y="{}"{}>{}</text>'
RTL = SafeString(' direction="rtl"')
