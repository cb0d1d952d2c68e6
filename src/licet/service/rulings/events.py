"""Inquiries and rulings as the ledger names them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("inquiry.asked", _("Ruling asked for"))
register("inquiry.taken_back", _("Request for a ruling taken back"))
register("inquiry.question_asked", _("Question to the exporter about a ruling"))
register("inquiry.answered", _("Question about a ruling answered"))
register("inquiry.finding_recorded", _("Finding recorded for a ruling"))
register("ruling.handed_over", _("Ruling handed over for signature"))
register("ruling.sent_back", _("Draft ruling sent back"))
register("ruling.signed", _("Ruling signed"))
register("ruling.withdrawn", _("Ruling withdrawn"))
register("ruling.replaced", _("Ruling replaced by a later one"))
