"""What is recorded of people. No leaf holds an e-mail address or a secret."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("person.invited", _("Person invited"))
types.register("invitation.accepted", _("Invitation accepted: role taken up"))
types.register("invitation.withdrawn", _("Invitation withdrawn"))
types.register("role.ended", _("Role ended"))
types.register("organisation.registered", _("Organisation registered"))
types.register("organisation.confirmed", _("Organisation confirmed"))
types.register("office.described", _("Particulars of the office changed"))
types.register("factor.reset_asked", _("Reset of second factors asked for"))
types.register("factor.reset", _("Second factors reset"))
types.register("factor.reset_refused", _("Reset of second factors turned down"))
