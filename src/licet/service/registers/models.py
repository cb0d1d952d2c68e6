"""Public registers of other authorities, as register lines: a type of their own, never decisions of this authority."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id


class Profile(models.TextChoices):
    NL_DUAL_USE = "nl-dual-use", _("Netherlands: dual-use licences granted")
    # In a demonstration alone: `services` refuses it anywhere else.
    INVENTED = "invented", _("Invented register of the demonstration (in the Dutch form)")

    @classmethod
    def published(cls) -> list[tuple[str, str]]:
        """The registers that an authority publishes, for choosing the kind of a file."""
        return [(code, str(label)) for code, label in cls.choices if code != cls.INVENTED]


class RegisterImport(models.Model):
    """One file that was read. The same file twice is one import."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    profile = models.CharField(max_length=40, choices=Profile.choices)
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200)
    imported_at = models.DateTimeField(auto_now_add=True)
    # The pseudonym of who imported it; empty for the command line.
    imported_by = models.UUIDField(null=True, blank=True)
    rows = models.PositiveIntegerField()
    imported = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    rejected = models.JSONField(default=list)  # [{line, reason}]

    class Meta:
        ordering = ["-imported_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["profile", "digest"], name="registers_import_once")]

    def __str__(self) -> str:
        return f"{self.get_profile_display()}: {self.filename}"


class RegisterLine(models.Model):
    """One line of a register: the cells as published, and what was read in them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="lines")
    profile = models.CharField(max_length=40, choices=Profile.choices)
    line = models.PositiveIntegerField(_("line of the file"))
    row_digest = models.CharField(max_length=64)  # of the raw cells
    raw = (
        models.JSONField()
    )  # [[column, text]], every cell as it stood; a table of jsonb would not keep the order of keys
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    expires_on = models.DateField()
    date_basis = models.CharField(max_length=20)  # how the day was told from the month
    goods = models.TextField(blank=True)
    end_use = models.TextField(blank=True)
    temporary = models.BooleanField()
    value_eur = models.BigIntegerField()
    # A later file that says something else under the same number.
    # Without an index of its own: SQLite would take it for “is null” and then sort the whole table.
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="supersedes"
    )

    class Meta:
        ordering = ["issued_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "row_digest"], name="registers_line_once"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("issued_on")),
                name="registers_line_expires_after_issue",
            ),
        ]
        indexes = [
            models.Index(
                fields=["issued_on", "number"],
                condition=models.Q(superseded_by=None),
                name="registers_line_browse",
            ),
            models.Index(fields=["profile", "number"], name="registers_line_number"),
        ]

    def __str__(self) -> str:
        return self.number


class RegisterCode(models.Model):
    """A control-list code of a line, in the order of the cell."""

    line = models.ForeignKey(RegisterLine, on_delete=models.CASCADE, related_name="codes")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["line_id", "position"]
        indexes = [models.Index(fields=["code"], name="registers_code")]

    def __str__(self) -> str:
        return self.code


class PlaceRole(models.TextChoices):
    DESTINATION = "destination", _("Destination")
    VIA = "via", _("Via")
    ORIGIN = "origin", _("Origin")


class RegisterPlace(models.Model):
    """A country named in a line; the code is empty where the name is not in the gazetteer."""

    line = models.ForeignKey(RegisterLine, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=PlaceRole.choices)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    is_group = models.BooleanField(default=False)  # "Diverse landen", "EU": many countries, never one of them

    class Meta:
        ordering = ["line_id", "role", "position"]
        indexes = [models.Index(fields=["country"], name="registers_place_country")]

    def __str__(self) -> str:
        return self.name
