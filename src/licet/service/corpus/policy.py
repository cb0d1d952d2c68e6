"""Who may read the law, and ask the rules."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, rule, yes


@rule("law.read", label=_("Read the law as pages"), reads=True, public=True)
def may_read(actor: User, subject: object | None) -> Decision:
    return yes(_("Anybody may read what is controlled."))


@rule("indication.make", label=_("Keep an indication"))
def may_make(actor: User, subject: object | None) -> Decision:
    return only(
        actor,
        Role.EXPORTER,
        Role.OFFICER,
        Role.ASSESSOR,
        Role.APPROVER,
        reason=_("Those who describe a deal or decide on it keep what the rules said of it."),
        otherwise=_("Only the exporter and the authority’s officials keep indications."),
    )


@rule("table.evaluate", label=_("Have a table of transfers answered"))
def may_evaluate(actor: User, subject: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        Role.ASSESSOR,
        Role.APPROVER,
        reason=_("Those who work on cases may ask the rules of many transfers at once."),
        otherwise=_("Only the authority’s officials have tables answered here."),
    )
