"""Reading applications."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from licet.service.chains.selectors import document
from licet.service.corpus.services import ask
from licet.service.files.models import Document
from licet.service.people.models import User

from .models import Application


def visible(actor: User) -> QuerySet[Application]:
    """The applications open to `actor`, newest first, with what a list shows of each."""
    shown: QuerySet[Application] = Application.objects.visible_to(actor).select_related(
        "chain", "organisation"
    )
    return shown


def documents_of(application: Application) -> list[Document]:
    """The documents added to the application or to its deal and not taken out again."""
    about = Q(subject_type="applications.application", subject_id=application.pk)
    about |= Q(subject_type="chains.chain", subject_id=application.chain_id)
    attached = Document.objects.filter(about, removed_at=None)
    return list(attached.select_related("uploaded_by").order_by("created_at", "id"))


def indication_now(application: Application) -> dict[str, object]:
    """What the rules say of the deal as it stands: today's law while a draft, the kept answer once submitted."""
    if application.indication is not None:
        kept: dict[str, object] = application.indication.result
        return kept
    return ask(document(application.chain), as_of=timezone.localdate())
