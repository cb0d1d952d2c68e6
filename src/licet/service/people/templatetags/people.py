"""`{% load people %}`: asking the policy in a template, so that no page offers what the service would refuse."""

from __future__ import annotations

from django import template
from django.template import Context

from licet.service.people.policy import Decision
from licet.service.people.policy import may as ask

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, act: str, obj: object | None = None) -> Decision:
    """`{% may "case.propose" case as proposing %}{% if proposing %}…{% else %}{{ proposing.reason }}{% endif %}`"""
    return ask(context["request"].user, act, obj)
