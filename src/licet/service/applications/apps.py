from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """The exporter's side."""

    name = "licet.service.applications"
    label = "applications"

    def ready(self) -> None:
        from licet.service.base import navigation
        from licet.service.people.models import Role

        from . import destroying, events, policy  # noqa: F401  declared by being imported

        navigation.register(_("Applications"), "applications:index", [Role.EXPORTER], order=10)
        navigation.register_card(
            _("Applications for a licence"),
            _("Describe a deal, see what each leg of it needs, apply, follow what happens."),
            "applications:index",
            [Role.EXPORTER],
            order=10,
        )
