"""What a “platform” or a “service” consists of, so that each part is classified for itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import ItemKind, Relation


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a platform often has. `toward` names the parts it relates to, first one present wins."""

    code: str
    label: str | Promise
    help: str | Promise
    kind: ItemKind
    relation: Relation | None = None
    toward: tuple[str, ...] = ()
    stands_alone: bool = False


PARTS: tuple[Part, ...] = (
    Part(
        "agent",
        _("Agent"),
        _("The software that ends up on the target’s device."),
        ItemKind.SOFTWARE,
        stands_alone=True,
    ),
    Part(
        "command_and_control",
        _("Command-and-control server"),
        _("Controls the agents, receives what they send; with the operator’s console."),
        ItemKind.SOFTWARE,
        Relation.SOFTWARE_FOR,
        ("agent",),
    ),
    Part(
        "delivery",
        _("Delivery system"),
        _("Brings the agent onto the device: links, injection, physical access kit."),
        ItemKind.SOFTWARE,
        Relation.SOFTWARE_FOR,
        ("agent",),
    ),
    Part(
        "exploit_feed",
        _("Exploits"),
        _("Single exploits or a feed of new ones."),
        ItemKind.SOFTWARE,
        Relation.SOFTWARE_FOR,
        ("agent", "delivery", "command_and_control"),
    ),
    Part(
        "updates",
        _("Updates"),
        _("New versions during the term."),
        ItemKind.SOFTWARE,
        Relation.UPDATE_TO,
        ("command_and_control", "agent"),
    ),
    Part(
        "access",
        _("Access"),
        _("Use of the system over a network: a tenant, accounts, keys."),
        ItemKind.ACCESS,
        Relation.ACCESS_TO,
        ("command_and_control", "agent"),
    ),
    Part(
        "hosting",
        _("Hosting"),
        _("Running the servers for the customer, by you or somebody else."),
        ItemKind.SERVICE,
        Relation.ACCESS_TO,
        ("command_and_control", "agent"),
    ),
    Part(
        "support",
        _("Support"),
        _("Installation, configuration, fault-finding, maintenance, operation on behalf of the customer."),
        ItemKind.SERVICE,
        Relation.TECHNOLOGY_FOR,
        ("command_and_control", "agent"),
    ),
    Part(
        "training",
        _("Training"),
        _("Teaching how to use it, anywhere."),
        ItemKind.SERVICE,
        Relation.TECHNOLOGY_FOR,
        ("command_and_control", "agent"),
    ),
    Part(
        "source_code",
        _("Source code"),
        _("Handed to anybody, an affiliate of yours included."),
        ItemKind.SOFTWARE,
        Relation.COMPONENT_OF,
        ("command_and_control", "agent"),
    ),
    Part(
        "know_how",
        _("Manuals and technical know-how"),
        _("Documents, designs, parameters, vulnerability details."),
        ItemKind.TECHNOLOGY,
        Relation.TECHNOLOGY_FOR,
        ("command_and_control", "agent"),
    ),
    Part("hardware", _("Hardware"), _("Servers, appliances, radio equipment."), ItemKind.HARDWARE),
)
BY_CODE = {part.code: part for part in PARTS}
PLATFORM_WORDS = ("platform", "saas", "solution", "suite", "as a service", "plateforme")


def sounds_like_platform(name: str) -> bool:
    """Whether a name says that several things are sold as one."""
    lowered = name.lower()
    return any(word in lowered for word in PLATFORM_WORDS)
