"""When a letter is no longer to be relied on: withdrawn by two people, or superseded by a later letter."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Ended, Letter, LetterEnd, Retraction, RetractionRefused
from ..rewriting import says_otherwise


@transaction.atomic
def ask_withdrawal(*, actor: User, letter: Letter, reason: str, told: str, replace: bool) -> Retraction:
    """Ask that a letter be taken back: why, for the office; what was wrong with it, for the addressee."""
    require(actor, "letter.withdraw", letter)
    _require_words(reason, told)
    if replace:
        _require_another(letter)
    retraction: Retraction = Retraction.objects.create(
        letter=letter,
        reason=reason.strip(),
        told=told.strip(),
        replace=replace,
        by=actor,
        at=timezone.now(),
    )
    record(
        type="retraction.asked",
        actor=actor.pseudonym,
        subject=subject_of(letter),
        payload={
            "retraction": str(retraction.pk),
            "letter": str(letter.pk),
            "number": letter.number,
            "reason": retraction.reason,
            "told": retraction.told,
            "replace": replace,
        },
    )
    return retraction


def _require_words(reason: str, told: str) -> None:
    faults = {}
    if not says_why(reason):
        faults["reason"] = _("Say in a sentence why this letter is withdrawn.")
    if not says_why(told):
        faults["told"] = _("Say in a sentence what was wrong with the letter; its addressee reads it.")
    if faults:
        raise ValidationError(faults)


def _require_another(letter: Letter) -> None:
    """A corrected letter that says the same would correct nothing."""
    if not says_otherwise(letter):
        raise ValidationError(
            {
                "replace": _(
                    "A new letter would say the same today. Put right first what was wrong: the wording of letters or the office’s"
                    " particulars. What was decided is changed by a decision, not by a letter."
                )
            }
        )


@transaction.atomic
def confirm_withdrawal(*, actor: User, retraction: Retraction) -> LetterEnd:
    """Take the letter back; never by the one who asked. The act that it told of stands until another act changes it.

    What the addressee is sent follows as a job: the corrected letter, or a notice that none follows.
    """
    require(actor, "letter.confirm_withdrawal", retraction)
    if retraction.replace:
        _require_another(retraction.letter)
    try:
        with transaction.atomic():
            end = _withdrawn(retraction, actor)
    except IntegrityError:
        raise ValidationError(_("This letter was ended in the meantime.")) from None
    _record(end, "letter.withdrawn", actor)
    return end


def _withdrawn(retraction: Retraction, actor: User) -> LetterEnd:
    end: LetterEnd = LetterEnd.objects.create(
        letter=retraction.letter,
        how=Ended.WITHDRAWN,
        reason=retraction.reason,
        retraction=retraction,
        asked_by=retraction.by,
        by=actor,
        at=timezone.now(),
    )
    return end


@transaction.atomic
def refuse_withdrawal(*, actor: User, retraction: Retraction, reason: str) -> RetractionRefused:
    """The letter stays. By an approver, or by the one who asked, who thought better of it."""
    require(actor, "letter.refuse_withdrawal", retraction)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why the letter stays as it is.")})
    refused: RetractionRefused = RetractionRefused.objects.create(
        retraction=retraction, reason=reason.strip(), by=actor, at=timezone.now()
    )
    record(
        type="retraction.refused",
        actor=actor.pseudonym,
        subject=subject_of(retraction.letter),
        payload={
            "retraction": str(retraction.pk),
            "letter": str(retraction.letter_id),
            "number": retraction.letter.number,
            "reason": refused.reason,
        },
    )
    return refused


def supersede(later: Letter, kinds: Collection[str]) -> None:
    """End what still stands of these kinds about the same subject. Within the transaction that issues `later`."""
    earlier = Letter.objects.filter(subject_id=later.subject_id, kind__in=kinds, end__isnull=True)
    for letter in earlier.exclude(pk=later.pk):
        end = LetterEnd.objects.create(letter=letter, how=Ended.SUPERSEDED, later=later, at=timezone.now())
        _record(end, "letter.superseded", None)


def _record(end: LetterEnd, type: str, actor: User | None) -> None:
    record(
        type=type,
        actor=actor.pseudonym if actor else None,
        subject=subject_of(end.letter),
        payload={
            "end": str(end.pk),
            "letter": str(end.letter_id),
            "number": end.letter.number,
            "reason": end.reason,
            "told": end.retraction.told if end.retraction else None,
            "replaced": end.retraction.replace if end.retraction else None,
            "later": end.later.number if end.later else None,
        },
    )


def subject_of(letter: Letter) -> models.Model:
    """What the letter is about, as the ledger names it: its acts stand among those of the case."""
    model: type[models.Model] = apps.get_model(letter.subject_type)
    return model(pk=letter.subject_id)
