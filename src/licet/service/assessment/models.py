"""Assessments: a person applies a criterion to a case, limb by limb, standard by standard, on evidence.

Common Position 2008/944/CFSP, Art. 2(2) asks two things at once: whether there is a *clear risk*, and whether the item
*might be used to commit or facilitate* a harm. They are answered apart, because they can differ, and a court will ask.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id
from licet.service.base.templatetags.base import day

from .querysets import AssessmentQuerySet, InternalQuerySet


class PolicyDeclaration(models.Model):
    """What the authority has declared it will do, e.g. that criterion 2 binds for every such item. Never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60, db_index=True)
    declared = models.BooleanField()  # False takes an earlier declaration back
    text = models.TextField()
    reason = models.TextField()
    in_force_from = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["in_force_from", "at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="assessment_policy_has_reason")]

    def __str__(self) -> str:
        return self.code


class Assessment(models.Model):
    """One version. A draft until its author signs it; from then on nothing of it changes (triggers, migration 0002)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="assessments")
    version = models.PositiveSmallIntegerField()
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    policy = models.ForeignKey(
        "assessment.PolicyDeclaration", on_delete=models.PROTECT, null=True, related_name="+"
    )
    law_digest = models.CharField(max_length=128, blank=True)
    summary = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the content as signed (RFC 8785)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["case", "version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="assessment_version_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(completed_at__isnull=True), name="assessment_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True, digest="")
                | (Q(completed_at__isnull=False) & ~Q(digest="")),
                name="assessment_signed_has_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.version}"


class SetAside(models.Model):
    """A criterion that is not relevant in this case, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="set_aside")
    criterion = models.CharField(max_length=60)
    reasons = models.TextField()
    found_on = models.DateField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["criterion"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="assessment_set_aside_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="assessment_set_aside_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.reasons[:50]}"


class About(models.TextChoices):
    """What a source speaks of. A refusal that rests on general reports alone is thin."""

    END_USER = "end_user", _("The end-user or its unit")
    ITEM = "item", _("The item, or its maker")
    PARTY = "party", _("Another party of the deal")
    COUNTRY = "country", _("The country or region in general")
    OTHER = "other", _("Something else")


SPECIFIC = (About.END_USER, About.ITEM, About.PARTY)


class Evidence(models.Model):
    """A source, as it was on a day. `sha256` is that of the file kept here, or of the file seen elsewhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=200)
    dated_on = models.DateField()
    title = models.CharField(max_length=300)
    # Null in sources of before this was asked; they count as general.
    about = models.CharField(max_length=20, choices=About.choices, null=True)  # noqa: DJ001
    reference = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("files.Document", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    # The source it was carried over from, in the first version that had it; empty where that is this one.
    origin = models.UUIDField(null=True, editable=False)
    added_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reference="") | Q(document__isnull=False), name="assessment_evidence_traceable"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | ~Q(sha256=""), name="assessment_kept_file_has_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.source}, {day(self.dated_on)})"

    @property
    def root(self) -> UUID:
        """What this source is known under in every version of the case's assessment."""
        return self.origin or self.pk


class Disclosure(models.Model):
    """Whether letters may name a source to the exporter. The last row counts; without one it may not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="disclosures")
    source = models.UUIDField()  # Evidence.root
    may_be_named = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_disclosure_has_reason")
        ]

    def __str__(self) -> str:
        return self.reason[:50]


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    CANNOT_ESTABLISH = "cannot_establish", _("Cannot be established")


class Effect(models.TextChoices):
    DENY = "deny", _("Denies")
    WEIGH = "weigh", _("Is weighed")


class Finding(models.Model):
    """One answer to one standard of one limb, with reasons and evidence, or with what was tried in vain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="findings")
    criterion = models.CharField(max_length=60)
    limb = models.CharField(max_length=60)
    standard = models.CharField(max_length=60)  # id in the corpus
    effect = models.CharField(max_length=10, choices=Effect.choices)
    # `always` or a declaration; null in answers of before there was more than one (then that on criterion 2).
    binds = models.CharField(max_length=60, null=True)  # noqa: DJ001
    answer = models.CharField(max_length=20, choices=Answer.choices)
    harms = models.JSONField(default=list)
    reasons = models.TextField()
    tried = models.TextField(blank=True)
    found_on = models.DateField()
    evidence = models.ManyToManyField(Evidence, related_name="findings", blank=True)

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["criterion", "limb", "standard"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "limb", "standard"], name="assessment_answered_once"
            ),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="assessment_answer_known"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="assessment_effect_known"),
            models.CheckConstraint(condition=~Q(reasons=""), name="assessment_finding_has_reasons"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.CANNOT_ESTABLISH) | ~Q(tried=""),
                name="assessment_search_is_stated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limb}: {self.standard} {self.answer}"


class RedFlagLook(models.Model):
    """Whether a red flag shows in a case, as an officer sees it, and why. The last row on a flag counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="red_flags")
    flag = models.CharField(max_length=60)  # id in the law
    shows = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="assessment_flag_has_reason")]

    def __str__(self) -> str:
        return f"{self.flag}: {self.shows}"
