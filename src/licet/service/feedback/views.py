"""Tell what went wrong, without an account; officers read it and delete it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.limits import within
from licet.service.people.policy import require

from . import services
from .forms import FeedbackForm
from .models import Feedback

AN_HOUR = 5


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST) if request.method == "POST" else FeedbackForm()
    status = 200
    if request.method == "POST" and form.is_valid():
        if within(request, "feedback", AN_HOUR):
            services.give(actor=request.user, **form.cleaned_data)
            return redirect("feedback:thanks")
        form.add_error(None, _("You have already sent several messages. Wait an hour, then send this one."))
        status = 429
    return render(request, "feedback/give.html", {"form": form}, status=status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/thanks.html")


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "feedback.read")
    page = Paginator(Feedback.objects.all(), 25).get_page(request.GET.get("page"))
    return render(request, "feedback/index.html", {"page": page})


@require_POST
@signed_in
def delete(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "feedback.delete")
    services.delete(actor=request.user, feedback=get_object_or_404(Feedback, pk=pk))
    messages.success(request, _("The feedback is deleted."))
    return redirect("feedback:index")
