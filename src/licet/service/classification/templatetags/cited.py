"""What an answer rests on, as a page of an indication writes it a hundred times: kept, since it is always the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licet.service.base.templatetags.base import colon

register = template.Library()
KEPT = 4096


@register.simple_tag
def cited(rule: Any) -> SafeString:
    """`{% cited rule %}`: its title, linked where it has a page. In a new tab, since what was described travels inside this page."""
    return _link(rule.title, rule.href, get_language())


@register.simple_tag
def citation_line(row: Mapping[str, str]) -> SafeString:
    """Instrument, paragraph, edition and address."""
    parts = (row["instrument"], row["pinpoint"], row.get("edition", ""), row.get("url", ""))
    return _line(*parts, get_language())


@lru_cache(maxsize=KEPT)
def _link(title: str, href: str, language: str | None) -> SafeString:
    if not href:
        return format_html("{}", title)
    return format_html(
        '<a class="govuk-link" href="{}" target="_blank" rel="noopener">{} <span class="govuk-visually-hidden">{}</span></a>',
        href,
        title,
        _("(opens in a new tab)"),
    )


@lru_cache(maxsize=KEPT)
def _line(instrument: str, pinpoint: str, edition: str, url: str, language: str | None) -> SafeString:
    text = f"{instrument}, {pinpoint}"
    if edition:
        text += f" ({edition})"
    if url:
        text += f"{colon()} {url}"
    return format_html("{}", text)
