"""Who writes, signs and declares."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.policy import may_move
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, no, only, rule, yes

from .models import Assessment


@rule("assessment.write", label=gettext_lazy("Write an assessment"))
def may_write(actor: User, case: Case | None) -> Decision:
    return may_move(actor, Act.ASSESS, case)


@rule(Act.ASSESS.value, label=Act.ASSESS.label)
def may_sign(actor: User, assessment: Assessment | None) -> Decision:
    """Its author signs it, once; a signed assessment is changed only by a new one."""
    decision = may_move(actor, Act.ASSESS, assessment.case if assessment else None)
    if not decision or assessment is None:
        return decision
    if assessment.completed_at:
        return no(_("It is signed. Start a new version to change it."))
    if assessment.author_id != actor.pk:
        return no(
            _("An assessment is signed by its author, %(author)s.") % {"author": assessment.author.name}
        )
    return yes(_("You wrote it."))


@rule("policy.declare", label=gettext_lazy("Declare a policy of the authority"))
def may_declare(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.APPROVER,
        reason=_("Approvers declare the authority’s policy."),
        otherwise=_("Only an approver declares the authority’s policy."),
    )
