"""Parties: who takes part in a transfer. The end-user is an operating unit with its ministry and its mandate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .visibility import visible_parties

if TYPE_CHECKING:
    from licet.service.people.models import User


class PartyKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    UNIT = "unit", _("Operating unit of a ministry or organisation")


class PartyType(models.TextChoices):
    """A neutral vocabulary that the European, British and sanctions categories can be read from."""

    GOV_MILITARY = "gov_military", _("Armed forces")
    GOV_PARAMILITARY = "gov_paramilitary", _("Paramilitary force")
    GOV_POLICE = "gov_police", _("Police")
    GOV_INTERNAL_SECURITY = "gov_internal_security", _("Internal security service")
    GOV_INTELLIGENCE = "gov_intelligence", _("Intelligence service")
    GOV_OTHER_SECURITY = "gov_other_security", _("Other government security service")
    GOV_BORDER_CUSTOMS = "gov_border_customs", _("Border guard or customs")
    GOV_JUSTICE_PRISON = "gov_justice_prison", _("Justice or prison service")
    GOV_CIVIL = "gov_civil", _("Civil government body")
    STATE_OWNED_CORPORATION = "state_owned_corporation", _("State-owned corporation")
    PRIVATE_ACTING_FOR_STATE = "private_acting_for_state", _("Private body acting for a state")
    TELECOM_OPERATOR = "telecom_operator", _("Telecommunications operator")
    PRIVATE_COMPANY = "private_company", _("Private company")
    SECURITY_RESEARCH_CSIRT = "security_research_csirt", _("Security research or incident response team")
    RESELLER_DISTRIBUTOR = "reseller_distributor", _("Reseller, distributor or integrator")
    INDIVIDUAL = "individual", _("Individual")
    OTHER = "other", _("Other")


class PartyQuerySet(models.QuerySet["Party"]):
    def visible_to(self, actor: User) -> PartyQuerySet:
        return self.filter(visible_parties(actor)).distinct()


class Party(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=300)
    other_names = models.JSONField(
        _("other names"), default=list, blank=True
    )  # list[str]: aliases, other scripts
    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind.choices)
    type = models.CharField(_("type"), max_length=30, choices=PartyType.choices)
    type_text = models.CharField(_("type in words"), max_length=75, blank=True)  # required if other
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator(r"\A[A-Z]{2}\Z")]
    )  # ISO 3166-1 alpha-2; XA–XZ for invented states
    address = models.TextField(_("address"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    mandate = models.TextField(_("legal mandate"), blank=True)
    registration = models.CharField(_("registration number"), max_length=100, blank=True)
    # Empty for a party that the authority entered.
    created_by_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")

    def __str__(self) -> str:
        return self.name

    def ancestors(self) -> list[Party]:
        """The bodies above, nearest first; a loop made outside the services ends here."""
        chain: list[Party] = []
        above = self.parent
        while above is not None and above != self and above not in chain:
            chain.append(above)
            above = above.parent
        return chain

    @property
    def is_reseller(self) -> bool:
        """A reseller, integrator or stockist never is the end-user."""
        return self.type == PartyType.RESELLER_DISTRIBUTOR
