"""The acts of this app: reading who may do what, and looking after people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import FactorReset, Membership, Organisation, Role, User
from .policy import Decision, has_role, no, only, rule, yes


@rule("access.matrix", label=gettext_lazy("Read who may do what"), reads=True)
def may_read_matrix(actor: User, obj: None) -> Decision:
    return yes(_("The rules of access are open to everybody who has signed in."))


@rule("access.explain", label=gettext_lazy("Ask who may do something to one object, and why"), reads=True)
def may_explain(actor: User, obj: None) -> Decision:
    return only(
        actor,
        Role.AUDITOR,
        reason=_("The auditor checks who may do what."),
        otherwise=_("Only the auditor asks this of other people."),
    )


@rule("person.list", label=gettext_lazy("See the people, their roles and open invitations"), reads=True)
def may_list(actor: User, obj: None) -> Decision:
    return only(
        actor,
        Role.ADMINISTRATOR,
        Role.APPROVER,
        Role.AUDITOR,
        reason=_("Administrators look after people; approvers confirm for them; the auditor checks."),
        otherwise=_("Only administrators of people, approvers and the auditor see the register of people."),
    )


@rule("office.read", label=gettext_lazy("Read who changed the particulars of the office"), reads=True)
def may_read_office(actor: User, obj: None) -> Decision:
    return only(
        actor,
        Role.ADMINISTRATOR,
        Role.APPROVER,
        Role.AUDITOR,
        reason=_(
            "Administrators keep the office’s particulars; approvers sign letters with them; the auditor checks."
        ),
        otherwise=_("Who changed the office’s particulars is for administrators, approvers and the auditor."),
    )


@rule("office.describe", label=gettext_lazy("Change the name, address and appeal body of the office"))
def may_describe_office(actor: User, obj: None) -> Decision:
    return only(
        actor,
        Role.ADMINISTRATOR,
        reason=_("Administrators keep the office’s particulars."),
        otherwise=_("Only administrators change the office’s particulars."),
    )


@rule("person.invite", label=gettext_lazy("Invite somebody into an organisation"))
def may_invite(actor: User, organisation: Organisation | None) -> Decision:
    if has_role(actor, Role.ADMINISTRATOR):
        return yes(_("Administrators invite people."))
    if organisation is not None and organisation == leads(actor):
        if organisation.claimed:
            return no(_("Your organisation is not confirmed yet. Then you can invite colleagues."))
        return yes(_("You were the first of your organisation here: you invite your colleagues."))
    return no(_("Only administrators, and the first person of an exporter’s organisation, invite people."))


@rule("role.end", label=gettext_lazy("End somebody’s role"))
def may_end_role(actor: User, membership: Membership | None) -> Decision:
    if has_role(actor, Role.ADMINISTRATOR):
        return yes(_("Administrators end roles."))
    if membership is not None and membership.user_id != actor.pk:
        led = leads(actor)
        if led is not None and led.pk == membership.organisation_id:
            return yes(_("You look after the people of your organisation."))
    return no(_("Only administrators, and the first person of an exporter’s organisation, end roles."))


@rule("organisation.confirm", label=gettext_lazy("Confirm an organisation that registered itself"))
def may_confirm(actor: User, organisation: Organisation | None) -> Decision:
    if organisation is not None and not organisation.claimed:
        return no(_("This organisation is confirmed already."))
    return only(
        actor,
        Role.ADMINISTRATOR,
        reason=_("Administrators check who belongs to an organisation."),
        otherwise=_("Only an administrator confirms an organisation."),
    )


@rule("factor.ask_reset", label=gettext_lazy("Ask that somebody’s second factors are reset"))
def may_ask_reset(actor: User, user: User | None) -> Decision:
    if user is not None and user.pk == actor.pk:
        return no(_("Another administrator asks this for you."))
    return only(
        actor,
        Role.ADMINISTRATOR,
        reason=_("Administrators help people who lost their second factor."),
        otherwise=_("Only an administrator asks for this."),
    )


@rule("factor.confirm_reset", label=gettext_lazy("Confirm a reset of second factors"))
def may_confirm_reset(actor: User, reset: FactorReset | None) -> Decision:
    if (closed := _closed(reset)) is not None:
        return closed
    if reset is not None and reset.asked_by_id == actor.pk:
        return no(_("You asked for this. A second person has to confirm it."))
    if reset is not None and reset.user_id == actor.pk:
        return no(_("Nobody confirms a reset of their own second factors."))
    return only(
        actor,
        Role.ADMINISTRATOR,
        Role.APPROVER,
        reason=_("A second person confirms: another administrator, or an approver."),
        otherwise=_("Only another administrator, or an approver, confirms this."),
    )


@rule("factor.refuse_reset", label=gettext_lazy("Turn down a reset of second factors"))
def may_refuse_reset(actor: User, reset: FactorReset | None) -> Decision:
    if (closed := _closed(reset)) is not None:
        return closed
    return only(
        actor,
        Role.ADMINISTRATOR,
        Role.APPROVER,
        reason=_("Administrators and approvers may turn it down; the person who asked may take it back."),
        otherwise=_("Only administrators and approvers turn this down."),
    )


def _closed(reset: FactorReset | None) -> Decision | None:
    if reset is not None and reset.settled_at is not None:
        return no(_("This request was settled already."))
    return None


def leads(actor: User) -> Organisation | None:
    """The exporter's organisation whose first person here is `actor`; when she leaves, the next in line takes over."""
    for post in actor.posts:
        if post.role == Role.EXPORTER:
            first = (
                Membership.objects.filter(organisation=post.organisation).order_by("created_at", "id").first()
            )
            if first is not None and first.user_id == actor.pk:
                return post.organisation
    return None
