"""The red flags, as the exporter looked at them one by one. They decide nothing: each says where to look again."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.reasons import says_why
from licet.service.corpus.red_flags import red_flags
from licet.service.people.models import User

from .models import Application
from .sections import answers
from .services import save_section

SECTION = "red_flags"
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS: Mapping[str, str | Promise] = {
    YES: gettext_lazy("Yes, or it seems so"),
    NO: gettext_lazy("No: we looked"),
    UNKNOWN: gettext_lazy("We could not find out"),
}


def said(application: Application) -> dict[str, str]:
    """Flag to answer, as far as she looked."""
    given = answers(application, SECTION).get("flags", {})
    return {flag: answer for flag, answer in given.items() if flag in red_flags()}


def looked_into(application: Application) -> str:
    """What she did about those that show."""
    return str(answers(application, SECTION).get("looked_into", ""))


@transaction.atomic
def look(*, actor: User, application: Application, flags: Mapping[str, str], looked_into: str) -> None:
    """Keep her answers; where a flag shows, she says what she looked into."""
    _refuse_strange(flags)
    shows = [flag for flag, answer in flags.items() if answer != NO]
    if shows and not says_why(looked_into):
        raise ValidationError(
            {"looked_into": _("Say in a sentence what you looked into, and what came of it.")}
        )
    given = {"flags": dict(flags), "looked_into": looked_into.strip()}
    complete = set(flags) == set(red_flags())
    save_section(actor=actor, application=application, section=SECTION, answers=given, complete=complete)


def _refuse_strange(flags: Mapping[str, str]) -> None:
    if strange := set(flags) - set(red_flags()):
        raise ValidationError(_("There is no red flag “%(flag)s”.") % {"flag": min(strange)})
    if strange := {answer for answer in flags.values() if answer not in ANSWERS}:
        raise ValidationError(_("“%(answer)s” is no answer to a red flag.") % {"answer": min(strange)})
