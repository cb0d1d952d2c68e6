"""The office's particulars, and what they were before."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..forms.office import OfficeForm
from ..http import SignedInRequest, signed_in
from ..models import Office
from ..office import particulars
from ..policy import may, require
from ..services.describing import describe_office

EARLIER = 20


@require_safe
@signed_in
def office(request: SignedInRequest) -> HttpResponse:
    require(request.user, "office.read")
    context = {
        "office": particulars(),
        "changes": Office.objects.select_related("by").order_by("-at", "-id")[:EARLIER],
        "describing": may(request.user, "office.describe"),
    }
    return render(request, "people/office.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def describe(request: SignedInRequest) -> HttpResponse:
    require(request.user, "office.describe")
    form = OfficeForm(request.POST or None, initial=OfficeForm.filled(particulars()))
    if request.method == "POST" and form.is_valid():
        try:
            describe_office(actor=request.user, said=form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Saved. Letters and statements say it from now on."))
            return redirect("people:office")
    return render(request, "people/describe_office.html", {"form": form})
