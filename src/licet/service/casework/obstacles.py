"""A decided case is no longer withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext as _

from licet.service.applications.models import Application
from licet.service.applications.obstacles import against_withdrawal

from .models import Case
from .moves import State


@against_withdrawal("casework.decided")
def decided(application: Application) -> str:
    if Case.objects.filter(application=application, state=State.DECIDED).exists():
        return _("The case is decided. What was decided cannot be withdrawn; it can be appealed.")
    return ""
