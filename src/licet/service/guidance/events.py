"""Guidance as the ledger names it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("guidance.put_forward", _("Guidance put forward for adoption"))
register("guidance.adopted", _("Guidance adopted"))
register("guidance.withdrawn", _("Guidance taken back"))
