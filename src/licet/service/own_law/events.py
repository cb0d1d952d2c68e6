"""The authority's own law as the ledger names it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("own_law.put_forward", _("Own law put forward"))
register("own_law.examined", _("Own law examined"))
register("own_law.signed", _("Own law signed"))
register("own_law.taken_back", _("Own law taken back before it was signed"))
