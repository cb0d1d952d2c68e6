"""Letters as they were issued, how some of them ended, and the wording each authority adopts for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .querysets import InternalQuerySet, LetterQuerySet, RetractionQuerySet


class LetterKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement of receipt")
    QUESTION = "question", _("Question to the exporter")
    INTENT_TO_REFUSE = "intent_to_refuse", _("Notice of intended refusal")
    LICENCE = "licence", _("Licence")
    REFUSAL = "refusal", _("Refusal")
    NO_LICENCE = "no_licence", _("No licence required")
    RETURNED = "returned", _("Application returned as incomplete")
    WITHDRAWAL = "withdrawal", _("Confirmation of a withdrawal")
    RETRACTION = "retraction", _("Notice that a letter is withdrawn")
    RULING = "ruling", _("Ruling")
    RULING_WITHDRAWN = "ruling_withdrawn", _("Notice that a ruling is withdrawn")


class Wording(models.Model):
    """The texts of one kind of letter in one language, as somebody drafted them. Never changed: a better one is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    texts = models.JSONField()  # name of the text to the text
    note = models.CharField(max_length=300, blank=True)  # what it changes, and why
    drafted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["drafted_at", "id"]
        constraints = [
            # The other end of the adoption's comparison.
            models.UniqueConstraint(fields=["id", "drafted_by"], name="letters_wording_with_drafter"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"


class Adoption(models.Model):
    """A named person other than the drafter makes a wording the authority's own, from that moment on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wording = models.OneToOneField(Wording, on_delete=models.PROTECT, related_name="adoption")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)  # why it was adopted; adoptions before 0007 gave none
    drafter = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("drafter")), name="letters_adopted_by_another"),
            models.UniqueConstraint(fields=["kind", "language", "version"], name="letters_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wording} v{self.version}"


class Letter(models.Model):
    """Written once. `html_sha256` and `pdf_sha256` stand in the event `letter.issued`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    number = models.CharField(max_length=50, unique=True)
    code = models.CharField(
        max_length=20
    )  # printed on the letter: who holds it may ask whether it is genuine
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="letters")
    # What it is about, as the ledger names it; letters stands below every such model.
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    occasion = models.UUIDField()  # the row of the act that it follows from: one letter of a kind for each
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="letters")
    body = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True)  # empty where the PDF library was missing
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    # The withdrawn letter on the same act that this one corrects.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replacement")

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "kind"],
                condition=Q(replaces__isnull=True),
                name="letters_one_of_an_occasion",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="letters_by_subject"),
            models.Index(fields=["pdf_sha256"], name="letters_by_pdf"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def pdf(self) -> str:
        """The hash of its PDF, drawn when it was issued or later; empty while there is none."""
        late = getattr(self, "late_pdf", None)
        return self.pdf_sha256 or (late.sha256 if late else "")


class LatePdf(models.Model):
    """Drawn afterwards, because the library was missing when the letter was issued. Stands in the event `letter.drawn`."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, primary_key=True, related_name="late_pdf")
    sha256 = models.CharField(max_length=64, db_index=True)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.letter} (PDF)"


class LetterDestroyed(models.Model):
    """The text went under the retention schedule, with the content of the event that told of it. What the letter was, when,
    and by which hash, stays."""

    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, primary_key=True, related_name="destroyed"
    )
    event = models.OneToOneField("records.Event", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.letter} (destroyed)"


class Ended(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Superseded by a later letter")


class Retraction(models.Model):
    """Somebody asks that a letter be taken back. It takes effect when another person confirms it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="retractions")
    reason = models.TextField()  # for the office and the auditor
    told = models.TextField()  # what was wrong, as the addressee reads it
    replace = models.BooleanField()  # whether a corrected letter on the same act follows
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RetractionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.letter}: {self.told}"


class RetractionRefused(models.Model):
    """The letter stays as it is: another person, or the one who asked, says why."""

    retraction = models.OneToOneField(
        Retraction, on_delete=models.PROTECT, primary_key=True, related_name="refused"
    )
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.retraction_id}: {self.reason}"


class LetterEnd(models.Model):
    """A letter no longer to be relied on: taken back by two people, with the reason, or overtaken by a later letter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="end")
    how = models.CharField(max_length=12, choices=Ended.choices)
    reason = models.TextField(blank=True)
    retraction = models.OneToOneField(Retraction, on_delete=models.PROTECT, null=True, related_name="end")
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    later = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how=Ended.WITHDRAWN, by__isnull=False) & ~Q(reason="")
                | Q(how=Ended.SUPERSEDED, later__isnull=False),
                name="letters_end_has_its_cause",
            ),
            # Ends before 0007 were one person's.
            models.CheckConstraint(
                condition=Q(retraction__isnull=True, asked_by__isnull=True)
                | Q(retraction__isnull=False, asked_by__isnull=False) & ~Q(by=F("asked_by")),
                name="letters_withdrawn_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.get_how_display()}"
