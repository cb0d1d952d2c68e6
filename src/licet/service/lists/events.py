from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("list.imported", _("List imported"))
types.register("screening.done", _("Party compared with a list"))
types.register("hit.cleared", _("List hit cleared"))
types.register("hit.confirmed", _("List hit confirmed"))
