"""Does the law that was signed still stand on the law of this version?"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.law import CorpusError, fingerprint, roots
from licet.law.bundles import own_files
from licet.service.base.health import Finding, check, fault, fine, warning
from licet.service.corpus.in_force import content_of, row_on
from licet.service.corpus.models import LawInForce

from .models import Signature
from .reading import Fault, LawRefused, checked


@check("own-law", gettext_lazy("The authority's own law"))
def own_law() -> Finding:
    row = row_on(timezone.localdate())
    if row is None or not row.bundle:
        return fine(_("There is none: the law that came with this version answers."))
    try:
        content = content_of(row.bundle)
    except CorpusError as error:
        return fault(str(error), _("Restore the file from a backup. Until then nothing can be answered."))
    base = fingerprint(roots(settings.LAW_ROOTS))
    if base == Signature.objects.get(in_force=row).draft.base:
        return fine(_("In force since %(day)s, on the law of this version.") % {"day": row.starts_on})
    return _on_another_base(row, base, content)


def _on_another_base(row: LawInForce, base: str, content: bytes) -> Finding:
    says = _(
        "This version of Licet brings another law than the one that was signed on version %(version)s. The office goes on answering from what was signed."
    ) % {"version": row.software}
    faults = misfits(base, content)
    if not faults:
        return warning(
            says,
            _(
                "An officer or approver puts it forward again on the law of this version: “The office’s own law”."
            ),
        )
    first = faults[0]
    told = _("The own law no longer fits it: %(file)s, line %(line)s: %(fault)s. %(remedy)s.") % {
        "file": first.file,
        "line": first.line,
        "fault": first.fault,
        "remedy": first.remedy,
    }
    return warning(
        f"{says} {told}", _("The lawyer mends the own law, then puts it forward on the law of this version.")
    )


@lru_cache(maxsize=2)
def misfits(base: str, content: bytes) -> list[Fault]:
    """The faults of the own law on the base of this version; read once for each pair."""
    try:
        checked(roots(settings.LAW_ROOTS), own_files(content))
    except LawRefused as refused:
        return refused.faults
    return []
