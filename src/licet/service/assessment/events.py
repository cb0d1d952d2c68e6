"""The assessment's acts as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("assessment.completed", _("Assessment signed"))
register("disclosure.marked", _("Marked whether a source may be named to the exporter"))
register("red_flag.looked_at", _("Red flag looked at"))
register("policy.declared", _("Policy declared"))
