from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("party.registered", _("Party described"))
types.register("party.amended", _("Party described again"))
