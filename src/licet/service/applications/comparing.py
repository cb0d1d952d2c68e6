"""The exporter compares the certificate with the elements of the law. An incomplete one can be handed in, knowingly."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from licet.service.corpus.clauses import for_certificates
from licet.service.people.models import User

from .certificate import SECTION, is_attached
from .models import Application
from .services import save_section


@transaction.atomic
def compare(*, actor: User, application: Application, elements: Sequence[str]) -> None:
    """Say which elements stand in the certificate that is attached."""
    if not is_attached(application):
        raise ValidationError(_("Attach the certificate or statement first."))
    known = {each.id: each for each in for_certificates()}
    if unknown := set(elements) - known.keys():
        raise ValidationError(
            {"elements": _("There is no element “%(element)s”.") % {"element": min(unknown)}}
        )
    complete = all(each.id in elements for each in known.values() if each.essential)
    given = {"elements": sorted(elements)}
    save_section(actor=actor, application=application, section=SECTION, answers=given, complete=complete)
