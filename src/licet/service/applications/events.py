"""What is recorded of an application."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.records import types

types.register("application.created", _("Application begun"))
types.register("application.changed", _("Application data changed"))
types.register("application.submitted", _("Application submitted"))
types.register("application.withdrawn", _("Application withdrawn"))
