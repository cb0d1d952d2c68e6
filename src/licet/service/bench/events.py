"""The bench as the ledger names it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("gap.recorded", _("Gap put on record"))
register("gap.moved", _("Said what became of a gap"))
