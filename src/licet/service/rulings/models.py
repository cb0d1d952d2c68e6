"""What an exporter asks before she bids, what the office finds about it, and what the authority rules.

An inquiry keeps its own copy of what was stated: the draft it was asked from stays the exporter's and goes on changing. A
signed ruling does not change (triggers, migration 0002); a later row ends it.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id
from licet.service.casework.models import SourceKind
from licet.service.chains.models import ItemKind, Scope

from .querysets import InquiryQuerySet, InternalQuerySet, OfInquiryQuerySet, RulingQuerySet


class ReferenceCounter(models.Model):
    """The last number given in a year; locked while the next is taken."""

    series = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="rulings_one_counter")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"


class AboutItem(models.Model):
    """One item of an exporter, as it was described when it was asked about or ruled on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    item = models.UUIDField(db_index=True)  # no key: a draft's item can still be removed
    item_name = models.CharField(max_length=200)
    item_kind = models.CharField(max_length=12, choices=ItemKind.choices)
    deal = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    names = models.JSONField()  # id in the document: [scope, name]

    class Meta:
        abstract = True


class Inquiry(AboutItem):
    """Which entry applies to this item? Asked before a bid, on what the exporter states."""

    reference = models.CharField(max_length=30, unique=True)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="inquiries"
    )
    description = models.TextField(blank=True)
    text = models.TextField()  # what she wants to know, and what for
    own_view = models.TextField(blank=True)
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()  # the contract's input on what she stated
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="rulings_inquiry_asks")]

    def __str__(self) -> str:
        return self.reference


class InquiryEnd(models.Model):
    """The exporter took it back."""

    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, primary_key=True, related_name="end")
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason[:50]


class InquiryQuestion(models.Model):
    """What the office needs to know before it can rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    due_on = models.DateField()
    calendar = models.CharField(max_length=100)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfInquiryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:50]


class InquiryReply(models.Model):
    question = models.OneToOneField(
        InquiryQuestion, on_delete=models.PROTECT, primary_key=True, related_name="reply"
    )
    text = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:50]


class InquiryFinding(models.Model):
    """One fact as the authority found it, or disputes it. The last row on a fact counts; the claim stays beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="findings")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    about = models.UUIDField()
    fact = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    disputed = models.BooleanField()
    reason = models.TextField()
    source = models.CharField(max_length=10, choices=SourceKind.choices)
    source_text = models.TextField(blank=True)
    source_date = models.DateField(null=True)
    evidence = models.ForeignKey("files.Document", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rulings_finding_has_reason")]

    def __str__(self) -> str:
        return self.fact


class Ruling(AboutItem):
    """Drafted by one person, signed by another; a draft is its drafter's until she hands it over for signature."""

    number = models.CharField(max_length=30, unique=True, null=True, editable=False)  # noqa: DJ001 drafts have none
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, related_name="rulings")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="rulings")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    reasons = models.TextField(blank=True)
    valid_until = models.DateField(null=True)  # without it, until it is withdrawn or replaced
    drafted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True)  # why the signer gave it back, for the drafter
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of what was signed (RFC 8785)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["drafted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(inquiry__isnull=False, case__isnull=True)
                | Q(inquiry__isnull=True, case__isnull=False),
                name="rulings_asked_for_or_in_a_case",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, number__isnull=True, digest="")
                | Q(
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                    number__isnull=False,
                    handed_over_at__isnull=False,
                    indication__isnull=False,
                )
                & ~Q(signed_by=F("drafted_by"))
                & ~Q(digest="")
                & ~Q(reasons=""),
                name="rulings_signed_by_another",
            ),
            models.UniqueConstraint(
                fields=["inquiry"],
                condition=Q(signed_at__isnull=True),
                name="rulings_one_draft_of_an_inquiry",
            ),
            models.UniqueConstraint(
                fields=["case", "item"],
                condition=Q(signed_at__isnull=True),
                name="rulings_one_draft_of_an_item",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.item_name

    def in_force(self, on: date) -> bool:
        past = self.valid_until is not None and self.valid_until < on
        return self.signed_at is not None and not past and not hasattr(self, "end")


class RulingLine(models.Model):
    """One entry: it applies to the item, or it does not, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ruling = models.ForeignKey(Ruling, on_delete=models.CASCADE, related_name="lines")
    entry = models.CharField(max_length=120)
    applies = models.BooleanField()
    reasons = models.TextField()

    class Meta:
        ordering = ["entry"]
        constraints = [
            models.UniqueConstraint(fields=["ruling", "entry"], name="rulings_entry_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="rulings_line_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.entry


class Ended(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced by a later ruling")


class RulingEnd(models.Model):
    """No longer to be relied on from then on, with the reason as the exporter reads it."""

    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, primary_key=True, related_name="end")
    how = models.CharField(max_length=12, choices=Ended.choices)
    reason = models.TextField()
    later = models.ForeignKey(Ruling, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="rulings_end_has_reason"),
            models.CheckConstraint(
                condition=~Q(how=Ended.REPLACED) | Q(later__isnull=False), name="rulings_replaced_by_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ruling}: {self.get_how_display()}"
