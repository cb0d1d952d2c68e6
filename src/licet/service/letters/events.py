"""Letters as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("letter.issued", _("Letter issued"))
register("letter.drawn", _("PDF of a letter drawn afterwards"))
register("letter.withdrawn", _("Letter withdrawn"))
register("retraction.asked", _("Withdrawal of a letter asked for"))
register("retraction.refused", _("Withdrawal of a letter refused"))
register("letter.superseded", _("Letter superseded by a later one"))
register("wording.drafted", _("Wording of a letter drafted"))
register("wording.adopted", _("Wording of a letter adopted"))
