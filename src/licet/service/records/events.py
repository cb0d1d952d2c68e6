"""The ledger's own acts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .types import register

register("content.destroyed", _("Content destroyed"))
register("personal.destroyed", _("Personal content destroyed"))
