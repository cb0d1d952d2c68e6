"""Published lists: their generations and entries, and the comparisons of parties with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

if TYPE_CHECKING:
    from licet.service.people.models import User


class Profile(models.TextChoices):
    UN_CONSOLIDATED = "un-consolidated", _("UN Security Council consolidated list")


class ListGeneration(models.Model):
    """One published state of a list: the file as it was, and the moment its publisher put into it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    profile = models.CharField(max_length=40, choices=Profile.choices)
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200)
    generated_at = models.DateTimeField()
    imported_at = models.DateTimeField(auto_now_add=True)
    # The pseudonym of who imported it; empty for the command line.
    imported_by = models.UUIDField(null=True, blank=True)
    rows = models.PositiveIntegerField()
    rejected = models.JSONField(default=list)  # [{line, reason}]
    entries: models.ManyToManyField[ListEntry, models.Model] = models.ManyToManyField(
        "ListEntry", related_name="generations"
    )

    class Meta:
        ordering = ["profile", "-generated_at", "-imported_at"]
        constraints = [models.UniqueConstraint(fields=["profile", "digest"], name="lists_generation_once")]

    def __str__(self) -> str:
        return f"{self.get_profile_display()} {self.generated_at:%Y-%m-%d}"


class ListEntry(models.Model):
    """One version of one entry: another text under the same number is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    profile = models.CharField(max_length=40, choices=Profile.choices)
    number = models.CharField(max_length=40)  # the publisher's own number for the entry
    digest = models.CharField(max_length=64)  # of the raw fragment
    kind = models.CharField(max_length=20)  # person | organisation
    name = models.CharField(max_length=500)
    reference = models.CharField(max_length=40)
    list_type = models.CharField(max_length=100, blank=True)
    listed_on = models.DateField(null=True)
    comments = models.TextField(blank=True)
    born = models.JSONField(default=list)  # texts as published: "1964-07-17", "about 1966", "1960 to 1965"
    nationalities = models.JSONField(default=list)
    addresses = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    raw = models.TextField()

    class Meta:
        ordering = ["reference", "id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number", "digest"], name="lists_entry_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"


class ListName(models.Model):
    """A name an entry goes by, beside the form it is compared in."""

    entry = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=500)
    key = models.CharField(max_length=500, db_index=True)
    quality = models.CharField(
        max_length=40
    )  # primary, original script, good, low, a.k.a., f.k.a., unspecified

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Screening(models.Model):
    """One party compared with one generation, under the names it had then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="screenings")
    generation = models.ForeignKey(ListGeneration, on_delete=models.PROTECT, related_name="screenings")
    names = models.JSONField()  # [{name, of}]: what was compared; `of` is the party or the body it belongs to
    names_digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.UUIDField(null=True, blank=True)  # pseudonym; empty when a rule of the system did it

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "generation", "names_digest"], name="lists_screening_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} / {self.generation}"


class WatchedParty(models.Model):
    """A party of a submitted file: compared again with every new generation of every list."""

    party = models.OneToOneField(
        "parties.Party", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.party)


class HitStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLEARED = "cleared", _("Cleared: not the same")
    CONFIRMED = "confirmed", _("Confirmed: the same")


class HitQuerySet(models.QuerySet["Hit"]):
    def visible_to(self, actor: User) -> HitQuerySet:
        """Hits are the authority's: a party and its exporter are never shown them."""
        officials = {"officer", "assessor", "approver", "auditor"}
        return self if officials & {role.value for role in actor.roles} else self.none()


class Hit(models.Model):
    """A name of the party is a name of the entry. Whether they are the same is for an officer to say."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="hits")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="hits")
    entry = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="hits")
    party_name = models.CharField(max_length=300)
    entry_name = models.ForeignKey(ListName, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=HitStatus.choices, default=HitStatus.OPEN)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    # The earlier hit on the very same names and entry text whose answer this one carries on.
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HitQuerySet.as_manager()

    class Meta:
        ordering = ["party__name", "entry__reference", "id"]
        indexes = [models.Index(fields=["party"], condition=models.Q(status="open"), name="lists_open_hits")]
        constraints = [
            models.UniqueConstraint(fields=["screening", "entry"], name="lists_hit_once"),
            models.CheckConstraint(
                condition=models.Q(status="open", settled_at=None)
                | (~models.Q(status="open") & ~models.Q(reason="") & models.Q(settled_at__isnull=False)),
                name="lists_hit_settled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} = {self.entry}"

    @property
    def colour(self) -> str:
        return {"open": "yellow", "cleared": "green"}.get(self.status, "red")
