from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register

register(_("Registers"), "registers:index", order=70)
