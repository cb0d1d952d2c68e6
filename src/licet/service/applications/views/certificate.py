"""The end-user certificate, element by element."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.service.base.forms import PlainForm
from licet.service.corpus.clauses import for_certificates
from licet.service.corpus.words import words
from licet.service.people.http import SignedInRequest, signed_in

from ..certificate import is_attached, stated
from ..comparing import compare
from .common import draft_of, to
from .parties import refuse


def elements() -> list[tuple[str, str]]:
    """The essential ones are marked: without them a certificate is incomplete."""
    row = {True: _("%(title)s (essential). %(text)s"), False: _("%(title)s. %(text)s")}
    return [
        (each.id, row[each.essential] % {"title": words(each.title), "text": words(each.text)})
        for each in for_certificates()
    ]


class CertificateForm(PlainForm):
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("What stands in it"),
        help_text=gettext_lazy("Tick what you find in the document itself."),
        choices=elements,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    back = to(application, "documents")
    if not is_attached(application):
        messages.warning(request, _("Attach the certificate or statement first."))
        return redirect(back)
    given = request.POST if request.method == "POST" else None
    form = CertificateForm(given, initial={"elements": stated(application) or []})
    if request.method == "POST" and form.is_valid():
        try:
            compare(actor=request.user, application=application, **form.cleaned_data)
            messages.success(request, _("Kept. What is missing is named before you submit."))
            return redirect(back)
        except ValidationError as fault:
            refuse(form, fault)
    context = {
        "application": application,
        "form": form,
        "title": _("The end-user certificate or statement"),
        "intro": _(
            "Compare the document with what such a certificate says. The authority sees what you ticked."
        ),
        "submit": _("Save"),
        "back": back,
    }
    return render(request, "applications/form.html", context)
