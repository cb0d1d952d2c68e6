from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("document.uploaded", _("Document added"))
types.register("document.removed", _("Document taken out"))
