from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    """What people say of the site itself."""

    name = "licet.service.feedback"
    label = "feedback"

    def ready(self) -> None:
        from licet.service.base import navigation
        from licet.service.people.models import Role

        from . import policy  # noqa: F401  declared by being imported

        navigation.register(_("Feedback"), "feedback:index", [Role.OFFICER], order=80)
