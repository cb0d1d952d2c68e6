"""A chain: the parties, items and transfers of one deal, and what was stated of them.

Rows describe the deal as its owner draws it; every fact about them is a `Statement`, which is only ever added to.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .querysets import ChainQuerySet, StatementQuerySet


class PartyRole(models.TextChoices):
    """What a party does in the deal; one party may do several things."""

    EXPORTER = "exporter", _("Exporter")
    APPLICANT = "applicant", _("Applicant")
    MANUFACTURER = "manufacturer", _("Manufacturer or developer")
    PURCHASER = "purchaser", _("Purchaser (signs the contract)")
    CONSIGNEE = "consignee", _("Consignee (receives it first)")
    INTERMEDIARY = "intermediary", _("Intermediary (reseller, integrator, stockist, agent)")
    BROKER = "broker", _("Broker")
    HOST = "host", _("Host (runs the servers)")
    OPERATOR = "operator", _("Operator (runs the system day to day)")
    END_USER = "end_user", _("End-user (the unit that uses it)")
    OTHER = "other", _("Other party")


class ItemKind(models.TextChoices):
    HARDWARE = "hardware", _("Hardware")
    SOFTWARE = "software", _("Software")
    TECHNOLOGY = "technology", _("Technology (knowledge in any form, source code documentation, plans)")
    SERVICE = "service", _("Service (work done for someone)")
    ACCESS = "access", _("Access (use of something that runs elsewhere)")


class Relation(models.TextChoices):
    TECHNOLOGY_FOR = "technology_for", _("is technology for")
    SOFTWARE_FOR = "software_for", _("is software for")
    UPDATE_TO = "update_to", _("is an update to")
    ACCESS_TO = "access_to", _("gives access to")
    COMPONENT_OF = "component_of", _("is a component of")


class TransferAct(models.TextChoices):
    """The acts of the contract, in plain words."""

    EXPORT_PHYSICAL = "export_physical", _("Ship or carry it out of the country")
    TRANSMIT = "transmit", _("Send it electronically")
    MAKE_AVAILABLE = "make_available", _("Make it available for download abroad")
    GRANT_ACCESS = "grant_access", _("Give access to it on a server (no copy leaves)")
    UPLOAD = "upload", _("Upload it to a server")
    PUBLISH = "publish", _("Publish it for everyone")
    ORAL = "oral", _("Tell or show it in person, by telephone or video")
    ASSIST = "assist", _("Help: install, support, train, maintain, operate")
    BROKER = "broker", _("Arrange or negotiate the deal between others")
    TRANSIT = "transit", _("Pass it through the country")
    INTRA_UNION = "intra_union", _("Move it to another member state of the Union")
    RELEASE_AT_HOME = "release_at_home", _("Hand it over at home, to someone who will use it abroad")


class Scope(models.TextChoices):
    ITEM = "item", _("Item")
    TRANSFER = "transfer", _("Transfer")
    PARTY = "party", _("Party")
    FILE = "file", _("The whole deal")


class Asserter(models.TextChoices):
    EXPORTER = "exporter", _("Exporter")
    AUTHORITY = "authority", _("Authority")


class StatementStatus(models.TextChoices):
    CLAIMED = "claimed", _("Claimed")
    FOUND = "found", _("Found")
    DISPUTED = "disputed", _("Disputed")
    OPEN = "open", _("Left open")


class Chain(models.Model):
    """One deal. Locked when it is submitted: from then on only statements are added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="chains")
    title = models.CharField(_("Name of the deal"), max_length=200)
    created_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    locked_at = models.DateTimeField(null=True, editable=False)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("chain")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class ChainParty(models.Model):
    """A party in one of its roles."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="in_chains")
    role = models.CharField(max_length=20, choices=PartyRole.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "party", "role"], name="chains_party_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.party} ({self.get_role_display()})"


class Item(models.Model):
    """One thing of one kind. What is sold as a platform is several of these, with `sold_as` the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    part = models.CharField(max_length=30, blank=True)
    sold_as = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    quantity = models.CharField(max_length=100, blank=True)
    stands_alone = models.BooleanField(
        default=False
    )  # said to belong to nothing else; False with no relation: not said
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ItemRelation(models.Model):
    """How an item relates to another of the same chain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    target = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="related_from")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "relation", "target"], name="chains_relation_once"),
            models.CheckConstraint(
                condition=~models.Q(item=models.F("target")), name="chains_relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_relation_display()} {self.target}"


class Transfer(models.Model):
    """One leg: an item, an act, and who does it from where to whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="transfers")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="transfers")
    act = models.CharField(max_length=20, choices=TransferAct.choices)
    actor = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    via = models.ManyToManyField("parties.Party", related_name="+", blank=True)
    via_countries = models.JSONField(default=list, blank=True)
    host = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accessor = models.ForeignKey(
        "parties.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_act_display()}"

    @property
    def elsewhere(self) -> list[str]:
        """The countries it passes through, or where its server stands or is reached from."""
        others = [*self.via.all(), *(party for party in (self.host, self.accessor) if party)]
        return [*self.via_countries, *(party.country for party in others)]


class Statement(models.Model):
    """Who said what of which object, when, on what evidence. Never changed; a later row supersedes an earlier one."""

    id = models.BigAutoField(primary_key=True)  # dense order: two statements of one act share a millisecond
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="statements")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    object_id = models.UUIDField()
    fact = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    by = models.CharField(max_length=10, choices=Asserter.choices)
    status = models.CharField(max_length=10, choices=StatementStatus.choices)
    reason = models.TextField(blank=True)
    evidence = models.ForeignKey("files.Document", on_delete=models.PROTECT, null=True, related_name="+")
    stated_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["chain", "object_id", "fact"], name="chains_stated_of")]

    def __str__(self) -> str:
        return f"{self.fact} ({self.get_status_display()})"
