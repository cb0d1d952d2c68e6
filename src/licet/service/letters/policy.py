"""Who reads letters, takes them back, and words them. Nobody writes one by hand: a letter follows from an act."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, only, rule, yes

from .models import Letter, LetterEnd, LetterKind, Retraction, Wording
from .querysets import OFFICE


@rule("letter.read", label=gettext_lazy("Read a letter"), reads=True)
def may_read(actor: User, letter: Letter | None) -> Decision:
    if letter is None or Letter.objects.visible_to(actor).filter(pk=letter.pk).exists():
        return yes(_("It is addressed to your organisation, or you are of the authority that sent it."))
    return no(_("This letter is not addressed to you."))


@rule("letter.check", label=gettext_lazy("Check that a letter is genuine"), reads=True, public=True)
def may_check(actor: User, letter: Letter | None) -> Decision:
    return yes(_("Whoever holds a letter may ask whether it is genuine."))


@rule("letter.withdraw", label=gettext_lazy("Ask to withdraw a letter"))
def may_withdraw(actor: User, letter: Letter | None) -> Decision:
    if not actor.roles & {Role.OFFICER, Role.APPROVER}:
        return no(_("Only an officer or an approver asks to withdraw a letter."))
    if letter is not None and (reason := _stays(letter)):
        return no(reason)
    return yes(_("Who finds a letter wrong asks for its withdrawal; another person confirms it."))


def _stays(letter: Letter) -> str:
    if LetterEnd.objects.filter(letter=letter).exists():
        return _("This letter was withdrawn or superseded already.")
    if hasattr(letter, "destroyed"):
        return _("The text of this letter was destroyed under the retention schedule.")
    if letter.kind == LetterKind.RETRACTION:
        return _("A notice that a letter is withdrawn is not withdrawn itself.")
    if letter.retractions.filter(refused__isnull=True).exists():
        return _("Somebody asked for its withdrawal already. It waits for another person.")
    return ""


@rule("letter.confirm_withdrawal", label=gettext_lazy("Confirm that a letter is withdrawn"))
def may_confirm_withdrawal(actor: User, retraction: Retraction | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver confirms that a letter is withdrawn."))
    if retraction is not None and retraction.by_id == actor.pk:
        return no(_("You asked for this withdrawal. Another person confirms it."))
    if retraction is not None and not _open(retraction):
        return no(_("This was settled already."))
    return yes(_("Approvers answer for what the authority has sent."))


@rule("letter.refuse_withdrawal", label=gettext_lazy("Leave a letter as it is"))
def may_refuse_withdrawal(actor: User, retraction: Retraction | None) -> Decision:
    asked_herself = retraction is not None and retraction.by_id == actor.pk and has_role(actor, Role.OFFICER)
    if not has_role(actor, Role.APPROVER) and not asked_herself:
        return no(_("Only an approver, or the one who asked, leaves the letter as it is."))
    if retraction is not None and not _open(retraction):
        return no(_("This was settled already."))
    return yes(_("An approver, or the one who asked, can say that the letter was right."))


def _open(retraction: Retraction) -> bool:
    return Retraction.objects.filter(pk=retraction.pk).open().exists()


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
