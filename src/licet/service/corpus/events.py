"""What is recorded of the law's use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("indication.made", _("Indication made"))
types.register("law_text.attached", _("Official wording attached"))
types.register("law_text.detached", _("Official wording taken away"))
