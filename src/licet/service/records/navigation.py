from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card

register(_("Ledger"), "records:ledger", ["auditor"], order=80)
register_card(
    _("The ledger"),
    _(
        "Every recorded act in its order, the content it is bound to, and the signed checkpoint to keep elsewhere."
    ),
    "records:ledger",
    ["auditor"],
    order=10,
)
