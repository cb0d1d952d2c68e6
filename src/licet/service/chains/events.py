"""What is recorded of a chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("chain.created", _("Deal described for the first time"))
types.register("chain.edited", _("Description of the deal changed"))
types.register("chain.locked", _("Description of the deal closed"))
types.register("fact.claimed", _("Facts stated by the exporter"))
types.register("fact.found", _("Fact found by the authority"))
types.register("fact.disputed", _("Fact disputed by the authority"))
