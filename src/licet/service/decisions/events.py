"""The decision's acts as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("refusal.announced", _("Notice of intended refusal given"))
register("refusal.answered", _("Notice of intended refusal answered"))
register("refusal.unanswered", _("Time to be heard passed without an answer"))
register("proposal.made", _("Outcome proposed"))
register("proposal.returned", _("Proposal returned to the officer"))
register("outcome.decided", _("Case decided"))
register("licence.issued", _("Licence issued"))
