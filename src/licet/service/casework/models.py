"""A case, and what people add to it. Every row but the case itself is written once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .calendar import in_words
from .moves import State
from .querysets import CaseQuerySet, ConsultationQuerySet, OfCaseQuerySet, QuestionQuerySet


class Case(models.Model):
    """One application before the authority. `state` and `officer` are projections of the case's events."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="case"
    )
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=20, choices=State.choices)
    officer = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="cases")
    submitted_at = models.DateTimeField()
    opened_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="casework_state_known")
        ]
        # The queue: by state, oldest first; mine, oldest first.
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="casework_queue"),
            models.Index(fields=["officer", "state", "submitted_at"], name="casework_my_queue"),
            models.Index(fields=["submitted_at", "id"], name="casework_by_age"),
        ]

    def __str__(self) -> str:
        return self.reference


class OfCase(models.Model):
    """What all rows of a case share."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "id"]


class Note(OfCase):
    """For the office alone."""

    text = models.TextField()

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:50]


class Expedite(OfCase):
    """Somebody wants it sooner. It is written down and moves no gate."""

    asked_by = models.CharField(max_length=200)
    reason = models.TextField()

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.asked_by


class Question(OfCase):
    """Put to the exporter. Open while it has no `reply`."""

    text = models.TextField()
    due_on = models.DateField()
    calendar = models.CharField(max_length=100)  # which calendar counted the working days, and its version
    counted_on = property(lambda self: in_words(self.calendar))

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:50]


class Reply(models.Model):
    """The end of a question: the exporter's answer, or the officer closing it unanswered, with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="reply")
    answered = models.BooleanField()
    text = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:50]


class Power(models.TextChoices):
    """What a consulted body's word does."""

    HEARD = "heard", _("Is heard")
    ADVISES = "advises", _("Advises: departing from it needs a written reason that it sees")
    MUST_AGREE = "must_agree", _("Must agree")
    BINDS = "binds", _("Binds")


class Consultation(OfCase):
    """Another body is asked. What its word and its silence do is data of the consultation."""

    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="consultations")
    text = models.TextField()
    due_on = models.DateField()
    calendar = models.CharField(max_length=100)
    counted_on = property(lambda self: in_words(self.calendar))
    power = models.CharField(max_length=12, choices=Power.choices, default=Power.ADVISES)

    objects = ConsultationQuerySet.as_manager()

    class Meta(OfCase.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(power__in=Power.values), name="casework_power_known"),
        ]
        indexes = [models.Index(fields=["body", "case"], name="casework_consulted")]

    def __str__(self) -> str:
        return f"{self.body}: {self.text[:50]}"


class Position(models.TextChoices):
    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    CANNOT_ESTABLISH = "cannot_establish", _("Cannot be established")


class Advice(models.Model):
    """The body's answer, once. It may come after its silence was recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="advice")
    position = models.CharField(max_length=20, choices=Position.choices)
    reasons = models.TextField()
    conditions = models.TextField(blank=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="casework_advice_has_reasons"),
            models.CheckConstraint(condition=Q(position__in=Position.values), name="casework_position_known"),
        ]

    def __str__(self) -> str:
        return self.get_position_display()


class Silence(models.Model):
    """The date passed without an answer. Silence counts for neither side."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="silence")
    tried = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.tried[:50]


class SourceKind(models.TextChoices):
    """What a finding of fact can rest on."""

    DOCUMENT = "document", _("A document")
    STATEMENT = "statement", _("What somebody stated")
    PUBLIC = "public", _("A public source")
    OWN = "own", _("The officer’s own knowledge")


class FindingSource(models.Model):
    """What one finding rests on: the kind, and in words who stated it, where it is published, or how the officer knows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.OneToOneField(
        "chains.Statement", on_delete=models.PROTECT, related_name="finding_source"
    )
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    text = models.TextField(blank=True)
    dated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="casework_source_known"),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.DOCUMENT) | ~Q(text=""), name="casework_source_in_words"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=(SourceKind.DOCUMENT, SourceKind.OWN)) | Q(dated_on__isnull=False),
                name="casework_source_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:50]}"


class Release(OfCase):
    """The assessment is set aside because the thing is none of the six kinds: a reason, and a second person."""

    reason = models.TextField()
    confirmed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta(OfCase.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="casework_release_by_two",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="casework_release_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason[:50]
