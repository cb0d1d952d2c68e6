"""Who asks for a ruling, who drafts it, who signs it. Never the same person drafts and signs."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.applications.models import Application
from licet.service.casework.models import Case
from licet.service.casework.moves import ALIVE
from licet.service.casework.querysets import reads_all
from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import Decision, has_role, may, no, only, rule, yes

from .models import Inquiry, InquiryQuestion, Ruling


@rule("inquiry.read", label=gettext_lazy("Read requests for rulings"), reads=True)
def may_read_inquiry(actor: User, inquiry: Inquiry | None) -> Decision:
    return _read(actor, inquiry)


@rule("ruling.read", label=gettext_lazy("Read a ruling"), reads=True)
def may_read(actor: User, ruling: Ruling | None) -> Decision:
    if ruling is not None and ruling.signed_at is None and not reads_all(actor):
        return no(_("A draft ruling is for the office alone."))
    return _read(actor, ruling)


def _read(actor: User, about: Inquiry | Ruling | None) -> Decision:
    if reads_all(actor):
        return yes(_("The office reads every request and every ruling."))
    if not has_role(actor, Role.EXPORTER):
        return no(_("Rulings are read by the office and by the exporter they are given to."))
    if about is not None and not _own(actor, about.organisation):
        return no(_("This is about another organisation’s item."))
    return yes(_("An exporter reads what she asked and what was ruled for her."))


def _own(actor: User, organisation: Organisation) -> bool:
    return organisation.pk in actor.organisations_as(Role.EXPORTER)


@rule("inquiry.ask", label=gettext_lazy("Ask for a ruling"))
def may_ask(actor: User, application: Application | None) -> Decision:
    """As who may hand in an application: before a bid, or at any time while it is a draft."""
    if application is None:
        return may(actor, "application.create")
    return may(actor, "application.submit", application)


@rule("inquiry.take_back", label=gettext_lazy("Take back a request for a ruling"))
def may_take_back(actor: User, inquiry: Inquiry | None) -> Decision:
    return _exporters(actor, inquiry)


@rule("inquiry.answer", label=gettext_lazy("Answer a question about a ruling"))
def may_answer(actor: User, question: InquiryQuestion | None) -> Decision:
    if question is not None and hasattr(question, "reply"):
        return no(_("This question is answered already."))
    return _exporters(actor, question.inquiry if question else None)


def _exporters(actor: User, inquiry: Inquiry | None) -> Decision:
    if not has_role(actor, Role.EXPORTER):
        return no(_("Only the exporter who asked for the ruling does this."))
    if inquiry is not None and not _own(actor, inquiry.organisation):
        return no(_("This is about another organisation’s item."))
    return _while_open(inquiry, _("You asked for the ruling."))


@rule("inquiry.question", label=gettext_lazy("Ask the exporter a question about a ruling"))
def may_question(actor: User, inquiry: Inquiry | None) -> Decision:
    return _officers(actor, inquiry)


@rule("inquiry.find", label=gettext_lazy("Record a finding for a ruling"))
def may_find(actor: User, inquiry: Inquiry | None) -> Decision:
    return _officers(actor, inquiry)


def _officers(actor: User, inquiry: Inquiry | None) -> Decision:
    if not has_role(actor, Role.OFFICER):
        return no(_("Officers work on requests for rulings."))
    return _while_open(inquiry, _("Officers work on requests for rulings."))


def _while_open(inquiry: Inquiry | None, reason: str) -> Decision:
    """Yes, until it was taken back or a ruling was signed and no other is being drafted."""
    if inquiry is not None and hasattr(inquiry, "end"):
        return no(_("The request was taken back."))
    rulings = list(inquiry.rulings.all()) if inquiry is not None else []
    if rulings and all(each.signed_at for each in rulings):
        return no(_("The ruling is signed."))
    return yes(reason)


@rule("ruling.draft", label=gettext_lazy("Draft a ruling"))
def may_draft(actor: User, about: Inquiry | Case | Ruling | None) -> Decision:
    """On a request, on an item of a case, or in place of a ruling that stands; a draft is written by its drafter."""
    if not has_role(actor, Role.OFFICER):
        return no(_("Officers draft rulings."))
    if isinstance(about, Inquiry):
        return _while_open(about, _("Officers draft rulings."))
    if isinstance(about, Case) and about.state not in ALIVE:
        return no(_("The case is closed."))
    return _on_ruling(actor, about) if isinstance(about, Ruling) else yes(_("Officers draft rulings."))


def _on_ruling(actor: User, ruling: Ruling) -> Decision:
    if ruling.signed_at:
        if hasattr(ruling, "end"):
            return no(_("It was withdrawn or replaced already."))
        return yes(_("An officer drafts what replaces a ruling."))
    if ruling.handed_over_at:
        return no(_("It waits for signature. Whoever signs can send it back."))
    if ruling.drafted_by_id != actor.pk:
        return no(_("Only its drafter, %(name)s, writes this draft.") % {"name": ruling.drafted_by.name})
    return yes(_("You draft it."))


@rule("ruling.sign", label=gettext_lazy("Sign a ruling, or send it back"))
def may_sign(actor: User, ruling: Ruling | None) -> Decision:
    if ruling is not None and has_role(actor, Role.APPROVER):
        if ruling.signed_at:
            return no(_("It is signed."))
        if not ruling.handed_over_at:
            return no(_("Its drafter has not handed it over yet."))
        if ruling.drafted_by_id == actor.pk:
            return no(_("You drafted it. Another person signs it."))
    return only(
        actor,
        Role.APPROVER,
        reason=_("An approver who did not draft it signs a ruling."),
        otherwise=_("Only an approver signs a ruling."),
    )


@rule("ruling.withdraw", label=gettext_lazy("Withdraw a ruling"))
def may_withdraw(actor: User, ruling: Ruling | None) -> Decision:
    if ruling is not None and has_role(actor, Role.APPROVER) and not ruling.in_force(timezone.localdate()):
        return no(_("Only a ruling that stands is withdrawn."))
    return only(
        actor,
        Role.APPROVER,
        reason=_("Approvers withdraw rulings."),
        otherwise=_("Only an approver withdraws a ruling."),
    )
