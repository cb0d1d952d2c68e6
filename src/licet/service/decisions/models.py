"""Proposals, the one outcome of a case, and licences.

Two people make an outcome. The database holds it too: an outcome names its proposal *with* the proposer, both together
must exist, and approver and proposer differ (constraints here, triggers in migration 0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .querysets import InternalQuerySet, LicenceQuerySet, NoticeQuerySet


class Kind(models.TextChoices):
    """What is decided. Four different answers; none of them is the machine's."""

    GRANT = "grant", _("Grant a licence")
    REFUSE = "refuse", _("Refuse a licence")
    NO_LICENCE = "no_licence", _("No licence required")
    RETURN_INCOMPLETE = "return_incomplete", _("Return as incomplete")


class RefusalNotice(models.Model):
    """The exporter is told that a refusal is intended, on which grounds and why, and until when she is heard. Not a decision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="refusal_notices")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    grounds = models.JSONField()  # codes of grounds.Ground
    reasons = models.TextField()
    respond_by = models.DateField()
    calendar = models.CharField(max_length=100)  # which calendar counted the working days, and its version
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="decisions_notice_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.respond_by}"


class NoticeEnd(models.Model):
    """The exporter was heard, or the time to be heard passed. Open while a notice has none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.OneToOneField(RefusalNotice, on_delete=models.PROTECT, related_name="end")
    answered = models.BooleanField()
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered=False) | ~Q(text=""), name="decisions_answer_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:50]


class Proposal(models.Model):
    """What an officer proposes, resting on one signed assessment, one indication on findings and one law. Never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="proposals")
    proposer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    grounds = models.JSONField(default=list)  # codes of grounds.Ground
    reasons = models.TextField()
    conditions = models.JSONField(default=list)
    purpose = models.TextField(blank=True)
    end_user = models.ForeignKey("parties.Party", on_delete=models.PROTECT, null=True, related_name="+")
    items = models.JSONField(default=list)
    valid_until = models.DateField(null=True)
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    release = models.ForeignKey("casework.Release", on_delete=models.PROTECT, null=True, related_name="+")
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, related_name="+")
    law_digest = models.CharField(max_length=128)
    law_editions = models.JSONField(default=dict)
    facts_digest = models.CharField(max_length=128)
    acknowledged = models.TextField(
        blank=True
    )  # what changed since it was last looked at, and that it was seen
    written_reason = models.TextField(
        blank=True
    )  # for departing from advice, or over what could not be established

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            # The other end of the outcome's composite key.
            models.UniqueConstraint(fields=["id", "proposer"], name="decisions_proposal_with_proposer"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="decisions_proposal_kind"),
            models.CheckConstraint(condition=~Q(reasons=""), name="decisions_proposal_has_reasons"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.GRANT)
                | (Q(end_user__isnull=False, valid_until__isnull=False) & ~Q(purpose="")),
                name="decisions_grant_is_for_one_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"


class AnswerWeighed(models.Model):
    """What the exporter answered to the notice of intended refusal, and how the proposal weighs it. Letters say both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="answer_weighed")
    said = models.TextField()
    weighed = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(weighed=""), name="decisions_answer_weighed_in_words"
            )
        ]

    def __str__(self) -> str:
        return self.said[:50]


class ProposalReturn(models.Model):
    """The approver sends it back, with a reason. Another proposal may follow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="returned")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decisions_return_has_reason")]

    def __str__(self) -> str:
        return self.reason[:50]


class Outcome(models.Model):
    """What was decided, by whom, on what: assessment, grounds, facts, law and software. One per case, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="outcome")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="outcome")
    proposer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    grounds = models.JSONField(default=list)
    assessment = models.ForeignKey(
        "assessment.Assessment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    release = models.ForeignKey("casework.Release", on_delete=models.PROTECT, null=True, related_name="+")
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, related_name="+")
    law_digest = models.CharField(max_length=128)
    law_editions = models.JSONField(default=dict)
    facts_digest = models.CharField(max_length=128)
    software = models.CharField(max_length=60)
    acknowledged = models.TextField(blank=True)
    written_reason = models.TextField(blank=True)

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(approver=F("proposer")), name="decisions_outcome_by_two"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="decisions_outcome_kind"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.GRANT) | Q(assessment__isnull=False) | Q(release__isnull=False),
                name="decisions_grant_rests_on_assessment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_kind_display()}"


class Licence(models.Model):
    """For one operating unit and one purpose. `number` is what people quote."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=30, unique=True)
    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="licence")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="licences")
    holder = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="licences")
    end_user = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField()
    items = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()

    objects = LicenceQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="decisions_licence_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="decisions_licence_has_purpose"),
        ]

    def __str__(self) -> str:
        return self.number
