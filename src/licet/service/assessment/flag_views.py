"""One red flag of a case: whether it shows."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.service.casework.moves import Act
from licet.service.casework.selectors import case_for
from licet.service.casework.views.common import act, posted
from licet.service.corpus.red_flags import red_flags
from licet.service.corpus.words import words
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from . import services
from .forms import RedFlagForm


@require_http_methods(["GET", "POST"])
@signed_in
def look(request: SignedInRequest, case: UUID, flag: str) -> HttpResponse:
    held = case_for(request.user, case)
    require(request.user, Act.FIND, held)
    known = red_flags().get(flag)
    if known is None:
        raise Http404

    def done(given: dict[str, str]) -> str:
        services.look_at_flag(
            actor=request.user,
            case=held,
            flag=flag,
            shows=given["shows"] == "yes",
            reason=given["reason"],
        )
        return _("Recorded. The exporter’s answer stays beside it.")

    form = RedFlagForm(posted(request))
    title = words(known.title)
    return act(request, held, form, done, title=title, asked=words(known.text), submit=_("Record it"))
