"""The casework acts as the ledger names them. Assessment and decisions register theirs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records.types import register

register("case.opened", _("Case opened"))
register("case.assigned", _("Case taken"))
register("case.expedited", _("Request to expedite recorded"))
register("case.withdrawn", _("Application taken back"))
register("case.withdrawn_after_notice", _("Application taken back after notice of intended refusal"))
register("note.written", _("Internal note written"))
register("question.asked", _("Question put to the exporter"))
register("question.answered", _("Question answered"))
register("question.closed", _("Question closed without an answer"))
register("consultation.asked", _("Body consulted"))
register("consultation.answered", _("Advice given"))
register("consultation.unanswered", _("Silence of a consulted body recorded"))
register("finding.recorded", _("Finding of fact recorded"))
register("release.asked", _("Asked to set the assessment aside"))
register("release.confirmed", _("Assessment set aside by a second person"))
