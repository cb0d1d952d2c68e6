"""Keeping and destroying as the ledger names it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("schedule.adopted", _("Retention schedule adopted"))
register("hold.placed", _("Hold put on a case"))
register("hold.lifted", _("Hold on a case lifted"))
register("destruction.proposed", _("Destruction proposed"))
register("destruction.carried_out", _("Destruction carried out"))
register("destruction.turned_down", _("Destruction turned down"))
