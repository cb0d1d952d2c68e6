"""Who may add a document, and who may take a copy."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import Decision, has_role, no, rule, yes

from .models import Document


@rule("document.add", label=gettext_lazy("Add a document"))
def may_add(actor: User, owner: Organisation | None) -> Decision:
    """`owner` is the organisation the document will belong to; none = the authority."""
    if has_role(actor, Role.OFFICER, Role.ASSESSOR, Role.ADVISER, Role.APPROVER):
        return yes(_("People who work on cases add documents."))
    if not has_role(actor, Role.EXPORTER):
        return no(_("Your role can read documents but not add any."))
    if owner is None or owner.pk not in actor.organisations_as(Role.EXPORTER):
        return no(_("You can add documents for your own organisation only."))
    return yes(_("You act for this organisation."))


@rule("document.download", label=gettext_lazy("Take a copy of a document"), reads=True)
def may_download(actor: User, document: Document | None) -> Decision:
    if document is not None and Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        return yes(_("This document is open to you."))
    return no(_("This document is not open to you."))
