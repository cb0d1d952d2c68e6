"""What letters and the ledger say of the office: never what the demonstration invented."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.health import Finding, check, fine, warning

from .office import Particulars, particulars

NAME, APPEAL_BODY = "Northmark Export Control Office", "the Administrative Court of Northmark"
# What the demonstration's settings say; in a real ledger it would be an embarrassment.
INVENTED = {
    "LICET_LEDGER_ORIGIN": ("LEDGER_ORIGIN", "licet.invalid/ledger"),
    "LICET_REFERENCE_PREFIX": ("REFERENCE_PREFIX", "NM"),
}


@check("authority", gettext_lazy("The authority's name"))
def authority() -> Finding:
    office = particulars()
    if settings.DEMO:
        return fine(office.name)
    if invented := _invented(office):
        return warning(
            _("Letters and the ledger would carry the invented authority's particulars."),
            _(
                "Set %(names)s, or let an administrator write the office's particulars on the page “The office”."
            )
            % {"names": ", ".join(invented)},
        )
    if not (office.address and office.email):
        return warning(
            _("Letters do not give both a postal address and an e-mail address of the office."),
            _("An administrator writes the address and the e-mail address on the page “The office”."),
        )
    return fine(office.name)


def _invented(office: Particulars) -> list[str]:
    names = {
        "LICET_AUTHORITY": office.name == NAME,
        "LICET_APPEAL_BODY": office.appeal_body_en == APPEAL_BODY,
    }
    settled = {name: getattr(settings, setting) == value for name, (setting, value) in INVENTED.items()}
    return [name for name, is_invented in (names | settled).items() if is_invented]
