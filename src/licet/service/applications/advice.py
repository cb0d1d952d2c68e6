"""What may be missing when an application is submitted, and what that means. The exporter goes on knowingly, or not yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.service.corpus.words import words
from licet.service.files.models import DocumentKind

from .certificate import lacking, stated
from .models import Application
from .sections import answers
from .selectors import documents_of


@dataclass(frozen=True, slots=True)
class Advice:
    """What is missing, what that means for her, and where it can be added."""

    text: str
    meaning: str
    href: str


def advice(application: Application) -> list[Advice]:
    """Empty when nothing is missing that the authority will have to ask for."""
    return [*_questions(application), *_documents(application)]


def _questions(application: Application) -> Iterator[Advice]:
    if application.chain.statements.exists() or not application.chain.transfers.exists():
        return
    yield Advice(
        _("You have answered none of the questions."),
        _(
            "What the things do decides what the law asks. The authority will have to ask you, and your case waits until you"
            " have answered."
        ),
        reverse("applications:questions", args=[application.pk]),
    )


def _documents(application: Application) -> Iterator[Advice]:
    kinds = {document.kind for document in documents_of(application)}
    here = reverse("applications:documents", args=[application.pk])
    if DocumentKind.END_USER_CERTIFICATE not in kinds:
        yield Advice(
            _("No end-user certificate or statement is attached."),
            _("The authority will ask for it, and your case waits until you have sent it."),
            here,
        )
    elif stated(application) is None:
        yield Advice(
            _("The end-user certificate was not compared with what has to stand in it."),
            _(
                "If something essential is missing, the authority will ask for another one, and your case waits."
            ),
            reverse("applications:certificate", args=[application.pk]),
        )
    elif missing := lacking(application):
        yield Advice(
            _("Not found in the end-user certificate: %(elements)s.")
            % {"elements": ", ".join(words(each.title) for each in missing)},
            _("The authority will ask for a complete one, and your case waits until you have sent it."),
            reverse("applications:certificate", args=[application.pk]),
        )
    if answers(application, "contract").get("status") == "signed" and DocumentKind.CONTRACT not in kinds:
        yield Advice(
            _("The contract is signed, and it is not attached."),
            _("The authority will ask for it, and your case waits until you have sent it."),
            here,
        )
