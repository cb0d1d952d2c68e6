from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import matrix
from ..explain import Answer, find, who_may
from ..forms import ExplainForm
from ..http import SignedInRequest, signed_in
from ..models import User
from ..policy import require


@require_safe
@signed_in
def access_matrix(request: SignedInRequest) -> HttpResponse:
    require(request.user, "access.matrix")
    context = {
        "columns": list(matrix.ROLES.values()),
        "groups": matrix.by_noun(matrix.load()),
    }
    return render(request, "people/access_matrix.html", context)


@require_safe
@signed_in
def explain(request: SignedInRequest) -> HttpResponse:
    """Asked by GET, so that an answer has an address the auditor can keep."""
    require(request.user, "access.explain")
    form = ExplainForm(request.GET if "act" in request.GET else None)
    page = _answers(form, request) if form.is_valid() else None
    return render(request, "people/explain.html", {"form": form, "page": page})


def _answers(form: ExplainForm, request: SignedInRequest) -> Page[Answer] | None:
    act, pk = form.cleaned_data["act"], form.cleaned_data["object_id"]
    obj = find(act, pk, request.user) if pk else None
    if pk and obj is None:
        form.add_error(
            "object_id", _("Enter the identifier of an object this act is done to: nothing has this one.")
        )
        return None
    people = Paginator(User.objects.order_by("name", "id"), 50).get_page(request.GET.get("page"))
    people.object_list = who_may(act, obj, people.object_list)  # type: ignore[assignment, arg-type]
    return people  # type: ignore[return-value]
