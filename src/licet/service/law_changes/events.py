"""Changes of the law as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("law_change.noticed", _("Change of the law noticed"))
register("law_change.compared", _("Answers compared with the changed law"))
register("law_change.looked_at", _("Changed answer looked at"))
