"""Whether a letter is genuine: asked by anybody, answered without a word about whom it concerns."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..forms import CheckFileForm, CheckForm
from ..limits import too_often
from ..selectors import Told, check_code
from ..selectors import check_file as letter_of_file
from ..signing import identity


@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """By number and code, in the address, so that a QR code leads to the answer."""
    asked = "number" in request.GET or "code" in request.GET
    form = CheckForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return _page(request, form=form)
    if too_often(request, "check"):
        return _page(request, form=form, slow=True)
    told = check_code(form.cleaned_data["number"], form.cleaned_data["code"])
    return _page(request, form=form, told=told, answered="code")


@never_cache
@require_http_methods(["GET", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """By the file itself: its hash is compared, and nothing of it is kept."""
    if request.method != "POST":
        return _page(request)
    if too_often(request, "file"):
        return _page(request, slow=True)
    form = CheckFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form)
    digest = sha256()
    for chunk in form.cleaned_data["letter"].chunks():
        digest.update(chunk)
    return _page(request, file_form=form, told=letter_of_file(digest.hexdigest()), answered="file")


def _page(
    request: HttpRequest,
    *,
    form: CheckForm | None = None,
    file_form: CheckFileForm | None = None,
    told: Told | None = None,
    answered: str = "",
    slow: bool = False,
) -> HttpResponse:
    context = {
        "number_form": form or CheckForm(),
        "file_form": file_form or CheckFileForm(),
        "form": file_form or form,  # whose errors the summary names
        "told": told,
        "answered": answered,
        "slow": slow,
        "fingerprint": identity().fingerprint,
    }
    return render(request, "letters/check.html", context, status=429 if slow else 200)


@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """The certificate that letters are signed with, for whoever wants to trust it."""
    response = HttpResponse(identity().public_pem, content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="letters-certificate.pem"'
    return response
