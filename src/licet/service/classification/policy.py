"""Asking what the rules say, and keeping what one asked, is open to everybody without an account."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import User
from licet.service.people.policy import Decision, rule, yes


@rule(
    "self_assessment.ask",
    label=gettext_lazy("Ask what the rules say, without an account"),
    reads=True,
    public=True,
)
def may_ask(actor: User, obj: object | None) -> Decision:
    return yes(_("Anybody may ask what the rules say."))


# It keeps what a visitor wrote, sealed, and changes nothing that the office holds: not a write of the authority's record.
@rule(
    "self_assessment.keep",
    label=gettext_lazy("Save a self-assessment, or delete it"),
    reads=True,
    public=True,
)
def may_keep(actor: User, obj: object | None) -> Decision:
    return yes(_("Whoever has the address of a saved self-assessment can open and delete it."))
