"""Letters as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("letter.issued", _("Letter issued"))
