"""Checks of the law this site answers from."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.law import CorpusError
from licet.service.base.health import Finding, check, fault, fine, not_checked, warning

from . import law
from .in_force import ask_again, is_ready, standing


@check("law", gettext_lazy("The law"), needs_database=False, serving=True)
def the_law() -> Finding:
    ask_again()
    try:
        if not is_compiled():
            return warning(
                _("The law is not compiled; the first answer will take minutes."),
                _("Run `licet law compile` as the account that runs Licet."),
            )
        loaded = law()
    except CorpusError as error:
        return fault(str(error), _("`licet law test` lists every fault of the law with its line."))
    return fine(_("Compiled, digest %(digest)s.") % {"digest": loaded.digest[:16]})


@check("regimes", gettext_lazy("The authority's regimes"), needs_database=False)
def regimes() -> Finding:
    if not is_compiled():
        return not_checked(_("The law is not compiled."))
    known = law().regimes
    wrong = [name for name in settings.HOME_REGIMES if name not in known]
    if wrong:
        return fault(
            _("LICET_REGIMES names what this law does not have: %(names)s.") % {"names": ", ".join(wrong)},
            _("Name some of: %(names)s.") % {"names": ", ".join(known)},
        )
    return fine(", ".join(settings.HOME_REGIMES))


def is_compiled() -> bool:
    """Whether the law in force can be read at once; otherwise reading it would compile it first. Raises CorpusError."""
    return is_ready(standing())
