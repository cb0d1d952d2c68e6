"""Check of what letters are drawn with."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.health import Finding, check, fine, warning

from .pdf import PdfUnavailable, library


@check("pdf", gettext_lazy("Letters as PDF"), needs_database=False)
def pdf() -> Finding:
    try:
        library()
    except PdfUnavailable as missing:
        return warning(_("Letters can be read on screen, but not made as PDF."), str(missing))
    return fine(_("The library that draws letters is installed."))
