"""A draft ruling: entry by entry, with reasons. Its drafter writes it, and hands it over for somebody else to sign."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.service.base.reasons import says_why
from licet.service.casework.models import Case
from licet.service.casework.services import Overtaken
from licet.service.chains.models import Item
from licet.service.corpus.services import indicate
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records import once
from licet.service.records.services import record

from ..entries import known_entries
from ..excerpts import document_for, names_in, of_item
from ..models import Inquiry, Ruling, RulingLine


@transaction.atomic
def start(*, actor: User, inquiry: Inquiry) -> Ruling:
    """A draft that answers a request; started already, that one."""
    require(actor, "ruling.draft", inquiry)
    drafted = Ruling.objects.filter(inquiry=inquiry, signed_at__isnull=True).first()
    return _own(actor, drafted) if drafted else _create(actor, inquiry=inquiry, **_as_asked(inquiry))


def _as_asked(inquiry: Inquiry | Ruling) -> dict[str, Any]:
    names = ("organisation", "item", "item_name", "item_kind", "deal", "language", "names")
    return {name: getattr(inquiry, name) for name in names}


@transaction.atomic
def start_in_case(*, actor: User, case: Case, item: Item) -> Ruling:
    """Of the authority's own motion, on an item of a case it has before it."""
    require(actor, "ruling.draft", case)
    drafted = Ruling.objects.filter(case=case, item=item.pk, signed_at__isnull=True).first()
    if drafted:
        return _own(actor, drafted)
    chain = case.application.chain
    if item.chain_id != chain.pk or not item.transfers.exists():
        raise ValidationError(_("The rules answer by transfer, and this case has none of that item."))
    return _create(
        actor,
        case=case,
        organisation=case.organisation,
        item=item.pk,
        item_name=item.name,
        item_kind=item.kind,
        deal=chain.title,
        language=case.application.language,
        names=names_in(chain, of_item(chain, item.pk, "findings")),
    )


@transaction.atomic
def start_replacement(*, actor: User, ruling: Ruling) -> Ruling:
    """A draft in place of a ruling that stands; it begins with what that one says. Both stand until the new one is signed."""
    require(actor, "ruling.draft", ruling)
    same = Ruling.objects.filter(inquiry=ruling.inquiry, case=ruling.case, item=ruling.item)
    drafted = same.filter(signed_at__isnull=True).first()
    if drafted:
        return _own(actor, drafted)
    made = _create(
        actor,
        inquiry=ruling.inquiry,
        case=ruling.case,
        replaces=ruling,
        reasons=ruling.reasons,
        valid_until=ruling.valid_until,
        **_as_asked(ruling),
    )
    for line in ruling.lines.all():
        RulingLine.objects.create(ruling=made, entry=line.entry, applies=line.applies, reasons=line.reasons)
    return made


def _create(actor: User, **values: Any) -> Ruling:
    once.claim()  # a draft records nothing yet
    made: Ruling = Ruling.objects.create(drafted_by=actor, drafted_at=timezone.now(), **values)
    return made


def _own(actor: User, draft: Ruling) -> Ruling:
    if draft.drafted_by_id != actor.pk:
        raise Overtaken(_("%(name)s is already drafting a ruling on it.") % {"name": draft.drafted_by.name})
    return draft


def locked(ruling: Ruling) -> Ruling:
    rows = Ruling.objects.select_for_update(of=("self",)).select_related(
        "inquiry__application", "case__application__chain", "drafted_by", "organisation", "replaces"
    )
    found: Ruling = rows.get(pk=ruling.pk)
    return found


@transaction.atomic
def rule_on(*, actor: User, ruling: Ruling, entry: str, applies: bool, reasons: str) -> RulingLine:
    """Say of one entry whether it applies; said again, it replaces what the draft said."""
    ruling = locked(ruling)
    require(actor, "ruling.draft", ruling)
    if entry not in known_entries():
        raise ValidationError({"entry": _("The lists that apply here have no such entry.")})
    if not says_why(reasons):
        raise ValidationError({"reasons": _("Say in a sentence why it applies, or why it does not.")})
    line, _made = RulingLine.objects.update_or_create(
        ruling=ruling, entry=entry, defaults={"applies": applies, "reasons": reasons.strip()}
    )
    return line


@transaction.atomic
def drop_line(*, actor: User, ruling: Ruling, entry: str) -> None:
    """Leave this entry out of the draft."""
    ruling = locked(ruling)
    require(actor, "ruling.draft", ruling)
    ruling.lines.filter(entry=entry).delete()


@transaction.atomic
def reason(*, actor: User, ruling: Ruling, reasons: str, valid_until: date | None) -> Ruling:
    ruling = locked(ruling)
    require(actor, "ruling.draft", ruling)
    if not says_why(reasons):
        raise ValidationError({"reasons": _("Give the reasons in a sentence the exporter can rely on.")})
    if valid_until and valid_until <= timezone.localdate():
        raise ValidationError({"valid_until": _("Choose a day after today, or leave it empty.")})
    ruling.reasons, ruling.valid_until = reasons.strip(), valid_until
    ruling.save(update_fields=["reasons", "valid_until"])
    return ruling


@transaction.atomic
def hand_over(*, actor: User, ruling: Ruling) -> Ruling:
    """From here on nothing of it changes, unless the signer sends it back. Keeps what the rules say on today's findings."""
    ruling = locked(ruling)
    require(actor, "ruling.draft", ruling)
    if not ruling.lines.exists():
        raise ValidationError(_("Say of at least one entry whether it applies."))
    if not ruling.reasons:
        raise ValidationError(_("Give the reasons of the ruling first."))
    ruling.indication = indicated(actor, ruling)
    ruling.handed_over_at, ruling.sent_back = timezone.now(), ""
    ruling.save()
    record(
        type="ruling.handed_over",
        actor=actor.pseudonym,
        subject=ruling,
        payload={"ruling": str(ruling.pk), "item": ruling.item_name, "reasons": ruling.reasons},
        law_digest=ruling.indication.law_digest,
    )
    return ruling


def indicated(actor: User, ruling: Ruling) -> Any:
    """What the rules say today of what was found."""
    try:
        return indicate(
            actor=actor,
            subject=ruling,
            document=document_for(ruling),
            basis="findings",
            as_of=timezone.localdate(),
        )
    except InputError as fault:
        raise ValidationError(str(fault)) from fault
