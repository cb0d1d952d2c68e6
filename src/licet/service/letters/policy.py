"""Who reads letters, takes them back, and words them. Nobody writes one by hand: a letter follows from an act."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, only, rule, yes

from .models import Letter, LetterEnd, Wording
from .querysets import OFFICE


@rule("letter.read", label=gettext_lazy("Read a letter"), reads=True)
def may_read(actor: User, letter: Letter | None) -> Decision:
    if letter is None or Letter.objects.visible_to(actor).filter(pk=letter.pk).exists():
        return yes(_("It is addressed to your organisation, or you are of the authority that sent it."))
    return no(_("This letter is not addressed to you."))


@rule("letter.check", label=gettext_lazy("Check that a letter is genuine"), reads=True, public=True)
def may_check(actor: User, letter: Letter | None) -> Decision:
    return yes(_("Whoever holds a letter may ask whether it is genuine."))


@rule("letter.withdraw", label=gettext_lazy("Withdraw a letter"))
def may_withdraw(actor: User, letter: Letter | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver withdraws a letter."))
    if letter is not None and LetterEnd.objects.filter(letter=letter).exists():
        return no(_("This letter was withdrawn or superseded already."))
    return yes(_("Approvers answer for what the authority has sent."))


@rule("wording.read", label=gettext_lazy("Read the wording of letters"), reads=True)
def may_read_wording(actor: User, wording: Wording | None) -> Decision:
    if actor.roles & OFFICE:
        return yes(_("The office words its letters; the auditor sees how."))
    return no(_("How letters are worded is for the authority alone."))


@rule("wording.draft", label=gettext_lazy("Draft the wording of a letter"))
def may_draft(actor: User, wording: Wording | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        Role.APPROVER,
        reason=_("Officers and approvers draft the wording of letters."),
        otherwise=_("Only an officer or an approver drafts the wording of letters."),
    )


@rule("wording.adopt", label=gettext_lazy("Adopt the wording of a letter"))
def may_adopt(actor: User, wording: Wording | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver adopts the wording of letters."))
    if wording is not None and wording.drafted_by_id == actor.pk:
        return no(_("You drafted this wording. Another person adopts it."))
    if wording is not None and hasattr(wording, "adoption"):
        return no(_("This wording was adopted already."))
    return yes(_("Approvers adopt what another person has drafted."))
