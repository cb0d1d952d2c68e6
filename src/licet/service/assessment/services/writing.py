"""A draft: its evidence and its answers. Only its author writes it, and only until it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.casework.models import Case
from licet.service.casework.services import Overtaken, locked
from licet.service.files.services import store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records import once

from ..criteria import Asked, applied_criterion, question_for
from ..models import Answer, Assessment, Evidence, Finding, SetAside


@transaction.atomic
def start(*, actor: User, case: Case) -> Assessment:
    """A new version. It begins with the answers and evidence of the last one, which its author must make her own by signing."""
    require(actor, "assessment.write", case)
    case = locked(case)
    draft: Assessment | None = Assessment.objects.filter(case=case).drafts().first()
    if draft:
        if draft.author_id == actor.pk:
            return draft
        raise Overtaken(
            _("%(author)s is already writing an assessment of this case.") % {"author": draft.author.name}
        )
    last = Assessment.objects.filter(case=case).order_by("version").last()
    version = last.version + 1 if last else 1
    draft = Assessment.objects.create(case=case, version=version, author=actor, started_at=timezone.now())
    if last:
        _carry_over(last, draft)
    return draft


def _carry_over(last: Assessment, draft: Assessment) -> None:
    copies: dict[object, Evidence] = {}
    for evidence in last.evidence.all():
        copies[evidence.pk] = Evidence.objects.create(
            assessment=draft,
            origin=evidence.root,
            **{name: getattr(evidence, name) for name in _EVIDENCE},
        )
    for finding in last.findings.prefetch_related("evidence"):
        copy = Finding.objects.create(assessment=draft, **{name: getattr(finding, name) for name in _FINDING})
        copy.evidence.set(copies[evidence.pk] for evidence in finding.evidence.all())
    for row in last.set_aside.all():
        SetAside.objects.create(
            assessment=draft, criterion=row.criterion, reasons=row.reasons, found_on=row.found_on
        )


_EVIDENCE = (
    "source",
    "dated_on",
    "title",
    "about",
    "reference",
    "document",
    "sha256",
    "added_by",
    "added_at",
)
_FINDING = (
    "criterion",
    "limb",
    "standard",
    "effect",
    "binds",
    "answer",
    "harms",
    "reasons",
    "tried",
    "found_on",
)


@transaction.atomic
def add_evidence(
    *,
    actor: User,
    assessment: Assessment,
    source: str,
    dated_on: date,
    title: str,
    about: str | None = None,
    reference: str = "",
    upload: Upload | None = None,
    sha256: str = "",
) -> Evidence:
    """A source, its date and its title, with the file itself or where it can be found."""
    draft = own_draft(actor, assessment)
    if upload is None and not reference:
        raise ValidationError({"reference": _("Upload the file, or say where the source can be found.")})
    if dated_on > timezone.localdate():
        raise ValidationError({"dated_on": _("The source cannot be dated in the future.")})
    document = (
        store(actor=actor, upload=upload, title=title, organisation=None, subject=draft) if upload else None
    )
    once.claim()  # a draft records nothing yet
    return Evidence.objects.create(
        assessment=draft,
        source=source,
        dated_on=dated_on,
        title=title,
        about=about,
        reference=reference,
        document=document,
        sha256=document.sha256 if document else sha256.lower(),
        added_by=actor,
        added_at=timezone.now(),
    )


@transaction.atomic
def drop_evidence(*, actor: User, evidence: Evidence) -> None:
    """Take a source out of a draft; not while an answer rests on it."""
    own_draft(actor, evidence.assessment)
    if evidence.findings.exists():
        raise ValidationError(_("An answer rests on this source. Change the answer first."))
    evidence.delete()


@transaction.atomic
def answer(
    *,
    actor: User,
    assessment: Assessment,
    criterion: str,
    limb: str,
    standard: str,
    answer: Answer,
    reasons: str,
    tried: str = "",
    harms: Sequence[str] = (),
    evidence: Sequence[Evidence] = (),
) -> Finding:
    """Answer one standard of one limb; answering again replaces the draft's answer."""
    draft = own_draft(actor, assessment)
    asked = question_for(criterion, limb, standard)
    if asked is None or applied_criterion(criterion) is None:
        raise ValidationError(_("The law has no such limb or standard."))
    _refuse_unfounded(draft, answer, reasons, tried, evidence)
    _refuse_harms(asked, answer, harms)
    finding, _made = Finding.objects.update_or_create(
        assessment=draft,
        criterion=criterion,
        limb=limb,
        standard=standard,
        defaults={
            "effect": asked.effect,
            "binds": asked.binds,
            "answer": answer,
            "reasons": reasons,
            "tried": tried,
            "harms": list(harms),
            "found_on": timezone.localdate(),
        },
    )
    finding.evidence.set(evidence)
    draft.set_aside.filter(criterion=criterion).delete()  # what is answered is relevant
    return finding


def _refuse_unfounded(
    draft: Assessment, answer: Answer, reasons: str, tried: str, evidence: Sequence[Evidence]
) -> None:
    """Every answer has its reasons; “yes” and “no” rest on evidence, “cannot be established” on a stated search."""
    if not says_why(reasons):
        raise ValidationError({"reasons": _("Give the reasons for this answer in a sentence.")})
    if any(each.assessment_id != draft.pk for each in evidence):
        raise ValidationError({"evidence": _("This source belongs to another assessment.")})
    if answer == Answer.CANNOT_ESTABLISH and not says_why(tried):
        raise ValidationError(
            {"tried": _("Say what was tried to establish it: sources searched, bodies asked, and when.")}
        )
    if answer != Answer.CANNOT_ESTABLISH and not evidence:
        raise ValidationError(
            {
                "evidence": _(
                    "Choose the evidence this answer rests on. If none was found, answer “cannot be established” and"
                    " say what was tried."
                )
            }
        )


def _refuse_harms(asked: Asked, answer: Answer, harms: Sequence[str]) -> None:
    known = {harm.id for harm in asked.harms}
    if unknown := set(harms) - known:
        raise ValidationError(
            {"harms": _("The law names no such harm: %(harms)s.") % {"harms": ", ".join(sorted(unknown))}}
        )
    if asked.names_harms and answer == Answer.YES and not harms:
        raise ValidationError({"harms": _("Name the harm: choose at least one.")})


def own_draft(actor: User, assessment: Assessment) -> Assessment:
    """The draft, locked; refused to anyone but its author, and once it is signed."""
    require(actor, "assessment.write", assessment.case)
    draft: Assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("case", "author")
        .get(pk=assessment.pk)
    )
    if draft.completed_at:
        raise Overtaken(_("This assessment is signed. Start a new version to change it."))
    if draft.author_id != actor.pk:
        raise ValidationError(
            _("Only its author, %(author)s, writes this draft.") % {"author": draft.author.name}
        )
    return draft
