"""Task 7: what is attached."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.service.base.forms import PlainForm
from licet.service.corpus.words import words
from licet.service.files.models import DocumentKind
from licet.service.people.http import SignedInRequest, signed_in

from .. import services
from ..certificate import is_attached, lacking, stated
from ..selectors import documents_of
from .common import confirm_page, draft_of, to
from .parties import refuse


class UploadForm(PlainForm):
    upload = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, text, image or office document.")
    )
    title = forms.CharField(label=gettext_lazy("What is it?"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=DocumentKind.choices, widget=forms.RadioSelect
    )


@require_http_methods(["GET", "POST"])
@signed_in
def listing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            services.attach(actor=request.user, application=application, **form.cleaned_data)
            messages.success(request, _("The document is added."))
            return redirect(to(application, "documents"))
        except ValidationError as fault:
            refuse(form, fault)
    attached = documents_of(application)
    context = {
        "application": application,
        "form": form,
        "documents": attached,
        "certificate": is_attached(application),
        "compared": stated(application) is not None,
        "lacking": [words(each.title) for each in lacking(application)],
    }
    return render(request, "applications/documents.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: SignedInRequest, pk: UUID, document: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    chosen = next((each for each in documents_of(application) if each.pk == document), None)
    if chosen is None:
        raise Http404
    back = to(application, "documents")
    if request.method == "POST":
        services.remove_document(actor=request.user, application=application, document=chosen)
        messages.success(request, _("The document is taken out."))
        return redirect(back)
    title = _("Take this document out?")
    return confirm_page(request, application, title=title, text=chosen.title, back=back)
