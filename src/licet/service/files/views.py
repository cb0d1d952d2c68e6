"""Hand out a document: as an attachment that no browser runs or guesses at."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.service.base.db import get_visible
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .models import Document


@require_safe
@signed_in
def download(request: SignedInRequest, pk: UUID) -> FileResponse:
    document: Document = get_visible(Document.objects, request.user, pk)
    require(request.user, "document.download", document)
    try:
        content = document.path.open("rb")
    except FileNotFoundError:
        raise Http404(
            _("The content of this document is not in the store. Tell the administrator.")
        ) from None
    response = FileResponse(
        content, as_attachment=True, filename=document.filename, content_type=document.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
